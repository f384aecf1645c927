/** What an experiment means for one customer. */
import type { ExperimentArm, ExperimentRecord } from '../ports/experiments.ts'
import { assignArm } from './assign-arm.ts'

export interface CustomerArms {
  /** Whose decision counts. */
  readonly decides: ExperimentArm
  /** Those that decide beside it, unseen. */
  readonly shadows: readonly ExperimentArm[]
}

/**
 * In shadow the champion decides for all and the challenger beside it; running, each customer has the arm drawn for it.
 *
 * @returns undefined where nobody is assigned
 */
export function assignCustomer(experiment: ExperimentRecord, customerId: string): CustomerArms | undefined {
  const { id, state, arms } = experiment
  const [champion, challenger] = arms
  if (state === 'shadow') return { decides: champion, shadows: [challenger] }
  if (state !== 'running') return undefined
  const isTaken = assignArm(id, customerId, challenger.share) === 'challenger'
  return { decides: isTaken ? challenger : champion, shadows: [] }
}

/** What the exposures of a policy in shadow are kept under, arm `shadow`; no experiment has such an id. */
export function shadowPolicyId({
  name,
  version,
}: {
  readonly name: string
  readonly version: number
}): string {
  return `policy:${name}:${version}`
}
