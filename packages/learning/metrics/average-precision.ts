/** Area under the precision–recall curve as average precision. */
import { type RankedScores, rankScores } from './ranked-scores.ts'

/**
 * Average precision, the step-wise area under precision over recall (no interpolation, which would flatter).
 *
 *   AP = Σ_k (R_k − R_{k−1})·P_k over the distinct scores, highest first
 *
 * @returns in (0, 1]; a score that says nothing has the event rate
 * @throws RangeError when the input does not fit or holds one class only
 */
export function averagePrecision(label: Float64Array, score: Float64Array, weight?: Float64Array): number {
  return averagePrecisionOf(rankScores('averagePrecision', label, score, weight))
}

export function averagePrecisionOf(ranked: RankedScores): number {
  let sum = 0
  let events = 0
  for (let g = 0; g < ranked.score.length; g++) {
    const above = ranked.eventsAbove[g]
    if (above > events) sum += ((above - events) * above) / (above + ranked.nonEventsAbove[g])
    events = above
  }
  return sum / ranked.events
}
