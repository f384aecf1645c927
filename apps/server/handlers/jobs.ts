/** Jobs: state, events, cancel, retry. */
import { type Operations, ProblemError } from '@pratibimba/contract'
import type { Job } from '@pratibimba/risk/ports'
import type { Context } from '../context.ts'
import { hasEnded } from '../jobs/job-state.ts'
import { isPipelineKind } from '../jobs/kinds.ts'
import type { Handlers } from '../routes/handlers.ts'
import { sendEvents } from '../routes/send-events.ts'
import { jobToWire } from '../wire/job.ts'
import { pageOf } from '../wire/page.ts'

type JobOperations = Pick<Operations, 'listJobs' | 'getJob' | 'watchJob' | 'cancelJob' | 'retryJob'>

export const jobHandlers: Handlers<JobOperations, Context> = {
  listJobs: async ({ query }, context) => {
    const { jobs, total } = await context.jobs.list({
      state: query.state,
      subjectId: query.subject_id,
      ...pageOf(query),
    })
    return { jobs: jobs.map(jobToWire), total }
  },

  getJob: async ({ params }, context) => jobToWire(await openJob(context, params.job_id)),

  watchJob: async ({ params, reply }, context) => {
    await openJob(context, params.job_id)
    return sendEvents(reply, (send, end) =>
      context.jobs.watch(params.job_id, (job) => {
        send(jobToWire(job))
        if (hasEnded(job)) end()
      }),
    )
  },

  cancelJob: async ({ params, caller }, context) => {
    const job = await openJob(context, params.job_id)
    if (!(await context.jobs.cancel(job.id)))
      throw new ProblemError('conflict', await alreadyEnded(context, job.id))
    await context.record(async ({ portfolios }) => {
      await portfolios.update(job.subjectId, { status: 'CANCELLED', finishedAt: context.clock() })
      return { fact: factOf('JOB_CANCELLED', caller.id, job), result: undefined }
    })
    return jobToWire(await openJob(context, job.id))
  },

  retryJob: async ({ params, caller }, context) => {
    const job = await openJob(context, params.job_id)
    if (!isPipelineKind(job.kind) && (await context.portfolios.get(job.subjectId)) === undefined)
      throw new ProblemError('conflict', `${job.subjectId} was removed; there is nothing to make again.`)
    if (!(await context.jobs.retry(job.id))) {
      const { state } = await openJob(context, job.id)
      throw new ProblemError('conflict', `Only a failed or cancelled job runs again; this one is ${state}.`)
    }
    await context.record(async ({ portfolios }) => {
      const record = await portfolios.get(job.subjectId)
      // The new run may have begun, or even ended, by now.
      if (record?.status === 'FAILED' || record?.status === 'CANCELLED')
        await portfolios.update(job.subjectId, { status: 'PENDING', failure: null, finishedAt: null })
      return { fact: factOf('JOB_RETRIED', caller.id, job), result: undefined }
    })
    return jobToWire(await openJob(context, job.id))
  },
}

async function openJob({ jobs }: Context, id: string): Promise<Job> {
  const job = await jobs.get(id)
  if (job === undefined) throw new ProblemError('not_found', `There is no job ${id}.`)
  return job
}

async function alreadyEnded(context: Context, id: string): Promise<string> {
  return `The job has ended: ${(await openJob(context, id)).state}.`
}

function factOf(operation: string, actor: string, job: Job) {
  return { operation, actor, subjectId: job.subjectId, metadata: { job_id: job.id, kind: job.kind } }
}
