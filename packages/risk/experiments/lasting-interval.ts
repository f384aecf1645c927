/** An interval that may be looked at after every decision. */

/**
 * Half-width of a confidence sequence of an estimate that is normal with a known variance.
 *
 *   w(I) = √((I + r)·ln((I + r)/(r·α²)))/I,  I = 1/variance
 *
 * With probability 1 − α the true value lies within the estimate ± w at all times together, however often one looks and
 * whenever one stops. The mixture's r makes it narrowest at the first look.
 *
 * @param variance       of the estimate, > 0
 * @param firstVariance  of the estimate at the first look, > 0
 * @param alpha          in (0, 1)
 * @throws RangeError when an argument lies outside
 * @see Robbins 1970, "Statistical methods related to the law of the iterated logarithm"; Howard, Ramdas, McAuliffe and
 *   Sekhon 2021, "Time-uniform, nonparametric, nonasymptotic confidence sequences", Proposition 5
 * @see docs/methods/experiments.md
 */
export function lastingHalfWidth(variance: number, firstVariance: number, alpha: number): number {
  if (!(variance > 0 && firstVariance > 0))
    throw new RangeError(`lastingHalfWidth: need variances above 0, got ${variance} and ${firstVariance}`)
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`lastingHalfWidth: need alpha in (0, 1), got ${alpha}`)
  const information = 1 / variance
  const level = -2 * Math.log(alpha)
  const r = 1 / firstVariance / (level + Math.log(level + 1))
  return Math.sqrt((information + r) * (Math.log((information + r) / r) + level)) / information
}
