/** The parts of an import: one or more files of transactions, perhaps one of payments, and what a user says of them. */
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ImportRequest, ProblemError } from '@pratibimba/contract'
import type { ArtifactStore } from '@pratibimba/risk/ports'
import type { FastifyRequest } from 'fastify'
import type { UploadedFile } from '../../uploads/describe-upload.ts'
import { distinctName, safeFilename, tableName } from '../../uploads/file-names.ts'

export interface ReceivedImport {
  readonly files: readonly UploadedFile[]
  readonly payments?: UploadedFile
  readonly asked: ImportRequest
}

const fields = Object.keys(ImportRequest.properties)

/**
 * Streams the files to scratch files, within a limit on their sum.
 *
 * @throws ProblemError `too_large`, `out_of_range`, `malformed_request`; no scratch file is left
 */
export async function receiveImport(
  request: FastifyRequest,
  artifacts: ArtifactStore,
  limitBytes: number,
): Promise<ReceivedImport> {
  const files: UploadedFile[] = []
  let payments: UploadedFile | undefined
  const said: Record<string, string> = {}
  let left = limitBytes
  try {
    if (!request.isMultipart())
      throw new ProblemError('malformed_request', 'Send the file as multipart/form-data.')
    for await (const part of request.parts()) {
      const name = part.fieldname
      if (part.type !== 'file') {
        if (!fields.includes(name)) throw unknownPart(name)
        said[name] = String(part.value)
        continue
      }
      if (name !== 'file' && (name !== 'payments' || payments !== undefined)) throw unknownPart(name)
      const taken = new Set([...files, ...(payments ? [payments] : [])].map(({ table }) => table))
      const filename = distinctName(safeFilename(part.filename ?? ''), taken)
      const path = await artifacts.scratchPath(filename)
      const file = { path, filename, table: tableName(filename) }
      if (name === 'file') files.push(file)
      else payments = file
      const counted = new Transform({
        transform(chunk: Buffer, _, done) {
          left -= chunk.length
          done(left < 0 ? tooLarge(limitBytes) : null, chunk)
        },
      })
      await pipeline(part.file, counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
      if (part.file.truncated) throw tooLarge(limitBytes)
    }
    if (files.length === 0)
      throw new ProblemError('out_of_range', 'No file was sent; send one or more parts named "file".', [
        { pointer: '/file', detail: 'Missing; it is required.' },
      ])
    return { files, ...(payments && { payments }), asked: checked(said) }
  } catch (error) {
    await discardImport(files, payments)
    request.raw.unpipe()
    request.raw.resume()
    throw faultOfParts(error)
  }
}

/** Removes scratch files, where they still lie. */
export async function discardImport(files: readonly UploadedFile[], payments?: UploadedFile): Promise<void> {
  for (const { path } of [...files, ...(payments ? [payments] : [])])
    await rm(dirname(path), { recursive: true, force: true })
}

function checked(said: Readonly<Record<string, string>>): ImportRequest {
  const wrong = (pointer: string, detail: string): ProblemError =>
    new ProblemError('out_of_range', detail, [{ pointer, detail }])
  if (said.currency !== undefined && !/^[A-Z]{3}$/.test(said.currency))
    throw wrong('/currency', 'currency must be a code of ISO 4217, such as EUR.')
  if ((said.zone?.length ?? 0) > 60) throw wrong('/zone', 'zone must have at most 60 characters.')
  for (const name of ['confirm', 'replace'] as const)
    if (said[name] !== undefined && said[name] !== 'yes' && said[name] !== 'no')
      throw wrong(`/${name}`, `${name} must be "yes" or "no".`)
  return said as ImportRequest
}

/** JSON that a field holds. @throws ProblemError `out_of_range` naming the field */
export function jsonOf(text: string | undefined, field: string): unknown {
  if (text === undefined || text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    const detail = `${field} must be a JSON object such as {"amount": "Betrag"}.`
    throw new ProblemError('out_of_range', detail, [{ pointer: `/${field}`, detail }])
  }
}

function unknownPart(name: string): ProblemError {
  const shown = name.slice(0, 60)
  return new ProblemError(
    'out_of_range',
    `There is no part "${shown}"; send file, payments, ${fields.join(', ')}.`,
    [{ pointer: `/${shown}`, detail: 'Not taken here.' }],
  )
}

function tooLarge(limitBytes: number): ProblemError {
  const mebibytes = Math.floor(limitBytes / 1024 ** 2).toLocaleString('en-US')
  return new ProblemError(
    'too_large',
    `More than ${mebibytes} MiB; import it with \`pratibimba import\`, or raise PRATIBIMBA_UPLOAD_MIB.`,
  )
}

function faultOfParts(error: unknown): unknown {
  const { code, message = '' } = error as { code?: string; message?: string }
  if (code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT' || code === 'FST_FIELDS_LIMIT')
    return new ProblemError('too_large', 'More parts than one import may have.')
  if (
    !(error instanceof ProblemError) &&
    !code?.startsWith('FST_') &&
    /boundary|multipart|unexpected end|premature close|malformed part/i.test(message)
  )
    return new ProblemError('malformed_request', 'The multipart body breaks off or is malformed.')
  return error
}
