/** How many customers a trial takes until an effect of a given size can be told from chance. */
import { normalQuantile } from '@pratibimba/numerics/distributions'

export interface TrialPlan {
  /** Share that misses when left alone, in (0, 1). */
  readonly missRate: number
  /** Share of those misses that the action prevents, in (0, 1]. */
  readonly uplift: number
  /** In (0, 1). */
  readonly holdoutShare: number
  /** Chance wanted that the interval excludes 0; default 0.8. */
  readonly power?: number
  /** Default 0.95. */
  readonly confidence?: number
}

/**
 * Customers of both arms together that a trial needs.
 *
 *   n = (z_confidence + z_power)² · (q(1 − q)/h + q'(1 − q')/(1 − h)) / (q − q')²,   q' = q · (1 − uplift)
 *
 * @throws RangeError when a share lies outside its range
 * @see Fleiss, Levin, Paik 2003, "Statistical methods for rates and proportions", chapter 4
 * @see docs/methods/intervention-effect.md
 */
export function customersNeeded(plan: TrialPlan): number {
  const { missRate, uplift, holdoutShare, power = 0.8, confidence = 0.95 } = plan
  for (const [name, share] of Object.entries({ missRate, holdoutShare, power, confidence }))
    if (!(share > 0 && share < 1))
      throw new RangeError(`customersNeeded: need ${name} in (0, 1), got ${share}`)
  if (!(uplift > 0 && uplift <= 1))
    throw new RangeError(`customersNeeded: need an uplift in (0, 1], got ${uplift}`)
  const treated = missRate * (1 - uplift)
  const z = normalQuantile(0.5 + confidence / 2) + normalQuantile(power)
  const variance = (missRate * (1 - missRate)) / holdoutShare + (treated * (1 - treated)) / (1 - holdoutShare)
  return Math.ceil((z * z * variance) / (missRate - treated) ** 2)
}
