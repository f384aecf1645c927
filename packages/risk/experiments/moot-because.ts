/** Whether an experiment still compares what it was set up to compare. */
import type { CreditModelRecord } from '../ports/credit-models.ts'
import type { PolicyVersion } from '../ports/credit-policies.ts'
import type { ExperimentRecord } from '../ports/experiments.ts'
import { modelMayNotDecide, policyMayNotDecide } from './may-decide.ts'

export interface Standing {
  /** Version behind the alias `champion`. */
  readonly championModel?: string
  /** The model of the challenger's arm, where it is registered. */
  readonly challengerModel?: CreditModelRecord
  /** Versions of the policy that decides: those in use, and the challenger's. */
  readonly policies: readonly PolicyVersion[]
}

/**
 * Why an experiment cannot go on, or begin: what decides moved on, or the challenger may not decide.
 *
 * A challenger's policy is a version in shadow, which was approved and has no rollout of its own; while another version
 * is partial no experiment compares policies, since its champion arm would be a mixture of two.
 *
 * @param phase `running` where the challenger decides for customers
 * @see docs/methods/experiments.md
 */
export function mootBecause(
  { arms: [champion, challenger] }: Pick<ExperimentRecord, 'arms'>,
  { championModel, challengerModel, policies }: Standing,
  phase: 'shadow' | 'running',
): string | undefined {
  if (championModel !== champion.modelVersion)
    return `The champion is ${championModel ?? 'no model'} by now, and the experiment was set against ${champion.modelVersion}.`
  if (challengerModel === undefined) return `There is no credit model ${challenger.modelVersion}.`
  const { version, stage } = challengerModel
  if (stage === 'rejected' || stage === 'archived') return `The challenger ${version} is ${stage}.`
  const unfit = phase === 'running' ? modelMayNotDecide(challengerModel) : undefined
  if (unfit !== undefined) return unfit
  const { policyVersion } = challenger
  if (policyVersion === undefined)
    return version === championModel ? 'Champion and challenger are the same by now.' : undefined
  const policy = policies.find((one) => one.version === policyVersion)
  if (policy === undefined) return `The policy has no version ${policyVersion}.`
  const unapproved = policyMayNotDecide(policy)
  if (unapproved !== undefined) return unapproved
  if (policy.state !== 'shadow')
    return `Version ${policyVersion} of the policy is ${policy.state}; a challenger is a version in shadow.`
  const partial = policies.find(({ state }) => state === 'partial')
  return (
    partial &&
    `Version ${partial.version} of the policy is partial: the champion’s arm would be decided by two versions.`
  )
}
