/** Who does the jobs of the pipeline: one heavy work at a time, and every end on record. */
import { ProblemError } from '@pratibimba/contract'
import type { JobRun } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { trainCreditJob } from '../../credit/models/train-credit.ts'
import type { PipelineKind } from '../../jobs/kinds.ts'
import { faultOf } from '../../problems/problem-of.ts'
import { createTurnstile } from '../../threads/turnstile.ts'
import { importTransactionsJob } from '../import/import-transactions-job.ts'
import { monitorWarningJob } from '../monitoring/monitor-warning.ts'
import { activityEvent } from '../scoring/activity.ts'
import { flushLakeJob } from './flush-lake.ts'
import { observeOutcomesJob } from './observe-outcomes.ts'
import { backfillScoresJob, scorePortfolioJob } from './score-portfolio.ts'
import { simulateBankJob } from './simulate-bank.ts'
import { trainWarningJob } from './train-warning.ts'

type Work = (context: Context, run: JobRun<never>) => Promise<void>

const works: Readonly<Record<PipelineKind, Work>> = {
  'simulate-bank': simulateBankJob,
  'import-transactions': importTransactionsJob,
  'train-warning': trainWarningJob,
  'score-portfolio': scorePortfolioJob,
  'backfill-scores': backfillScoresJob,
  'flush-lake': flushLakeJob,
  'observe-outcomes': observeOutcomesJob,
  'monitor-warning': monitorWarningJob,
  'train-credit': trainCreditJob,
}

const titles: Readonly<Record<PipelineKind, string>> = {
  'simulate-bank': 'Simulating a bank',
  'import-transactions': 'Importing transactions',
  'train-warning': 'Training the early-warning model',
  'score-portfolio': 'Scoring the portfolio',
  'backfill-scores': 'Scoring past days',
  'flush-lake': 'Copying new transactions to the lake',
  'observe-outcomes': 'Observing what became of payments',
  'monitor-warning': 'Monitoring data and model',
  'train-credit': 'Training a credit model',
}

const MAY_WAIT = 100

/** Begins to work; jobs of a process that died are run again from the start. */
export async function workOnPipeline(context: Context): Promise<void> {
  // They read what others replace, and each of them uses all cores.
  const oneAtATime = createTurnstile(1, MAY_WAIT)
  for (const [kind, work] of Object.entries(works) as [PipelineKind, Work][])
    await context.jobs.work<never>(kind, async (run) => {
      run.progress(0, 'Waiting for other work of the pipeline')
      const leave = await oneAtATime.enter(run.job.id, run.signal)
      try {
        await work(context, run)
      } catch (error) {
        if (run.signal.aborted) throw error
        throw await recorded(context, kind, run, error)
      } finally {
        leave()
      }
    })
}

/** The failure in the words of the closed list, on record in chain and log of activity. */
async function recorded(
  context: Context,
  kind: PipelineKind,
  { job }: JobRun<unknown>,
  error: unknown,
): Promise<ProblemError> {
  const { code, detail, errors } = faultOf(error)
  await context.record(async ({ warning: { outbox } }) => {
    const text = `${titles[kind]} failed: ${detail}`
    await outbox.append([
      activityEvent({ kind: 'job', severity: 'act', text, id: `failed:${job.id}:${job.attempts}` }),
    ])
    const metadata = { job_id: job.id, error_code: code }
    const operation = `${kind.toUpperCase().replaceAll('-', '_')}_FAILED`
    return { fact: { operation, actor: 'system', subjectId: job.subjectId, metadata }, result: undefined }
  })
  const problem = new ProblemError(code, detail, errors)
  if (error instanceof Error) problem.stack = error.stack
  return problem
}
