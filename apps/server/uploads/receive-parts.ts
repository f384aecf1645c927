/** File parts of a multipart request, streamed to scratch files within a limit on their sum. */
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { MultipartFile } from '@fastify/multipart'
import { ProblemError } from '@pratibimba/contract'
import type { ArtifactStore } from '@pratibimba/risk/ports'
import type { UploadedFile } from './describe-upload.ts'
import { distinctName, safeFilename, tableName } from './file-names.ts'

export interface PartsReceiver {
  /** @throws ProblemError `too_large` as soon as the limit is passed */
  receive(part: MultipartFile): Promise<UploadedFile>
  /** Removes the scratch files of all parts, whole or not. */
  discard(): Promise<void>
}

/** @param tooLarge what is said once the limit is passed */
export function openPartsReceiver(
  artifacts: ArtifactStore,
  limitBytes: number,
  tooLarge: () => ProblemError,
): PartsReceiver {
  const files: UploadedFile[] = []
  let left = limitBytes
  return {
    async receive(part) {
      const filename = distinctName(
        safeFilename(part.filename ?? ''),
        new Set(files.map(({ table }) => table)),
      )
      const path = await artifacts.scratchPath(filename)
      const file = { path, filename, table: tableName(filename) }
      files.push(file)
      const counted = new Transform({
        transform(chunk: Buffer, _, done) {
          left -= chunk.length
          done(left < 0 ? tooLarge() : null, chunk)
        },
      })
      await pipeline(part.file, counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
      if (part.file.truncated) throw tooLarge()
      return file
    },
    discard: () => discardFiles(files),
  }
}

/** Removes scratch files, where they still lie. */
export async function discardFiles(files: readonly UploadedFile[]): Promise<void> {
  for (const { path } of files) await rm(dirname(path), { recursive: true, force: true })
}

/** @param advice what else can be done */
export function moreThan(limitBytes: number, advice: string): ProblemError {
  const mebibytes = Math.floor(limitBytes / 1024 ** 2).toLocaleString('en-US')
  return new ProblemError(
    'too_large',
    `More than ${mebibytes} MiB; ${advice}, or raise PRATIBIMBA_UPLOAD_MIB.`,
  )
}

export function noFileSent(): ProblemError {
  return new ProblemError('out_of_range', 'No file was sent; send one or more parts named "file".', [
    { pointer: '/file', detail: 'Missing; it is required.' },
  ])
}

/** What the parser of multipart bodies has thrown, as a problem; other errors as they are. */
export function faultOfParts(error: unknown, tooMany: string): unknown {
  const { code } = error as { code?: string }
  if (code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT' || code === 'FST_FIELDS_LIMIT')
    return new ProblemError('too_large', tooMany)
  const message = error instanceof Error ? error.message : ''
  if (
    /boundary|multipart|unexpected end of (form|file)|premature close|malformed part/i.test(message) &&
    !(error instanceof ProblemError) &&
    !code?.startsWith('FST_')
  )
    return new ProblemError('malformed_request', 'The multipart body breaks off or is malformed.')
  return error
}
