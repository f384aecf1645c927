/** Calibrators as data, and what they do to scores. */
import { logistic, logit, softplus } from '@pratibimba/numerics/distributions'

/** What scores are: log-odds of the event (boosted trees, scorecards) or probabilities (forests). */
export type ScoreScale = 'log-odds' | 'probability'

export type Calibrator =
  /** Scores are taken at their word. */
  | { readonly kind: 'identity'; readonly scale: ScoreScale }
  /** Linear between the knots, constant beyond them. */
  | {
      readonly kind: 'isotonic'
      readonly scale: ScoreScale
      /** Scores, strictly ascending, and the probability at each, non-decreasing; shape [knots]. */
      readonly scores: Float64Array
      readonly probabilities: Float64Array
    }
  /** p = σ(slope·z + intercept), z the log-odds. */
  | {
      readonly kind: 'platt'
      readonly scale: ScoreScale
      readonly slope: number
      readonly intercept: number
    }
  /** p = σ(a·ln q − b·ln(1 − q) + intercept), q the uncalibrated probability; a, b ≥ 0. */
  | {
      readonly kind: 'beta'
      readonly scale: ScoreScale
      readonly a: number
      readonly b: number
      readonly intercept: number
    }

export type CalibratorKind = Calibrator['kind']

/** Probabilities are kept this far from 0 and 1 where their log-odds are taken. */
const NEAREST_TO_CERTAIN = 1e-12

/**
 * Scores → calibrated probabilities.
 *
 * @param scores on the calibrator's scale, shape [n]
 * @returns probabilities of the event, shape [n]; never decreasing in the score (for `platt`, with a slope ≥ 0)
 * @throws RangeError when a score is NaN, or no probability where probabilities are wanted
 * @see docs/methods/calibration.md
 */
export function calibrate(calibrator: Calibrator, scores: Float64Array): Float64Array {
  const calibrated = new Float64Array(scores.length)
  for (let i = 0; i < scores.length; i++) calibrated[i] = calibrateOne(calibrator, scores[i])
  return calibrated
}

/**
 * One score → its calibrated probability.
 *
 * @throws RangeError when the score is NaN, or no probability where probabilities are wanted
 */
export function calibrateOne(calibrator: Calibrator, score: number): number {
  if (Number.isNaN(score)) throw new RangeError('calibrate: need scores, got NaN')
  const { scale } = calibrator
  if (scale === 'probability' && !(score >= 0 && score <= 1))
    throw new RangeError(`calibrate: need scores in [0, 1] for this calibrator, got ${score}`)
  switch (calibrator.kind) {
    case 'identity':
      return scale === 'probability' ? score : logistic(score)
    case 'isotonic':
      return interpolate(calibrator.scores, calibrator.probabilities, score)
    case 'platt':
      return logistic(calibrator.slope * toLogOdds(score, scale) + calibrator.intercept)
    case 'beta': {
      const logOdds = toLogOdds(score, scale)
      // ln q = −softplus(−z), −ln(1 − q) = softplus(z)
      return logistic(
        -calibrator.a * softplus(-logOdds) + calibrator.b * softplus(logOdds) + calibrator.intercept,
      )
    }
  }
}

/** Log-odds of a score; a probability is read as at least 10⁻¹² and at most 1 − 10⁻¹². */
export function toLogOdds(score: number, scale: ScoreScale): number {
  if (scale === 'log-odds') return score
  const p = Math.min(Math.max(score, NEAREST_TO_CERTAIN), 1 - NEAREST_TO_CERTAIN)
  return logit(p)
}

function interpolate(knots: Float64Array, values: Float64Array, x: number): number {
  const last = knots.length - 1
  if (x <= knots[0]) return values[0]
  if (x >= knots[last]) return values[last]
  let low = 0
  let high = last
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (knots[middle] <= x) low = middle
    else high = middle
  }
  // A flat stretch answers its own value, free of rounding.
  if (values[low] === values[high]) return values[low]
  return values[low] + ((values[high] - values[low]) * (x - knots[low])) / (knots[high] - knots[low])
}
