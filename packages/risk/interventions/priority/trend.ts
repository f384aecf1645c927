/** Whether a score is rising faster than its noise, and by how much. */
import type { DatedScore } from '../customer-facts.ts'
import type { AccelerationRule } from '../policy.ts'

export interface ScoreTrend {
  /** Rise of the log-odds in a week; null with too few scores to tell. */
  readonly logOddsPerWeek: number | null
  readonly accelerating: boolean
}

/** Probabilities nearer to 0 or 1 than this are moved here, so that one certain score does not decide a slope. */
const EDGE = 1e-4

/**
 * Trend of a customer's scores: the median slope of log-odds between all pairs of days (Theil–Sen), so that a single odd
 * score moves little.
 *
 *   slope = median over i < j of (logit p_j − logit p_i) / (day_j − day_i)
 *
 * Looked at are scores of the last `windowDays` up to the newest; of several on one day the last in the list counts.
 * Accelerating means at least `logOddsPerWeek` in seven days, on at least `minimumScores` days spanning `minimumSpanDays`.
 *
 * @see Sen 1968, "Estimates of the regression coefficient based on Kendall's tau"
 * @see docs/methods/interventions.md
 */
export function scoreTrend(scores: readonly DatedScore[], rule: AccelerationRule): ScoreTrend {
  const newest = scores.reduce((latest, { day }) => Math.max(latest, day), Number.NEGATIVE_INFINITY)
  const byDay = new Map<number, number>()
  for (const { day, probability } of scores)
    if (day > newest - rule.windowDays) byDay.set(day, logOdds(probability))
  const days = [...byDay.keys()].sort((a, b) => a - b)
  if (days.length < rule.minimumScores || newest - days[0] < rule.minimumSpanDays)
    return { logOddsPerWeek: null, accelerating: false }
  const slopes: number[] = []
  for (let i = 0; i < days.length; i++)
    for (let j = i + 1; j < days.length; j++)
      slopes.push((byDay.get(days[j])! - byDay.get(days[i])!) / (days[j] - days[i]))
  slopes.sort((a, b) => a - b)
  const middle = slopes.length >> 1
  const slope = slopes.length % 2 === 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2
  const logOddsPerWeek = slope * 7
  return { logOddsPerWeek, accelerating: logOddsPerWeek >= rule.logOddsPerWeek }
}

function logOdds(probability: number): number {
  if (!(probability >= 0 && probability <= 1))
    throw new RangeError(`scoreTrend: need probabilities in [0, 1], got ${probability}`)
  const p = Math.min(1 - EDGE, Math.max(EDGE, probability))
  return Math.log(p / (1 - p))
}
