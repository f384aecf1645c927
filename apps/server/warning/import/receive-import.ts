/** The parts of an import: one or more files of transactions, perhaps one of payments, and what a user says of them. */
import { ImportRequest, ProblemError } from '@pratibimba/contract'
import type { ArtifactStore } from '@pratibimba/risk/ports'
import type { FastifyRequest } from 'fastify'
import type { UploadedFile } from '../../uploads/describe-upload.ts'
import {
  discardFiles,
  faultOfParts,
  moreThan,
  noFileSent,
  openPartsReceiver,
} from '../../uploads/receive-parts.ts'

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
  const parts = openPartsReceiver(artifacts, limitBytes, () =>
    moreThan(limitBytes, 'import it with `pratibimba import`'),
  )
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
      const file = await parts.receive(part)
      if (name === 'file') files.push(file)
      else payments = file
    }
    if (files.length === 0) throw noFileSent()
    return { files, ...(payments && { payments }), asked: checked(said) }
  } catch (error) {
    await parts.discard()
    request.raw.unpipe()
    request.raw.resume()
    throw faultOfParts(error, 'More parts than one import may have.')
  }
}

/** Removes scratch files, where they still lie. */
export async function discardImport(files: readonly UploadedFile[], payments?: UploadedFile): Promise<void> {
  await discardFiles([...files, ...(payments ? [payments] : [])])
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
