/** Looks after live experiments: after every so many decisions, and now and then for those of other processes. */
import { mootBecause } from '@pratibimba/risk/experiments'
import { type ExperimentRecord, RecordConflict } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { guardrailsOf } from './evidence.ts'
import { phaseOf, standingOf } from './standing.ts'
import { stopEvents, stopFact, stoppedBySystem } from './stop-experiment.ts'

/** Decisions of this process between two looks. */
const EVERY = 50
const TICK_MS = 15_000

/**
 * Begins to look.
 *
 * @returns ends it, once a look under way is over
 */
export function watchExperiments(context: Context, onError: (error: unknown) => void): () => Promise<void> {
  let looking: Promise<void> = Promise.resolve()
  let isWaiting = false
  let isStopped = false
  const look = (): void => {
    if (isWaiting || isStopped) return
    isWaiting = true
    looking = looking.then(async () => {
      isWaiting = false
      if (!isStopped) await lookAfterExperiments(context).catch(onError)
    })
  }
  const timer = setInterval(look, TICK_MS).unref()
  const unlisten = context.credit.assignment.onEvery(EVERY, look)
  look()
  return async () => {
    isStopped = true
    clearInterval(timer)
    unlisten()
    await looking
  }
}

/** Stops every live experiment that is moot, or of which a guard-rail is broken. @returns those it stopped */
export async function lookAfterExperiments(context: Context): Promise<readonly ExperimentRecord[]> {
  const { stores } = context.credit
  const stopped: ExperimentRecord[] = []
  for (const experiment of await stores.experiments.live()) {
    const reason =
      mootBecause(experiment, await standingOf(stores, experiment), phaseOf(experiment)) ??
      (await guardrailsOf(stores.experiments, experiment)).find(({ state }) => state === 'broken')?.text
    if (reason === undefined) continue
    try {
      stopped.push(await stop(context, experiment, reason))
    } catch (error) {
      // Somebody moved it meanwhile; the next look sees to it.
      if (!(error instanceof RecordConflict)) throw error
    }
  }
  return stopped
}

async function stop(
  context: Context,
  experiment: ExperimentRecord,
  reason: string,
): Promise<ExperimentRecord> {
  const stopped = await context.record(async ({ credit: { experiments }, warning: { outbox } }) => {
    const stopped = stoppedBySystem(experiment, reason, context.clock())
    await experiments.replace([stopped])
    await outbox.append(stopEvents(stopped))
    return { fact: stopFact(stopped), result: stopped }
  })
  await context.credit.deciders.refresh()
  return stopped
}
