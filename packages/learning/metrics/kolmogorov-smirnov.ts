/** The Kolmogorov–Smirnov distance of events and non-events, and the score where it occurs. */
import { type RankedScores, rankScores } from './ranked-scores.ts'

export interface Separation {
  /** Largest distance of the two distribution functions, in [0, 1]. */
  readonly ks: number
  /** Score at which it occurs: rows at or above it on one side; the highest such score. */
  readonly at: number
}

/**
 * KS of a score: max_t |P(s ≥ t | event) − P(s ≥ t | not)|.
 *
 * @throws RangeError when the input does not fit or holds one class only
 */
export function ksStatistic(label: Float64Array, score: Float64Array, weight?: Float64Array): Separation {
  return ksOf(rankScores('ksStatistic', label, score, weight))
}

export function ksOf(ranked: RankedScores): Separation {
  let ks = 0
  let at = ranked.score[0]
  for (let g = 0; g < ranked.score.length; g++) {
    const distance = Math.abs(
      ranked.eventsAbove[g] / ranked.events - ranked.nonEventsAbove[g] / ranked.nonEvents,
    )
    if (distance > ks) {
      ks = distance
      at = ranked.score[g]
    }
  }
  return { ks, at }
}
