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
 * 1: a failure is to be expected within `imminentDays`: its chance in these days alone reaches `imminentProbability`.
 * 2: not that, and the score is accelerating. 3: the rest.
 *
 * @see docs/methods/interventions.md
 */
export function tierOf(
  facts: Pick<CustomerFacts, 'level' | 'imminentProbability' | 'scores'>,
  policy: InterventionPolicy,
): PriorityTier | null {
  if (facts.level !== 'HIGH' && facts.level !== 'CRITICAL') return null
  if (facts.imminentProbability !== null && facts.imminentProbability >= policy.imminentProbability) return 1
  return scoreTrend(facts.scores, policy.acceleration).accelerating ? 2 : 3
}
