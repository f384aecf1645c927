/** What decisions cost, and the threshold that costs least. */
import type { Confusion } from './confusion.ts'

/** Cost of each outcome, in one unit; a benefit is a negative cost. */
export interface DecisionCosts {
  /** Acting on a row that was no event: a false alarm. */
  readonly falsePositive: number
  /** Letting an event pass: a miss. */
  readonly falseNegative: number
  /** Acting on an event; 0 when absent. */
  readonly truePositive?: number
  /** Letting a non-event pass; 0 when absent. */
  readonly trueNegative?: number
}

export interface ChosenThreshold {
  /** Act when the probability is at or above it. */
  readonly threshold: number
  /** A sentence for the reader of the report. */
  readonly why: string
}

/** Mean cost per unit of weight. */
export function expectedCost(table: Confusion, costs: DecisionCosts): number {
  const { truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn } = table
  const sum =
    fp * costs.falsePositive +
    fn * costs.falseNegative +
    tp * (costs.truePositive ?? 0) +
    tn * (costs.trueNegative ?? 0)
  return sum / (tp + fp + tn + fn)
}

/**
 * The threshold of least expected cost for calibrated probabilities, in closed form.
 *
 *   p* = (c_fp − c_tn) / ((c_fp − c_tn) + (c_fn − c_tp))
 *
 * @throws RangeError when acting on a non-event is not dearer than letting it pass, or letting an event pass not
 *   dearer than acting: one decision would then be right whatever the probability
 * @see Elkan 2001, "The foundations of cost-sensitive learning"
 * @see docs/methods/cost-threshold.md
 */
export function costOptimalThreshold(costs: DecisionCosts): ChosenThreshold {
  const alarm = costs.falsePositive - (costs.trueNegative ?? 0)
  const miss = costs.falseNegative - (costs.truePositive ?? 0)
  if (!(alarm > 0 && alarm < Number.POSITIVE_INFINITY))
    throw new RangeError(
      `costOptimalThreshold: need a false positive dearer than a true negative, got a difference of ${alarm}`,
    )
  if (!(miss > 0 && miss < Number.POSITIVE_INFINITY))
    throw new RangeError(
      `costOptimalThreshold: need a false negative dearer than a true positive, got a difference of ${miss}`,
    )
  const threshold = alarm / (alarm + miss)
  const ratio = miss / alarm
  return {
    threshold,
    why:
      `A missed event costs ${short(ratio)} times a false alarm, so acting pays from a probability of ` +
      `1/(1 + ${short(ratio)}) = ${short(100 * threshold)}% on.`,
  }
}

/** Three significant digits. */
export function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}
