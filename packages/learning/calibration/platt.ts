/** Platt calibration: a logistic curve through the log-odds. */
import { type Calibrator, toLogOdds } from './calibrator.ts'
import { fitLogistic } from './logistic-fit.ts'
import { requireScoredSample, type ScoredSample } from './scored-sample.ts'

/**
 * Fits p = σ(slope·z + intercept) to Platt's smoothed outcomes.
 *
 *   t = (N₊ + 1)/(N₊ + 2) for events, 1/(N₋ + 2) for the others; N the weights of the classes
 *
 * @returns the calibrator; its slope is negative where higher scores meant fewer events
 * @throws RangeError when the input does not fit
 * @see Platt 1999; Lin, Lin, Weng 2007 for Newton's method
 * @see docs/methods/calibration.md
 */
export function fitPlatt(sample: ScoredSample): Extract<Calibrator, { kind: 'platt' }> {
  requireScoredSample('fitPlatt', sample)
  const { score, scale, weight } = sample
  const logOdds = Float64Array.from(score, (value) => toLogOdds(value, scale))
  const [slope, intercept] = fitLogistic([logOdds], smoothedOutcomes(sample), weight).coefficients
  return { kind: 'platt', scale, slope, intercept }
}

/** (N₊ + 1)/(N₊ + 2) for events, 1/(N₋ + 2) for the others: what a uniform prior makes of certainty. */
export function smoothedOutcomes({ label, weight }: ScoredSample): Float64Array {
  let events = 0
  let others = 0
  for (let i = 0; i < label.length; i++) {
    const w = weight === undefined ? 1 : weight[i]
    if (label[i] === 1) events += w
    else others += w
  }
  const ofEvent = (events + 1) / (events + 2)
  const ofOther = 1 / (others + 2)
  return label.map((y) => (y === 1 ? ofEvent : ofOther))
}
