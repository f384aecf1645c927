/** Waiting for a job. */
import type { Job } from '@pratibimba/risk/ports'
import type { Context } from '../context.ts'
import { hasEnded } from '../jobs/job-state.ts'

/** Resolves when the job has ended; not while the server stops, for then it goes on at the next start. */
export async function jobEnded({ jobs }: Pick<Context, 'jobs'>, jobId: string): Promise<Job> {
  const { promise, resolve } = Promise.withResolvers<Job>()
  const unwatch = await jobs.watch(jobId, (job) => {
    if (hasEnded(job)) resolve(job)
  })
  try {
    return await promise
  } finally {
    unwatch()
  }
}
