/** What an action is expected to save. */
import type { CustomerFacts } from '../customer-facts.ts'

/** What is lost when the payment is missed and never comes, in minor units: exposure × loss given default. */
export function lossMinor(exposureMinor: number, lossGivenDefault: number): number {
  return exposureMinor * lossGivenDefault
}

/**
 * Expected avoidable loss of an action, net of its cost, in minor units.
 *
 *   probability · exposure · LGD · uplift − cost
 *
 * `uplift` is the share of misses that the action prevents, so that the probability with it is p · (1 − uplift).
 *
 * @throws RangeError when probability, LGD or uplift lie outside [0, 1], or the exposure is negative
 */
export function expectedAvoidableLossMinor(
  facts: Pick<CustomerFacts, 'probability' | 'exposureMinor'>,
  lossGivenDefault: number,
  uplift: number,
  costMinor: number,
): number {
  const { probability, exposureMinor } = facts
  for (const [name, value] of Object.entries({ probability, lossGivenDefault, uplift }))
    if (!(value >= 0 && value <= 1))
      throw new RangeError(`expectedAvoidableLossMinor: need ${name} in [0, 1], got ${value}`)
  if (!(exposureMinor >= 0 && exposureMinor < Number.POSITIVE_INFINITY))
    throw new RangeError(`expectedAvoidableLossMinor: need an exposure >= 0, got ${exposureMinor}`)
  return probability * lossMinor(exposureMinor, lossGivenDefault) * uplift - costMinor
}
