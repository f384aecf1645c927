/** Beta calibration: a family of curves that holds the identity, sigmoids and their inverses. */
import { softplus } from '@pratibimba/numerics/distributions'
import { type Calibrator, toLogOdds } from './calibrator.ts'
import { fitLogistic } from './logistic-fit.ts'
import { smoothedOutcomes } from './platt.ts'
import { requireScoredSample, type ScoredSample } from './scored-sample.ts'

/**
 * Fits p = σ(a·ln q − b·ln(1 − q) + intercept) with a, b ≥ 0 by maximum likelihood; three parameters ("abm").
 *
 * A coefficient that comes out negative is held at 0 and the rest fitted again. With `bounded`, outcomes are smoothed
 * as Platt's are, so that perfectly separated samples do not end in certainty.
 *
 * @throws RangeError when the input does not fit
 * @see Kull, Silva Filho, Flach 2017, "Beta calibration"
 * @see docs/methods/calibration.md
 */
export function fitBeta(
  sample: ScoredSample,
  { bounded = false }: { readonly bounded?: boolean } = {},
): Extract<Calibrator, { kind: 'beta' }> {
  requireScoredSample('fitBeta', sample)
  const { score, scale, weight } = sample
  const target = bounded ? smoothedOutcomes(sample) : sample.label
  const logOdds = Float64Array.from(score, (value) => toLogOdds(value, scale))
  const ofLow = logOdds.map((z) => -softplus(-z))
  const ofHigh = logOdds.map((z) => softplus(z))
  const both = fitLogistic([ofLow, ofHigh], target, weight).coefficients
  if (both[0] >= 0 && both[1] >= 0) return { kind: 'beta', scale, a: both[0], b: both[1], intercept: both[2] }
  const low = fitLogistic([ofLow], target, weight)
  const high = fitLogistic([ofHigh], target, weight)
  const lowFits = low.coefficients[0] >= 0
  const highFits = high.coefficients[0] >= 0
  if (lowFits && (!highFits || low.loss <= high.loss))
    return { kind: 'beta', scale, a: low.coefficients[0], b: 0, intercept: low.coefficients[1] }
  if (highFits) return { kind: 'beta', scale, a: 0, b: high.coefficients[0], intercept: high.coefficients[1] }
  return { kind: 'beta', scale, a: 0, b: 0, intercept: fitLogistic([], target, weight).coefficients[0] }
}
