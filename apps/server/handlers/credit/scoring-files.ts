/** Decisions of whole files. */
import { type Operations, ProblemError } from '@pratibimba/contract'
import type { Context } from '../../context.ts'
import { filesOwner } from '../../credit/files/decide-file-job.ts'
import { startFile } from '../../credit/files/start-file.ts'
import type { Handlers } from '../../routes/handlers.ts'
import { sendFile } from '../../routes/send-file.ts'

type FileOperations = Pick<Operations, 'decideFile' | 'decidedFile'>

export const creditFileHandlers: Handlers<FileOperations, Context> = {
  decideFile: async ({ body, caller }, context) => ({
    job_id: await startFile(context, body, caller.id),
    status: 'initializing' as const,
  }),

  decidedFile: async ({ params, request, reply }, { artifacts }) => {
    const owner = filesOwner(params.job_id)
    const stored = await artifacts.stat(owner, params.filename)
    if (stored === undefined)
      throw new ProblemError(
        'not_found',
        `The job ${params.job_id} left no file ${params.filename}: it goes on, it failed, or it wrote another format.`,
      )
    const { bytes, sha256 } = stored
    return sendFile(request, reply, artifacts, owner, { filename: params.filename, bytes, sha256, rows: 0 })
  },
}
