/** Area under the ROC curve: the probability that an event is scored above a non-event. */
import { type RankedScores, rankScores } from './ranked-scores.ts'

/**
 * AUC, exact with ties and weights.
 *
 *   AUC = Σ_{i event, j not} w_i·w_j·(1[s_i > s_j] + ½·1[s_i = s_j]) / (Σ_i w_i · Σ_j w_j)
 *
 * @param label  1 event, 0 not; shape [n]
 * @param score  the higher, the likelier the event; shape [n]
 * @param weight ≥ 0, shape [n]; all 1 when absent
 * @returns in [0, 1]; .5 says nothing
 * @throws RangeError when the input does not fit or holds one class only
 * @see docs/methods/auc-and-intervals.md
 */
export function auc(label: Float64Array, score: Float64Array, weight?: Float64Array): number {
  return aucOf(rankScores('auc', label, score, weight))
}

/** Gini coefficient, 2·AUC − 1, in [−1, 1]. */
export function gini(label: Float64Array, score: Float64Array, weight?: Float64Array): number {
  return 2 * aucOf(rankScores('gini', label, score, weight)) - 1
}

export function aucOf(ranked: RankedScores): number {
  const { eventsAbove, nonEventsAbove } = ranked
  let area = 0
  let events = 0
  let nonEvents = 0
  for (let g = 0; g < eventsAbove.length; g++) {
    area += (nonEventsAbove[g] - nonEvents) * (eventsAbove[g] + events)
    events = eventsAbove[g]
    nonEvents = nonEventsAbove[g]
  }
  return area / (2 * ranked.events * ranked.nonEvents)
}

/**
 * AUC over false-positive rates up to a limit, rescaled so that .5 says nothing and 1 is perfect (McClish 1989).
 *
 *   ½·(1 + (A − r²/2)/(r − r²/2)) with A = ∫₀ʳ TPR dFPR
 *
 * @param largestFalsePositiveRate r in (0, 1]
 * @throws RangeError when the input does not fit, holds one class only, or r lies outside (0, 1]
 */
export function partialAuc(
  label: Float64Array,
  score: Float64Array,
  largestFalsePositiveRate: number,
  weight?: Float64Array,
): number {
  const r = largestFalsePositiveRate
  if (!(r > 0 && r <= 1))
    throw new RangeError(`partialAuc: need a largest false-positive rate in (0, 1], got ${r}`)
  const ranked = rankScores('partialAuc', label, score, weight)
  let area = 0
  let x0 = 0
  let y0 = 0
  for (let g = 0; g < ranked.score.length && x0 < r; g++) {
    const x1 = ranked.nonEventsAbove[g] / ranked.nonEvents
    const y1 = ranked.eventsAbove[g] / ranked.events
    if (x1 > r) {
      const y = y0 + ((y1 - y0) * (r - x0)) / (x1 - x0)
      area += ((r - x0) * (y0 + y)) / 2
    } else area += ((x1 - x0) * (y0 + y1)) / 2
    x0 = x1
    y0 = y1
  }
  const chance = (r * r) / 2
  return (1 + (area - chance) / (r - chance)) / 2
}
