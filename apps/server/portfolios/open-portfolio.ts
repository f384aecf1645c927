/** A portfolio by its id, with the truth of its job. */
import { ProblemError } from '@pratibimba/contract'
import type { Job, PortfolioRecord } from '@pratibimba/risk/ports'
import type { Context } from '../context.ts'

/** @throws ProblemError `not_found` */
export async function openPortfolio(
  { portfolios }: Pick<Context, 'portfolios'>,
  id: string,
): Promise<PortfolioRecord> {
  const record = await portfolios.get(id)
  if (record === undefined) throw new ProblemError('not_found', `There is no portfolio ${id}.`)
  return record
}

/** @throws ProblemError `not_found`; `conflict` while it is not finished */
export async function openFinished(context: Context, id: string): Promise<PortfolioRecord> {
  const record = await openPortfolio(context, id)
  if (record.status !== 'COMPLETED')
    throw new ProblemError('conflict', `${id} is ${record.status}; it has no files yet.`)
  return record
}

/** The job under way; where it ended without the record hearing of it (its process died too often), the record follows. */
export async function withJob(
  context: Context,
  record: PortfolioRecord,
): Promise<{ record: PortfolioRecord; job?: Job }> {
  if (record.jobId === undefined || (record.status !== 'PENDING' && record.status !== 'RUNNING'))
    return { record }
  const job = await context.jobs.get(record.jobId)
  if (job?.state !== 'FAILED' && job?.state !== 'CANCELLED') return { record, job }
  const changed = await context.portfolios.update(record.id, {
    status: job.state,
    failure: job.failure ?? null,
    finishedAt: job.finishedAt ?? context.clock(),
  })
  return { record: changed ?? record, job }
}
