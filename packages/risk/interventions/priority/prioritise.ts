/** The queue of those to be helped, most urgent first. */
import type { PriorityTier } from '@pratibimba/contract'
import type { CustomerFacts } from '../customer-facts.ts'
import type { InterventionPolicy } from '../policy.ts'
import { type Beliefs, type Recommendation, recommendAction } from '../recommendation/recommend-action.ts'
import { tierOf } from './tier.ts'

export interface QueuePlace {
  readonly customerId: string
  readonly tier: PriorityTier
  readonly recommendation: Recommendation
  /** Of the recommended action, net of cost; 0 when there is none. */
  readonly netMinor: number
}

/** Customers with a tier: by tier, then by expected avoidable loss net of cost, then by probability, then by id. */
export function prioritise(
  customers: readonly CustomerFacts[],
  now: Date,
  policy: InterventionPolicy,
  beliefs: Beliefs = {},
): QueuePlace[] {
  const places: (QueuePlace & { probability: number })[] = []
  for (const facts of customers) {
    const tier = tierOf(facts, policy)
    if (tier === null) continue
    const recommendation = recommendAction(facts, now, policy, beliefs)
    const netMinor = recommendation.action?.netMinor ?? 0
    const { customerId, probability } = facts
    places.push({ customerId, tier, recommendation, netMinor, probability })
  }
  places.sort(
    (a, b) =>
      a.tier - b.tier ||
      b.netMinor - a.netMinor ||
      b.probability - a.probability ||
      (a.customerId < b.customerId ? -1 : 1),
  )
  return places.map(({ probability: _, ...place }) => place)
}
