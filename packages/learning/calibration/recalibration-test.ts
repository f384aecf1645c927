/** Whether probabilities are calibrated: Cox's regression of the outcome on their log-odds. */
import { chiSquareSurvival, normalCdf, softplus } from '@pratibimba/numerics/distributions'
import { cholesky, solveCholesky } from '@pratibimba/numerics/linalg'
import { type Estimate, normalEstimate } from '../metrics/estimate.ts'
import { toLogOdds } from './calibrator.ts'
import { fitLogistic } from './logistic-fit.ts'
import { requireScoredSample } from './scored-sample.ts'

export interface RecalibrationTest {
  /** 1 when right; under 1 predictions are too extreme, over 1 too timid. */
  readonly slope: Estimate
  /** 0 when right, with the slope fitted beside it. */
  readonly intercept: Estimate
  /** Log-odds that all predictions are off by, the slope held at 1: calibration in the large. */
  readonly inTheLarge: Estimate
  /** Likelihood ratio of (slope, intercept) against (1, 0), chi-square with 2 degrees of freedom. */
  readonly statistic: number
  readonly pValue: number
  /** Two-sided, slope against 1. */
  readonly slopePValue: number
}

/**
 * Fits logit P(event) = intercept + slope·logit(p) and tests it against calibration.
 *
 * Weights are read as counts of rows.
 *
 * @param probability of the event, shape [n]; read as at least 10⁻¹² and at most 1 − 10⁻¹²
 * @throws RangeError when the input does not fit, holds one class only, or the probabilities are all equal
 * @see Cox 1958, "Two further applications of a model for binary regression"
 * @see docs/methods/calibration.md
 */
export function recalibrationTest(
  label: Float64Array,
  probability: Float64Array,
  weight?: Float64Array,
  confidence = 0.95,
): RecalibrationTest {
  requireScoredSample('recalibrationTest', { score: probability, scale: 'probability', label, weight })
  const counted = (i: number) => weight === undefined || weight[i] > 0
  const first = label.findIndex((_, i) => counted(i))
  if (label.every((y, i) => !counted(i) || y === label[first]))
    throw new RangeError(`recalibrationTest: need rows of both classes, got only label ${label[first]}`)
  if (probability.every((p, i) => !counted(i) || p === probability[first]))
    throw new RangeError('recalibrationTest: need at least 2 distinct probabilities, got 1')
  const logOdds = probability.map((p) => toLogOdds(p, 'probability'))
  const fit = fitLogistic([logOdds], label, weight)
  const shift = fitLogistic([], label, weight, logOdds)
  const [slope, intercept] = fit.coefficients
  const slopeError = standardError(fit.information, 2, 0)
  const statistic = Math.max(0, 2 * (lossAsGiven(label, logOdds, weight) - fit.loss))
  const unbounded: [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  return {
    slope: normalEstimate(slope, slopeError, confidence, unbounded),
    intercept: normalEstimate(intercept, standardError(fit.information, 2, 1), confidence, unbounded),
    inTheLarge: normalEstimate(
      shift.coefficients[0],
      standardError(shift.information, 1, 0),
      confidence,
      unbounded,
    ),
    statistic,
    pValue: chiSquareSurvival(statistic, 2),
    slopePValue: 2 * normalCdf(-Math.abs(slope - 1) / slopeError),
  }
}

function standardError(information: Float64Array, size: number, index: number): number {
  const unit = new Float64Array(size)
  unit[index] = 1
  return Math.sqrt(solveCholesky(cholesky(information, size), size, unit)[index])
}

/** Negative log-likelihood of the log-odds as they are. */
function lossAsGiven(label: Float64Array, logOdds: Float64Array, weight: Float64Array | undefined): number {
  let sum = 0
  for (let i = 0; i < label.length; i++)
    sum += (weight === undefined ? 1 : weight[i]) * softplus(label[i] === 1 ? -logOdds[i] : logOdds[i])
  return sum
}
