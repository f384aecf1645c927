/** Poisson counts by inversion of a tabulated distribution function. */
import { categoricalQuantile } from './categorical.ts'
import { devianceTerm, stirlingError } from './log-gamma.ts'

const LARGEST_MEAN = 1e8

/** Probability of `count` under a Poisson law (Loader 2000). */
export function poissonPmf(count: number, mean: number): number {
  if (!(count >= 0) || Math.floor(count) !== count) return 0
  if (mean === 0) return count === 0 ? 1 : 0
  if (count === 0) return Math.exp(-mean)
  return Math.exp(-stirlingError(count) - devianceTerm(count, mean)) / Math.sqrt(2 * Math.PI * count)
}

/**
 * A sampler of Poisson counts: one uniform makes one count, non-decreasing in it.
 *
 * The table spans every count whose cumulative probability a uniform of 2⁻⁵³ resolution can hit.
 *
 * @param mean expected count in [0, 10⁸]
 * @returns `draw(u)` for u in (0, 1)
 * @throws RangeError when the mean lies outside its range
 */
export function poissonSampler(mean: number): { draw(uniform: number): number } {
  if (!(mean >= 0 && mean <= LARGEST_MEAN))
    throw new RangeError(`poissonSampler: need a mean in [0, ${LARGEST_MEAN}], got ${mean}`)
  const reach = 9 * Math.sqrt(mean) + 30
  const first = Math.max(0, Math.floor(mean - reach))
  const cumulative = new Float64Array(Math.ceil(mean + reach) - first + 1)
  let sum = 0
  for (let i = 0; i < cumulative.length; i++) {
    sum += poissonPmf(first + i, mean)
    cumulative[i] = Math.min(sum, 1)
  }
  return { draw: (uniform) => first + categoricalQuantile(cumulative, uniform) }
}

/**
 * The smallest count whose cumulative probability reaches p.
 *
 * @param p    0, or a probability in [2⁻⁵³, 1)
 * @param mean expected count in [0, 10⁸]
 * @throws RangeError when an argument lies outside its range
 */
export function poissonQuantile(p: number, mean: number): number {
  if (!(p === 0 || (p >= 2 ** -53 && p < 1)))
    throw new RangeError(`poissonQuantile: need 0 or a probability in [2^-53, 1), got ${p}`)
  const sampler = poissonSampler(mean)
  return p === 0 ? 0 : sampler.draw(p)
}
