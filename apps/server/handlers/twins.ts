/** Uploaded data and its twins. */
import type { Operations, TwinComparison } from '@pratibimba/contract'
import { ProblemError } from '@pratibimba/contract'
import type { Context } from '../context.ts'
import { openFinished } from '../portfolios/open-portfolio.ts'
import type { Handlers } from '../routes/handlers.ts'
import { startClone } from '../twins/start-clone.ts'
import { receiveFiles } from '../uploads/receive-files.ts'
import { openReadyUpload, openUpload, withCorrections } from '../uploads/recorded-upload.ts'
import { removeUpload } from '../uploads/remove-upload.ts'
import { storeUpload } from '../uploads/store-upload.ts'
import { pageOf } from '../wire/page.ts'
import { correctionsFromWire, uploadToWire } from '../wire/upload.ts'

type TwinOperations = Pick<
  Operations,
  | 'uploadData'
  | 'listUploads'
  | 'getUpload'
  | 'correctSchema'
  | 'deleteUpload'
  | 'clonePortfolio'
  | 'compareTwin'
>

export const twinHandlers: Handlers<TwinOperations, Context> = {
  uploadData: async ({ request, caller }, context) => {
    const files = await receiveFiles(request, context.artifacts, context.settings.limits.uploadBytes)
    const upload = uploadToWire(await storeUpload(context, files, caller.id))
    const { schema } = upload
    const columns = schema.tables.flatMap((table) =>
      table.columns.map(({ name }) => (schema.tables.length > 1 ? `${table.name}.${name}` : name)),
    )
    const personal = schema.tables
      .flatMap((table) => table.columns)
      .filter(({ type }) => type === 'personal').length
    const rejected = schema.tables.reduce((sum, table) => sum + table.rejected_rows, 0)
    return {
      status: 'success',
      file_id: upload.file_id,
      filename: upload.filename,
      detected_columns: columns,
      message: messageOf(upload.rows, columns.length, personal, rejected),
      schema,
    }
  },

  listUploads: async ({ query }, context) => {
    const { uploads, total } = await context.uploads.list({ status: query.status, ...pageOf(query) })
    return { uploads: uploads.map(uploadToWire), total }
  },

  getUpload: async ({ params }, context) => uploadToWire(await openUpload(context, params.file_id)),

  correctSchema: async ({ params, body, caller }, context) => {
    const step = correctionsFromWire(body)
    await openReadyUpload(context, params.file_id)
    const changed = await context.record(async ({ uploads }) => {
      const record = await uploads.get(params.file_id)
      const changed =
        record && (await uploads.update(record.id, { corrections: withCorrections(record, step) }))
      if (changed === undefined) throw new ProblemError('not_found', `There is no upload ${params.file_id}.`)
      const metadata = {
        columns: (body.columns ?? []).map(({ name }) => name),
        keys: body.primary_keys?.length ?? 0,
      }
      const fact = { operation: 'SCHEMA_CORRECTED', actor: caller.id, subjectId: changed.id, metadata }
      return { fact, result: changed }
    })
    return uploadToWire(changed)
  },

  deleteUpload: async ({ params, caller }, context) => {
    await removeUpload(context, params.file_id, caller.id)
    return { file_id: params.file_id, status: 'removed' }
  },

  clonePortfolio: async ({ body, caller }, context) => {
    const { id, jobId, name } = await startClone(context, body, caller.id)
    return {
      status: 'initializing',
      portfolio_id: id,
      job_id: jobId,
      message: `The twin of ${name} is being made; GET /api/fintech/portfolio/${id} tells how far it is.`,
    }
  },

  compareTwin: async ({ params }, context) => {
    const { id, summary } = await openFinished(context, params.portfolio_id)
    if (summary?.comparison === undefined)
      throw new ProblemError(
        'conflict',
        `${id} was made from scratch; there is no original to compare it with.`,
      )
    return summary.comparison as TwinComparison
  },
}

function messageOf(rows: number, columns: number, personal: number, rejected: number): string {
  const read = `${rows.toLocaleString('en-US')} rows and ${columns} columns were read.`
  const left =
    rejected === 0 ? '' : ` ${rejected.toLocaleString('en-US')} rows could not be read and are left out.`
  const people =
    personal === 0 ? '' : ` ${personal} columns hold personal data; a twin gets made-up values there.`
  return `${read}${left}${people}`
}
