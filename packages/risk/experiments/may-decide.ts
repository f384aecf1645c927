/** What a challenger may be made of: nothing that could not have been put in force the ordinary way. */
import type { CreditModelRecord } from '../ports/credit-models.ts'
import type { PolicyVersion } from '../ports/credit-policies.ts'

/**
 * Why a version may not decide for anybody.
 *
 * @returns undefined for one whose tests all passed, that another person than its author and its proposer approved, and
 *   that was not retired or rejected since
 */
export function policyMayNotDecide(version: PolicyVersion): string | undefined {
  const { state, approvedBy, createdBy, transitions, testsPassed, document } = version
  const named = `Version ${version.version} of ${version.name}`
  if (state !== 'shadow' && state !== 'partial' && state !== 'active')
    return `${named} is ${state}; a version decides once it was approved, and until it is retired.`
  const proposer = transitions.findLast(({ to }) => to === 'proposed')?.by
  if (approvedBy === undefined || approvedBy === createdBy || approvedBy === proposer)
    return `${named} was not approved by another person than its author and its proposer.`
  if (testsPassed === undefined || testsPassed < document.tests.length || testsPassed === 0)
    return `Not all tests of ${named.toLowerCase()} passed.`
  return undefined
}

/**
 * Why a model may not decide for anybody.
 *
 * @returns undefined for a champion or challenger each of whose gates was passed, or signed for
 */
export function modelMayNotDecide({
  version,
  stage,
  gates,
  approvals,
}: CreditModelRecord): string | undefined {
  if (stage !== 'champion' && stage !== 'challenger')
    return `Model ${version} is ${stage}; it decides once it was promoted to challenger or champion.`
  const signed = new Set(approvals.flatMap(({ overrides }) => overrides))
  const missed = gates.find(({ id, passed }) => !passed && !signed.has(id))
  return missed && `Model ${version} missed the gate "${missed.title}", and nobody signed for it.`
}
