/** Candidate cut points of a column: a one-column classification tree, grown best split first. */
import type { DistinctValues } from './distinct-values.ts'

/** Values closer than this count as equal, as in scikit-learn's trees. */
const SAME_VALUE = Math.fround(1e-7)

interface Leaf {
  readonly start: number
  readonly end: number
  /** Distinct values before this one go left; `end` when the leaf cannot be split. */
  readonly cut: number
  readonly improvement: number
  readonly threshold: number
}

/**
 * Cut points of a Gini tree with at most `maxLeaves` leaves, none lighter than `minLeafWeight`.
 *
 * Arithmetic and order of comparisons are those of scikit-learn's best-first trees, so that ties fall the same way:
 * values are read in 32 bits, and a threshold is the middle of its neighbours.
 *
 * @returns thresholds, ascending
 * @see docs/methods/optimal-binning.md
 */
export function treePrebins(
  distinct: DistinctValues,
  maxLeaves: number,
  minLeafWeight: number,
): Float64Array {
  const n = distinct.values.length
  const total = distinct.nonEventsUpTo[n] + distinct.eventsUpTo[n]
  // The same detour over a share as theirs: its rounding decides whether a leaf of just the least weight may stand.
  const leastWeight = Math.min(0.5, minLeafWeight / total) * total
  const thresholds: number[] = []
  const frontier = [bestSplit(distinct, 0, n, leastWeight, total)]
  while (thresholds.length < maxLeaves - 1) {
    let best = -1
    for (let i = 0; i < frontier.length; i++)
      if (
        frontier[i].cut < frontier[i].end &&
        (best < 0 || frontier[i].improvement > frontier[best].improvement)
      )
        best = i
    if (best < 0) break
    const { start, cut, end, threshold } = frontier[best]
    thresholds.push(threshold)
    frontier[best] = bestSplit(distinct, start, cut, leastWeight, total)
    frontier.push(bestSplit(distinct, cut, end, leastWeight, total))
  }
  return Float64Array.from(thresholds).sort()
}

function bestSplit(
  distinct: DistinctValues,
  start: number,
  end: number,
  leastWeight: number,
  total: number,
): Leaf {
  const { values, nonEventsUpTo, eventsUpTo } = distinct
  const none: Leaf = { start, end, cut: end, improvement: 0, threshold: Number.NaN }
  if (end - start < 2) return none
  const nonEvents = nonEventsUpTo[end] - nonEventsUpTo[start]
  const events = eventsUpTo[end] - eventsUpTo[start]
  const weight = nonEvents + events
  const impurity = gini(nonEvents, events)
  if (weight < 2 * leastWeight || impurity <= Number.EPSILON) return none
  if (values[end - 1] <= Math.fround(values[start] + SAME_VALUE)) return none

  let bestProxy = Number.NEGATIVE_INFINITY
  let cut = end
  let threshold = Number.NaN
  for (let p = start; p < end - 1; p++) {
    if (values[p + 1] <= Math.fround(values[p] + SAME_VALUE)) continue
    const left0 = nonEventsUpTo[p + 1] - nonEventsUpTo[start]
    const left1 = eventsUpTo[p + 1] - eventsUpTo[start]
    const right0 = nonEvents - left0
    const right1 = events - left1
    const left = left0 + left1
    const right = right0 + right1
    if (left < leastWeight || right < leastWeight) continue
    const proxy = -right * gini(right0, right1) - left * gini(left0, left1)
    if (proxy > bestProxy) {
      bestProxy = proxy
      cut = p + 1
      threshold = values[p] / 2 + values[p + 1] / 2
    }
  }
  if (cut === end) return none
  const left0 = nonEventsUpTo[cut] - nonEventsUpTo[start]
  const left1 = eventsUpTo[cut] - eventsUpTo[start]
  const left = left0 + left1
  const right = weight - left
  const improvement =
    (weight / total) *
    (impurity -
      (right / weight) * gini(nonEvents - left0, events - left1) -
      (left / weight) * gini(left0, left1))
  return { start, end, cut, improvement, threshold }
}

function gini(nonEvents: number, events: number): number {
  const weight = nonEvents + events
  return 1 - (nonEvents * nonEvents + events * events) / (weight * weight)
}
