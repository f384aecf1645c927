/** The files of a multipart request, streamed to scratch files within a limit. */
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ProblemError } from '@pratibimba/contract'
import type { ArtifactStore } from '@pratibimba/risk/ports'
import type { FastifyRequest } from 'fastify'
import type { UploadedFile } from './describe-upload.ts'
import { distinctName, safeFilename, tableName } from './file-names.ts'

/** How long the rest of a refused upload is thrown away before the connection is cut, milliseconds. */
const LINGER_MS = 5_000

/**
 * Streams every part named `file` to a scratch file.
 *
 * @param limitBytes largest sum of all files
 * @throws ProblemError `too_large` as soon as the limit is passed, `out_of_range`, `malformed_request`; no scratch file is left
 */
export async function receiveFiles(
  request: FastifyRequest,
  artifacts: ArtifactStore,
  limitBytes: number,
): Promise<UploadedFile[]> {
  const files: UploadedFile[] = []
  let left = limitBytes
  try {
    refuseAnnounced(request, limitBytes)
    for await (const part of request.parts()) {
      if (part.type !== 'file' || part.fieldname !== 'file')
        throw new ProblemError(
          'out_of_range',
          `Every part must be a file named "file"; got "${part.fieldname.slice(0, 60)}".`,
          [
            {
              pointer: `/${part.fieldname.slice(0, 60)}`,
              detail: 'Not taken here; send the data as parts named "file".',
            },
          ],
        )
      const taken = new Set(files.map(({ table }) => table))
      const filename = distinctName(safeFilename(part.filename ?? ''), taken)
      const path = await artifacts.scratchPath(filename)
      files.push({ path, filename, table: tableName(filename) })
      const counted = new Transform({
        transform(chunk: Buffer, _, done) {
          left -= chunk.length
          done(left < 0 ? tooLarge(limitBytes) : null, chunk)
        },
      })
      await pipeline(part.file, counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
      if (part.file.truncated) throw tooLarge(limitBytes)
    }
  } catch (error) {
    await discardFiles(files)
    cutLater(request)
    throw uploadFault(error)
  }
  if (files.length === 0)
    throw new ProblemError('out_of_range', 'No file was sent; send one or more parts named "file".', [
      { pointer: '/file', detail: 'Missing; it is required.' },
    ])
  return files
}

/** Removes scratch files, where they still lie. */
export async function discardFiles(files: readonly UploadedFile[]): Promise<void> {
  for (const { path } of files) await rm(dirname(path), { recursive: true, force: true })
}

function refuseAnnounced(request: FastifyRequest, limitBytes: number): void {
  const announced = Number(request.headers['content-length'] ?? 0)
  // Boundaries and part headers come on top of the files.
  if (announced > limitBytes + 1024 * 1024) throw tooLarge(limitBytes)
}

function tooLarge(limitBytes: number): ProblemError {
  const mebibytes = Math.floor(limitBytes / 1024 ** 2)
  return new ProblemError(
    'too_large',
    `More than ${mebibytes.toLocaleString('en-US')} MiB; split the data, send Parquet, or raise PRATIBIMBA_UPLOAD_MIB.`,
  )
}

/** A client that goes on sending hears the answer first. */
function cutLater(request: FastifyRequest): void {
  const { raw } = request
  if (raw.complete) return
  raw.unpipe()
  raw.resume()
  const cut = setTimeout(() => raw.complete || raw.destroy(), LINGER_MS).unref()
  raw.once('close', () => clearTimeout(cut))
}

function uploadFault(error: unknown): unknown {
  const { code } = error as { code?: string }
  if (code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT' || code === 'FST_FIELDS_LIMIT')
    return new ProblemError('too_large', 'More files than one upload may have; send them as several uploads.')
  const message = error instanceof Error ? error.message : ''
  if (
    /boundary|multipart|unexpected end of (form|file)|premature close|malformed part/i.test(message) &&
    !(error instanceof ProblemError) &&
    !code?.startsWith('FST_')
  )
    return new ProblemError('malformed_request', 'The multipart body breaks off or is malformed.')
  return error
}
