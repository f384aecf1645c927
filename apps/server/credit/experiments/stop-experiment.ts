/** Experiments that the program itself stops, in the transaction of what they were stopped for. */
import { mootBecause, moveExperiment } from '@pratibimba/risk/experiments'
import type { AuditFact, ExperimentRecord, NewEvent } from '@pratibimba/risk/ports'
import { noticeEvent } from '../../warning/monitoring/notices.ts'
import { activityEvent } from '../../warning/scoring/activity.ts'
import type { CreditStores } from '../credit-stores.ts'
import { phaseOf, standingOf } from './standing.ts'

type Stores = Pick<CreditStores, 'experiments' | 'models' | 'policies'>

/** Stops what compares nothing any more. @returns those it stopped */
export async function stopMootExperiments(stores: Stores, at: Date): Promise<readonly ExperimentRecord[]> {
  const stopped: ExperimentRecord[] = []
  for (const experiment of await stores.experiments.live()) {
    const reason = mootBecause(experiment, await standingOf(stores, experiment), phaseOf(experiment))
    if (reason !== undefined) stopped.push(stoppedBySystem(experiment, reason, at))
  }
  if (stopped.length > 0) await stores.experiments.replace(stopped)
  return stopped
}

export function stoppedBySystem(experiment: ExperimentRecord, reason: string, at: Date): ExperimentRecord {
  return moveExperiment(experiment, { action: 'stop', by: 'system', at, reason })
}

export function stopFact({ id, step, stoppedBecause, transitions }: ExperimentRecord): AuditFact {
  const last = transitions.at(-1)!
  return {
    operation: 'CREDIT_EXPERIMENT_STOPPED',
    actor: last.by,
    subjectId: id,
    metadata: { from: last.from ?? null, to: last.to, step, reason: stoppedBecause ?? null },
  }
}

/** For the log of activity, and for those outside who are told of alerts. */
export function stopEvents({ id, title, stoppedBecause, stoppedAt }: ExperimentRecord): NewEvent[] {
  const text = `The experiment ${id} was stopped: ${stoppedBecause}`
  return [
    activityEvent({ kind: 'alert', severity: 'act', text }),
    noticeEvent({
      id: `credit-experiment-${id}-${stoppedAt!.toISOString()}`,
      kind: 'alert',
      severity: 'act',
      title: `Experiment stopped: ${title}`,
      text,
    }),
  ]
}
