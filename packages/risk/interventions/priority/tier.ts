/** The three tiers of urgency. */
import type { PriorityTier } from '@pratibimba/contract'
import type { CustomerFacts } from '../customer-facts.ts'
import type { InterventionPolicy } from '../policy.ts'
import { scoreTrend } from './trend.ts'

export const tierTitles = {
  1: 'A payment is expected to fail within days',
  2: 'The risk is rising',
  3: 'The risk is high and stable',
} as const satisfies Record<PriorityTier, string>

/**
 * Tier of a customer; null below HIGH.
 *
 * 1: fewer than `imminentDays` to the expected failure. 2: not that, and the score is accelerating. 3: the rest.
 *
 * @see docs/methods/interventions.md
 */
export function tierOf(
  facts: Pick<CustomerFacts, 'level' | 'daysToFailure' | 'scores'>,
  policy: InterventionPolicy,
): PriorityTier | null {
  if (facts.level !== 'HIGH' && facts.level !== 'CRITICAL') return null
  if (facts.daysToFailure !== null && facts.daysToFailure < policy.imminentDays) return 1
  return scoreTrend(facts.scores, policy.acceleration).accelerating ? 2 : 3
}
