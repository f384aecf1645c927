/** A demonstration bank at the first start: customers, a model, thirty days of scores, a look at them; jobs, one after the other. */
import { formatDay } from '@pratibimba/numerics/calendar'
import type { Job } from '@pratibimba/risk/ports'
import type { Context } from '../context.ts'
import type { PipelineKind } from '../jobs/kinds.ts'
import { startPipelineJob } from '../warning/pipeline/start-job.ts'
import { jobEnded } from './job-ended.ts'
import { demonstrationOfficers } from './officers.ts'

const actor = 'demonstration'
const DAY_MS = 86_400_000
const CUSTOMERS = 2_000
const DAYS = 210
const SEED = 2026
const PAST_DAYS = 30

interface Step {
  readonly kind: PipelineKind
  /** Fixed, so that what was made once is not made again. */
  readonly jobId: string
  payload(lastDay: number): object
}

const steps: readonly Step[] = [
  {
    kind: 'simulate-bank',
    jobId: '20260101-0000-4000-8000-00000000de41',
    payload: (lastDay) => ({ customers: CUSTOMERS, days: DAYS, seed: SEED, lastDay }),
  },
  {
    kind: 'train-warning',
    jobId: '20260101-0000-4000-8000-00000000de42',
    payload: () => ({ trials: 0, missCost: 50, promote: 'if_better', seed: SEED }),
  },
  {
    kind: 'backfill-scores',
    jobId: '20260101-0000-4000-8000-00000000de43',
    payload: (lastDay) => ({
      from: formatDay(lastDay - PAST_DAYS),
      to: formatDay(lastDay - 1),
      everyDays: 1,
    }),
  },
  {
    kind: 'score-portfolio',
    jobId: '20260101-0000-4000-8000-00000000de44',
    payload: (lastDay) => ({ asOfDate: formatDay(lastDay) }),
  },
  {
    kind: 'observe-outcomes',
    jobId: '20260101-0000-4000-8000-00000000de45',
    payload: () => ({}),
  },
  {
    kind: 'monitor-warning',
    jobId: '20260101-0000-4000-8000-00000000de46',
    payload: () => ({}),
  },
]

/**
 * Goes on where it was left; ends as soon as a step was cancelled or has failed. Customers that are there already, and
 * not from here, are left alone.
 */
export async function makeDemonstrationBank(context: Context): Promise<void> {
  const { jobs, warning } = context
  const [first] = steps
  let simulated = await jobs.get(first.jobId)
  if (simulated === undefined && (await warning.stores.customers.count()) > 0) return
  for (const step of steps) {
    const lastDay = lastDayOf(simulated) ?? Math.floor(context.clock().getTime() / DAY_MS) - 1
    if ((await jobs.get(step.jobId)) === undefined)
      await startPipelineJob(context, step.kind, step.payload(lastDay), { actor, jobId: step.jobId })
    if ((await jobEnded(context, step.jobId)).state !== 'COMPLETED') return
    simulated = await jobs.get(first.jobId)
    if (step === first) await addOfficers(context)
  }
}

function lastDayOf(simulated: Job | undefined): number | undefined {
  return (simulated?.payload as { readonly lastDay?: number } | undefined)?.lastDay
}

/** Those who are there already are left as they are. */
async function addOfficers({ record, warning }: Context): Promise<void> {
  if ((await warning.stores.interventions.officers()).length > 0) return
  await record(async ({ warning: { interventions } }) => {
    for (const officer of demonstrationOfficers) await interventions.saveOfficer(officer)
    const metadata = { officers: demonstrationOfficers.length }
    return { fact: { operation: 'OFFICERS_SAVED', actor, metadata }, result: undefined }
  })
}
