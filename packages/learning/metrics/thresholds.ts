/** Thresholds by cost ratio, approval rate and recall, each with what it leads to. */
import { requireProbabilities } from './binary-sample.ts'
import { type Confusion, confusionAt } from './confusion.ts'
import { type ChosenThreshold, costOptimalThreshold, expectedCost, short } from './costs.ts'
import { type RankedScores, rankScores } from './ranked-scores.ts'

/** One cost ratio and what its threshold leads to on a sample. */
export interface ThresholdAtRatio {
  /** A miss costs this many times a false alarm. */
  readonly ratio: number
  /** Closed-form optimum 1/(1 + ratio). */
  readonly threshold: number
  readonly table: Confusion
  /** Mean cost per row at `threshold`, a false alarm costing 1. */
  readonly cost: number
  /** Threshold that would have been cheapest on this very sample, and its cost: what better calibration could win. */
  readonly hindsightThreshold: number
  readonly hindsightCost: number
}

/** The range of ratios that early warning works with. */
const EARLY_WARNING_RATIOS = [25, 50, 100, 150, 200, 250]

/**
 * How the cost-optimal threshold, and what it leads to, moves with the cost ratio.
 *
 * @param probability calibrated, shape [n]
 * @param ratios      cost of a miss over that of a false alarm, each > 0
 * @throws RangeError when the input does not fit or holds one class only
 * @see docs/methods/cost-threshold.md
 */
export function thresholdSensitivity(
  label: Float64Array,
  probability: Float64Array,
  weight?: Float64Array,
  ratios: readonly number[] = EARLY_WARNING_RATIOS,
): ThresholdAtRatio[] {
  const ranked = rankScores('thresholdSensitivity', label, probability, weight)
  requireProbabilities('thresholdSensitivity', probability)
  return ratios.map((ratio) => {
    const costs = { falsePositive: 1, falseNegative: ratio }
    const { threshold } = costOptimalThreshold(costs)
    const table = confusionAt(label, probability, threshold, weight)
    const hindsight = cheapest(ranked, ratio)
    return {
      ratio,
      threshold,
      table,
      cost: expectedCost(table, costs),
      hindsightThreshold: hindsight.threshold,
      hindsightCost: hindsight.cost,
    }
  })
}

/**
 * The threshold that approves a share of the rows: those below it, lowest probability first.
 *
 * @param approved share of rows by weight to approve, in [0, 1]; equal scores stay together, so that at most this
 *   share is approved
 * @throws RangeError when the input does not fit or holds one class only
 */
export function thresholdForApproval(
  label: Float64Array,
  score: Float64Array,
  approved: number,
  weight?: Float64Array,
): ChosenThreshold {
  if (!(approved >= 0 && approved <= 1))
    throw new RangeError(`thresholdForApproval: need a share in [0, 1], got ${approved}`)
  const ranked = rankScores('thresholdForApproval', label, score, weight)
  const { eventsAbove, nonEventsAbove } = ranked
  const total = ranked.events + ranked.nonEvents
  const least = (1 - approved) * total * (1 - 1e-12)
  if (least <= 0) return { threshold: Number.POSITIVE_INFINITY, why: 'Every application is to be approved.' }
  let g = 0
  while (eventsAbove[g] + nonEventsAbove[g] < least) g++
  const declined = eventsAbove[g] + nonEventsAbove[g]
  const approvedRate = 1 - declined / total
  const badRate = (ranked.events - eventsAbove[g]) / (total - declined)
  return {
    threshold: ranked.score[g],
    why:
      `Scores under ${short(ranked.score[g])} approve ${short(100 * approvedRate)}% (asked: ` +
      `${short(100 * approved)}%)${declined < total ? `, of whom ${short(100 * badRate)}% turned bad` : ''}.`,
  }
}

/**
 * The highest threshold that still calls a share of the events.
 *
 * @param recall share of events to call, in (0, 1]
 * @throws RangeError when the input does not fit or holds one class only
 */
export function thresholdForRecall(
  label: Float64Array,
  score: Float64Array,
  recall: number,
  weight?: Float64Array,
): ChosenThreshold {
  if (!(recall > 0 && recall <= 1))
    throw new RangeError(`thresholdForRecall: need a recall in (0, 1], got ${recall}`)
  const ranked = rankScores('thresholdForRecall', label, score, weight)
  const { eventsAbove, nonEventsAbove } = ranked
  let g = 0
  while (eventsAbove[g] < recall * ranked.events * (1 - 1e-12)) g++
  const called = eventsAbove[g] + nonEventsAbove[g]
  return {
    threshold: ranked.score[g],
    why:
      `From ${short(ranked.score[g])} on, ${short((100 * eventsAbove[g]) / ranked.events)}% of the events are ` +
      `called (asked: ${short(100 * recall)}%), at a precision of ${short((100 * eventsAbove[g]) / called)}%.`,
  }
}

/** The cheapest of all thresholds on the sample; acting on nobody is one of them. */
function cheapest(ranked: RankedScores, ratio: number): { threshold: number; cost: number } {
  const total = ranked.events + ranked.nonEvents
  let best = { threshold: Number.POSITIVE_INFINITY, cost: (ratio * ranked.events) / total }
  for (let g = 0; g < ranked.score.length; g++) {
    const cost = (ranked.nonEventsAbove[g] + ratio * (ranked.events - ranked.eventsAbove[g])) / total
    if (cost < best.cost) best = { threshold: ranked.score[g], cost }
  }
  return best
}
