/** A measured value with the interval that belongs to it. */
import { normalQuantile } from '@pratibimba/numerics/distributions'

export interface Estimate {
  readonly value: number
  readonly lower: number
  readonly upper: number
}

/** value ± z·standardError, cut off at the bounds. */
export function normalEstimate(
  value: number,
  standardError: number,
  confidence: number,
  bounds: readonly [number, number],
): Estimate {
  const reach = normalQuantile(0.5 + confidence / 2) * standardError
  return { value, lower: Math.max(value - reach, bounds[0]), upper: Math.min(value + reach, bounds[1]) }
}

/**
 * Share of successes with Wilson's score interval.
 *
 *   (p̂ + z²/2n ± z·√(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n)
 *
 * @param share      p̂ in [0, 1]
 * @param trials     n > 0; of weighted rows (Σw)²/Σw²
 * @param confidence in (0, 1)
 * @throws RangeError when an argument lies outside its range
 * @see Wilson 1927, "Probable inference, the law of succession, and statistical inference"
 */
export function wilson(share: number, trials: number, confidence = 0.95): Estimate {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`wilson: need a share in [0, 1], got ${share}`)
  if (!(trials > 0)) throw new RangeError(`wilson: need more than 0 trials, got ${trials}`)
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`wilson: need a confidence in (0, 1), got ${confidence}`)
  const z = normalQuantile(0.5 + confidence / 2)
  const unit = (z * z) / trials
  const centre = (share + unit / 2) / (1 + unit)
  const reach = (z * Math.sqrt((share * (1 - share)) / trials + unit / (4 * trials))) / (1 + unit)
  return {
    value: share,
    lower: share === 0 ? 0 : Math.max(0, centre - reach),
    upper: share === 1 ? 1 : Math.min(1, centre + reach),
  }
}
