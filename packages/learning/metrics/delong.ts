/** DeLong's variance of the AUC and test of two correlated AUCs, in O(n log n). */
import { normalCdf } from '@pratibimba/numerics/distributions'
import { aucOf } from './auc.ts'
import { requireConfidence } from './binary-sample.ts'
import { type Estimate, normalEstimate } from './estimate.ts'
import { type RankedScores, rankScores } from './ranked-scores.ts'

export interface AucEstimate extends Estimate {
  readonly standardError: number
}

export interface AucComparison {
  readonly first: number
  readonly second: number
  /** first − second, with its interval. */
  readonly difference: Estimate
  readonly standardError: number
  /** Standard normal under equal AUCs; NaN when the two rank every pair alike. */
  readonly z: number
  /** Two-sided; 1 when the two rank every pair alike. */
  readonly pValue: number
}

/**
 * AUC with DeLong's standard error and interval.
 *
 *   V_i = P(s_i beats a non-event) of an event i, V_j = P(an event beats s_j) of a non-event j
 *   Var = S_events/m + S_others/n,  S the sample variances of V
 *
 * With weights S/m becomes m/(m − 1)·Σw²(V − A)²/(Σw)², the same for equal ones. A class of one row contributes no
 * variance, and perfect separation none at all: intervals of samples that small are too short.
 *
 * @param confidence level of the interval, in (0, 1)
 * @throws RangeError when the input does not fit or holds one class only
 * @see DeLong, DeLong, Clarke-Pearson 1988; Sun & Xu 2014 for the algorithm by ranks
 * @see docs/methods/auc-and-intervals.md
 */
export function aucInterval(
  label: Float64Array,
  score: Float64Array,
  weight?: Float64Array,
  confidence = 0.95,
): AucEstimate {
  requireConfidence('aucInterval', confidence)
  return aucEstimateOf(rankScores('aucInterval', label, score, weight), label, weight, confidence)
}

export function aucEstimateOf(
  ranked: RankedScores,
  label: Float64Array,
  weight: Float64Array | undefined,
  confidence: number,
): AucEstimate {
  const area = aucOf(ranked)
  const deviations = aucDeviations(ranked, label, area)
  const standardError = Math.sqrt(varianceOfMeans(ranked, label, weight, deviations))
  return { ...normalEstimate(area, standardError, confidence, [0, 1]), standardError }
}

/**
 * DeLong's test of two scores on the same rows.
 *
 * @param first, second scores of two models, shape [n]
 * @throws RangeError when the input does not fit or holds one class only
 * @see docs/methods/auc-and-intervals.md
 */
export function compareAucs(
  label: Float64Array,
  first: Float64Array,
  second: Float64Array,
  weight?: Float64Array,
  confidence = 0.95,
): AucComparison {
  requireConfidence('compareAucs', confidence)
  const rankedFirst = rankScores('compareAucs', label, first, weight)
  const rankedSecond = rankScores('compareAucs', label, second, weight)
  const a = aucOf(rankedFirst)
  const b = aucOf(rankedSecond)
  const difference = aucDeviations(rankedFirst, label, a)
  const other = aucDeviations(rankedSecond, label, b)
  for (let i = 0; i < difference.length; i++) difference[i] -= other[i]
  const standardError = Math.sqrt(varianceOfMeans(rankedFirst, label, weight, difference))
  // Below the rounding of placements there is no difference to test.
  const distinct = standardError > 1e-12
  const z = distinct ? (a - b) / standardError : Number.NaN
  return {
    first: a,
    second: b,
    difference: normalEstimate(a - b, distinct ? standardError : 0, confidence, [-1, 1]),
    standardError: distinct ? standardError : 0,
    z,
    pValue: distinct ? 2 * normalCdf(-Math.abs(z)) : 1,
  }
}

/** V − AUC of each row; shape [n]. */
export function aucDeviations(ranked: RankedScores, label: Float64Array, area: number): Float64Array {
  const { order, groupStart, eventsAbove, nonEventsAbove } = ranked
  const deviations = new Float64Array(label.length)
  let events = 0
  let nonEvents = 0
  for (let g = 0; g < eventsAbove.length; g++) {
    const ofEvent = 1 - (nonEvents + nonEventsAbove[g]) / (2 * ranked.nonEvents) - area
    const ofNonEvent = (events + eventsAbove[g]) / (2 * ranked.events) - area
    for (let place = groupStart[g]; place < groupStart[g + 1]; place++)
      deviations[order[place]] = label[order[place]] === 1 ? ofEvent : ofNonEvent
    events = eventsAbove[g]
    nonEvents = nonEventsAbove[g]
  }
  return deviations
}

/** Sum over the classes of the variance of the weighted mean of deviations. */
export function varianceOfMeans(
  ranked: RankedScores,
  label: Float64Array,
  weight: Float64Array | undefined,
  deviations: Float64Array,
): number {
  let ofEvents = 0
  let ofNonEvents = 0
  for (let i = 0; i < label.length; i++) {
    const w = weight === undefined ? 1 : weight[i]
    const square = (w * deviations[i]) ** 2
    if (label[i] === 1) ofEvents += square
    else ofNonEvents += square
  }
  const { eventRows: m, nonEventRows: n } = ranked
  return (
    (m > 1 ? (ofEvents / ranked.events ** 2) * (m / (m - 1)) : 0) +
    (n > 1 ? (ofNonEvents / ranked.nonEvents ** 2) * (n / (n - 1)) : 0)
  )
}
