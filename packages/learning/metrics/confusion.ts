/** What happens at a threshold: hits, misses, false alarms, and what they cost. */
import { requireBinarySample, requireConfidence } from './binary-sample.ts'
import { type Estimate, wilson } from './estimate.ts'

/** Sums of weights. A row is called an event when its score is at or above the threshold. */
export interface Confusion {
  readonly threshold: number
  readonly truePositives: number
  readonly falsePositives: number
  readonly trueNegatives: number
  readonly falseNegatives: number
}

/** Shares of a confusion table, with Wilson's intervals; undefined where nothing was counted in the denominator. */
export interface ConfusionRates {
  readonly accuracy: Estimate
  /** Of those called events, the share that were. */
  readonly precision?: Estimate
  /** Of the events, the share that was called: sensitivity, true-positive rate. */
  readonly recall?: Estimate
  /** Of the others, the share that was let alone. */
  readonly specificity?: Estimate
  /** Share of all rows called events. */
  readonly flagged: Estimate
}

/**
 * Confusion table at a threshold.
 *
 * @param threshold rows with score ≥ threshold are called events
 * @throws RangeError when the input does not fit or the threshold is NaN
 */
export function confusionAt(
  label: Float64Array,
  score: Float64Array,
  threshold: number,
  weight?: Float64Array,
): Confusion {
  requireBinarySample('confusionAt', label, score, weight)
  if (Number.isNaN(threshold)) throw new RangeError('confusionAt: need a threshold, got NaN')
  let [tp, fp, tn, fn] = [0, 0, 0, 0]
  for (let i = 0; i < label.length; i++) {
    const w = weight === undefined ? 1 : weight[i]
    if (score[i] >= threshold) {
      if (label[i] === 1) tp += w
      else fp += w
    } else if (label[i] === 1) fn += w
    else tn += w
  }
  return { threshold, truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn }
}

/**
 * Shares of a confusion table with Wilson's intervals.
 *
 * @param rowsPerWeight effective rows over total weight, 1 without weights: Σw/Σw²
 * @throws RangeError when the table is empty
 */
export function confusionRates(table: Confusion, confidence = 0.95, rowsPerWeight = 1): ConfusionRates {
  requireConfidence('confusionRates', confidence)
  const { truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn } = table
  const all = tp + fp + tn + fn
  if (!(all > 0)) throw new RangeError(`confusionRates: need a table of positive weight, got ${all}`)
  const share = (part: number, whole: number) => wilson(part / whole, whole * rowsPerWeight, confidence)
  return {
    accuracy: share(tp + tn, all),
    precision: tp + fp > 0 ? share(tp, tp + fp) : undefined,
    recall: tp + fn > 0 ? share(tp, tp + fn) : undefined,
    specificity: tn + fp > 0 ? share(tn, tn + fp) : undefined,
    flagged: share(tp + fp, all),
  }
}

/**
 * F score, (1 + β²)·TP / ((1 + β²)·TP + β²·FN + FP); 0 when nothing is an event and nothing was called one.
 *
 * @param beta how many times recall matters as much as precision
 */
export function fScore(table: Confusion, beta = 1): number {
  const square = beta * beta
  const whole = (1 + square) * table.truePositives + square * table.falseNegatives + table.falsePositives
  return whole === 0 ? 0 : ((1 + square) * table.truePositives) / whole
}

/** Matthews' correlation of call and outcome, in [−1, 1]; 0 when either never varies. */
export function matthewsCorrelation(table: Confusion): number {
  const { truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn } = table
  const spread = Math.sqrt(tp + fp) * Math.sqrt(tp + fn) * Math.sqrt(tn + fp) * Math.sqrt(tn + fn)
  return spread === 0 ? 0 : (tp * tn - fp * fn) / spread
}
