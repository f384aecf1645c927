/** What is recorded of an upload, read back: the schema as detected, with what persons corrected since. */
import { ProblemError } from '@pratibimba/contract'
import type { JsonObject, UploadRecord } from '@pratibimba/risk/ports'
import { applyCorrections, type SchemaCorrections, type SchemaDescription } from '@pratibimba/risk/twins'
import type { Context } from '../context.ts'

/** @throws ProblemError `not_found` */
export async function openUpload({ uploads }: Pick<Context, 'uploads'>, id: string): Promise<UploadRecord> {
  const record = await uploads.get(id)
  if (record === undefined) throw new ProblemError('not_found', `There is no upload ${id}.`)
  return record
}

/** @throws ProblemError `not_found`; `conflict` when the original was removed */
export async function openReadyUpload(records: Pick<Context, 'uploads'>, id: string): Promise<UploadRecord> {
  const record = await openUpload(records, id)
  if (record.status === 'REMOVED')
    throw new ProblemError('conflict', `The data of ${id} were removed; upload them again.`)
  return record
}

/** Corrections in the order in which they were made; each applies to what the former left. */
interface RecordedCorrections {
  readonly steps?: readonly SchemaCorrections[]
}

export function presentSchema(record: UploadRecord): SchemaDescription {
  const detected = record.schema as unknown as SchemaDescription
  return (record.corrections as RecordedCorrections).steps?.reduce(applyCorrections, detected) ?? detected
}

/**
 * The corrections with one more step.
 *
 * @throws ProblemError `out_of_range` when it names what the upload does not have
 */
export function withCorrections(record: UploadRecord, step: SchemaCorrections): JsonObject {
  correct(presentSchema(record), step)
  return { steps: [...((record.corrections as RecordedCorrections).steps ?? []), step] }
}

/** @throws ProblemError `unusable_data` when a correction names what the schema does not have, or cannot be */
export function correct(schema: SchemaDescription, corrections: SchemaCorrections): SchemaDescription {
  try {
    return applyCorrections(schema, corrections)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new ProblemError('unusable_data', error.message.replace(/^\w+: /, ''))
  }
}
