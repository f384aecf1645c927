/** The job that looks what became of payments: labels of scored days, and the ends of cases. */
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import type { JobRun } from '@pratibimba/risk/ports'
import { LABEL_DAYS, LABEL_KNOWN_DAYS } from '@pratibimba/risk/warning'
import type { Context } from '../../context.ts'
import { systemActor } from '../interventions/caller-role.ts'
import { takeSteps } from '../interventions/take-steps.ts'
import { activityEvent } from '../scoring/activity.ts'
import { dataDays } from './data-days.ts'

export interface ObservePayload {
  readonly actor: string
}

const DAY_MS = 86_400_000
const CASES_AT_A_TIME = 2_000

export async function observeOutcomesJob(context: Context, run: JobRun<ObservePayload>): Promise<void> {
  const { threads, warning } = context
  const { job, signal, progress } = run
  const { last } = await dataDays(context)
  if (last === undefined) return
  const lastDay = parseDay(last)
  const { databaseUrl } = warning
  const labelled = await threads.run(
    'observe-labels',
    { databaseUrl, through: formatDay(lastDay - LABEL_KNOWN_DAYS) },
    { signal, onProgress: (share, stage) => progress(0.5 * share, stage) },
  )
  progress(0.5, 'Observing what became of cases')
  const cases = await observeCases(context, run, lastDay)
  await context.record(async ({ warning: { outbox } }) => {
    const text = `What became of payments was observed: ${labelled.labels.toLocaleString('en')} customers on ${labelled.days} scored days, ${cases.observed} cases, of which ${cases.missed} with a missed payment.`
    if (labelled.labels + cases.observed > 0)
      await outbox.append([
        activityEvent({ kind: 'intervention', severity: 'info', text, id: `job:${job.id}` }),
      ])
    const metadata = { job_id: job.id, ...labelled, cases: cases.observed, missed: cases.missed }
    const fact = {
      operation: 'OUTCOMES_OBSERVED',
      actor: job.payload.actor,
      subjectId: job.subjectId,
      metadata,
    }
    return { fact, result: undefined }
  })
}

/** Cases of which all thirty days, and the days of grace after them, have data; treated and held out alike. */
async function observeCases(
  context: Context,
  { signal, progress }: JobRun<ObservePayload>,
  lastDay: number,
): Promise<{ observed: number; missed: number }> {
  const { threads, warning } = context
  const { databaseUrl, stores } = warning
  const before = new Date((lastDay - LABEL_KNOWN_DAYS + 1) * DAY_MS)
  let [observed, missed] = [0, 0]
  for (;;) {
    signal.throwIfAborted()
    const waiting = await stores.interventions.awaitingOutcome(before, CASES_AT_A_TIME)
    if (waiting.length === 0) return { observed, missed }
    const spans = waiting.map(({ interventionId, customerId, createdAt }) => {
      const day = Math.floor(createdAt.getTime() / DAY_MS)
      return {
        id: interventionId,
        customerId,
        after: formatDay(day),
        through: formatDay(day + LABEL_DAYS),
      }
    })
    const misses = new Set(await threads.run('observe-misses', { databaseUrl, spans }, { signal }))
    let done = 0
    for (const isMissed of [true, false]) {
      const items = waiting
        .filter(({ interventionId }) => misses.has(interventionId) === isMissed)
        .map(({ interventionId }) => ({ interventionId }))
      const results = await takeSteps(context, systemActor, items, {
        action: 'observe_payment',
        missed: isMissed,
      })
      const taken = results.filter((one) => 'record' in one).length
      done += taken
      if (isMissed) missed += taken
    }
    observed += done
    progress(0.5, `Observing what became of cases: ${observed.toLocaleString('en')}`)
    // Those that are left are refused, and would be again.
    if (done === 0) return { observed, missed }
  }
}
