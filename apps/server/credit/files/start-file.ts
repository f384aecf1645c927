/** Starts the job that decides an uploaded file. */
import { randomUUID } from 'node:crypto'
import { type BodyOf, type Operations, ProblemError } from '@pratibimba/contract'
import type { Context } from '../../context.ts'
import { openReadyUpload } from '../../uploads/recorded-upload.ts'
import { decideFileKind, type FilePayload } from './decide-file-job.ts'

const DAY_MS = 86_400_000

/** @throws ProblemError `not_found`; `conflict` for a removed upload; `unusable_data` for several tables; `unavailable` */
export async function startFile(
  context: Context,
  body: BodyOf<Operations['decideFile']>,
  actor: string,
): Promise<string> {
  const { upload_id: uploadId, explain = 'reasons', record = true, format = 'csv' } = body
  const upload = await openReadyUpload(context, uploadId)
  if (upload.tables.length !== 1)
    throw new ProblemError('unusable_data', 'An upload of one file is needed: a row for each application.')
  const fault = context.credit.deciders.fault()
  if (fault !== undefined) throw new ProblemError('unavailable', fault)
  const asOfDay = Math.floor(context.clock().getTime() / DAY_MS)
  const payload: FilePayload = { uploadId, explain, record, format, actor, asOfDay }
  const jobId = randomUUID()
  await context.record(async ({ enqueue }) => {
    await enqueue(decideFileKind, uploadId, payload, jobId)
    const metadata = { job_id: jobId, explain, recorded: record }
    const operation = 'CREDIT_FILE_STARTED'
    return {
      fact: { operation, actor, subjectId: uploadId, dataHash: upload.sha256, metadata },
      result: undefined,
    }
  })
  return jobId
}
