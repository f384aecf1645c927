/** What each threshold does within one group. */
import type { DecisionCosts } from '@pratibimba/learning/metrics'
import { orderOf } from '@pratibimba/numerics/statistics'

/** Decision 1 for no one, and for everyone: beyond any score, and still a number that can be written down. */
export const NO_ONE = Number.MAX_VALUE
export const EVERYONE = -Number.MAX_VALUE

/** Decision 1 where score ≥ threshold. */
export interface RatePoint {
  readonly threshold: number
  /** Share of decision 1 among all rows, those with label 1 and those with label 0; NaN without such rows. */
  readonly selection: number
  readonly truePositive: number
  readonly falsePositive: number
  /** Sum of costs over the group. */
  readonly cost: number
}

/** Thresholds of a group from the highest to the lowest, and what its two rates cost. */
export interface RateCurve {
  readonly points: readonly RatePoint[]
  /** What the cost grows by when the false, and the true, positive rate goes from 0 to 1. */
  readonly costOfFalsePositives: number
  readonly costOfTruePositives: number
}

/**
 * One point per distinct score and one for no one, thresholds falling; each lies midway between neighbouring scores.
 *
 * @param rows rows of the group
 */
export function rateCurve(
  rows: Int32Array,
  label: ArrayLike<number>,
  score: Float64Array,
  weight: Float64Array | undefined,
  costs: DecisionCosts,
): RateCurve {
  const own = Float64Array.from(rows, (row) => score[row])
  const order = orderOf(own).reverse()
  const total = [0, 0]
  for (const row of rows) total[label[row]] += weight === undefined ? 1 : weight[row]
  const taken = [0, 0]
  const pointAt = (threshold: number): RatePoint => ({
    threshold,
    selection: Math.min(1, (taken[0] + taken[1]) / (total[0] + total[1])),
    truePositive: Math.min(1, taken[1] / total[1]),
    falsePositive: Math.min(1, taken[0] / total[0]),
    cost:
      taken[1] * (costs.truePositive ?? 0) +
      (total[1] - taken[1]) * costs.falseNegative +
      taken[0] * costs.falsePositive +
      (total[0] - taken[0]) * (costs.trueNegative ?? 0),
  })
  const points = [pointAt(NO_ONE)]
  for (let place = 0; place < order.length; ) {
    const value = own[order[place]]
    for (; place < order.length && own[order[place]] === value; place++) {
      const row = rows[order[place]]
      taken[label[row]] += weight === undefined ? 1 : weight[row]
    }
    const next = place < order.length ? own[order[place]] : undefined
    points.push(pointAt(next === undefined ? EVERYONE : midway(next, value)))
  }
  return {
    points,
    costOfFalsePositives: total[0] * (costs.falsePositive - (costs.trueNegative ?? 0)),
    costOfTruePositives: total[1] * ((costs.truePositive ?? 0) - costs.falseNegative),
  }
}

/** A number above `low` and at most `high`, in the middle where there is one. */
function midway(low: number, high: number): number {
  const middle = low + (high - low) / 2
  return middle > low ? middle : high
}

/**
 * The lower convex hull of points by x, from the smallest x to the largest.
 *
 * @returns indices into the points
 */
export function lowerHull(x: ArrayLike<number>, y: ArrayLike<number>): number[] {
  const order = Array.from({ length: x.length }, (_, i) => i).sort((a, b) => x[a] - x[b] || y[a] - y[b])
  const hull: number[] = []
  for (const next of order) {
    if (hull.length > 0 && x[hull[hull.length - 1]] === x[next]) continue
    while (hull.length >= 2) {
      const [a, b] = [hull[hull.length - 2], hull[hull.length - 1]]
      if ((x[b] - x[a]) * (y[next] - y[a]) - (y[b] - y[a]) * (x[next] - x[a]) > 0) break
      hull.pop()
    }
    hull.push(next)
  }
  return hull
}

/** Where x lies on a hull: between its places `left` and `left + 1`, `share` of the way. */
export function placeOnHull(
  hull: readonly number[],
  x: ArrayLike<number>,
  at: number,
): { readonly left: number; readonly share: number } {
  let left = 0
  let right = hull.length - 1
  while (right - left > 1) {
    const middle = (left + right) >> 1
    if (x[hull[middle]] <= at) left = middle
    else right = middle
  }
  if (hull.length === 1) return { left: 0, share: 0 }
  const from = x[hull[left]]
  return { left, share: Math.min(1, Math.max(0, (at - from) / (x[hull[left + 1]] - from))) }
}
