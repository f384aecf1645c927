/** Weekly retraining of credit models: kept in the database, looked at every half minute. */
import { ProblemError } from '@pratibimba/contract'
import { RecordConflict } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { nextRun } from '../../warning/pipeline/cron.ts'
import { startPipelineJob } from '../../warning/pipeline/start-job.ts'

interface Schedule {
  readonly cron: string
  /** When it was last due, ISO 8601. */
  readonly since: string
}

/** Sundays at five, after early warning's own training. */
const USUAL = '0 5 * * 0'
const KEY = 'credit.schedule.training'
const actor = 'schedule'
const TICK_MS = 30_000

/** Settings of a training that nobody asked for. */
export const usualCreditRetraining = { target: 'good', mode: 'full', seed: 42, promote: true } as const

/** @returns ends it */
export function followCreditSchedule(
  context: Context,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let ticking: Promise<void> = Promise.resolve()
  let stopped = false
  const tick = (): void => {
    ticking = ticking.then(async () => {
      if (!stopped) await retrainWhenDue(context).catch(onError)
    })
  }
  const timer = setInterval(tick, TICK_MS).unref()
  tick()
  return async () => {
    stopped = true
    clearInterval(timer)
    await ticking
  }
}

/** Starts a training that is due; what was missed while no process ran is made up once. */
async function retrainWhenDue(context: Context): Promise<void> {
  const { references } = context.warning.stores
  const now = context.clock()
  const stored = await references.get<Schedule>(KEY)
  const cron = stored?.value.cron ?? USUAL
  const due = stored === undefined ? undefined : nextRun(cron, new Date(stored.value.since))
  if (stored !== undefined && (due === undefined || due > now)) return
  try {
    // Whoever writes this first runs it; from here on the next time counts.
    await references.put<Schedule>(
      KEY,
      { cron, since: now.toISOString() },
      { actor, at: now, expectedVersion: stored?.version ?? 0 },
    )
    // The first training is somebody's decision.
    if (stored === undefined || context.credit.deciders.champion() === undefined) return
    await startPipelineJob(context, 'train-credit', usualCreditRetraining, { actor })
  } catch (error) {
    // Another process was first, or a training goes on still.
    if (!(error instanceof RecordConflict || error instanceof ProblemError)) throw error
  }
}
