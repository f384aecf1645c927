/** Mixtures of thresholds that meet a criterion exactly, at the least cost. */
import type { Rate } from './deterministic-thresholds.ts'
import type { WeightedThreshold } from './group-thresholds.ts'
import { EVERYONE, lowerHull, NO_ONE, placeOnHull, type RateCurve, type RatePoint } from './rate-curve.ts'

/**
 * Mixtures with one common rate.
 *
 * A group's cheapest mixture at a rate lies on the lower hull of cost over rate; their sum is convex and piecewise
 * linear, so that its minimum is at a corner of one of them.
 */
export function mixedRate(curves: readonly RateCurve[], rate: Rate): WeightedThreshold[][] {
  const hulls = curves.map(({ points }) =>
    hullOf(
      points,
      (p) => p[rate],
      (p) => p.cost,
    ),
  )
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (const at of corners(hulls)) {
    const cost = hulls.reduce((sum, hull) => sum + heightAt(hull, at), 0)
    if (cost < least) {
      least = cost
      best = at
    }
  }
  return hulls.map((hull) => mixtureAt(hull, best))
}

/**
 * Mixtures with common true and false positive rates.
 *
 * What all groups can reach lies under the lowest of their ROC hulls; cost is linear in the two rates, so that the
 * optimum is a corner of that region. A group whose hull runs higher is drawn down to it by ignoring the score for some.
 */
export function mixedOdds(curves: readonly RateCurve[]): WeightedThreshold[][] {
  const hulls = curves.map(({ points }) =>
    hullOf(
      points,
      (p) => p.falsePositive,
      (p) => -p.truePositive,
    ),
  )
  const perFalse = curves.reduce((sum, curve) => sum + curve.costOfFalsePositives, 0)
  const perTrue = curves.reduce((sum, curve) => sum + curve.costOfTruePositives, 0)
  const reachAt = (x: number): number => Math.min(...hulls.map((hull) => -heightAt(hull, x)))
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (const x of [...corners(hulls), ...crossings(hulls)]) {
    const cost = perFalse * x + perTrue * reachAt(x)
    if (cost < least) {
      least = cost
      best = x
    }
  }
  const reach = reachAt(best)
  return hulls.map((hull) => {
    const own = -heightAt(hull, best)
    const ignored = own > best ? Math.max(0, (own - reach) / (own - best)) : 0
    return [
      ...mixtureAt(hull, best).map(({ threshold, share }) => ({ threshold, share: share * (1 - ignored) })),
      { threshold: EVERYONE, share: ignored * best },
      { threshold: NO_ONE, share: ignored * (1 - best) },
    ]
  })
}

interface Hull {
  readonly points: readonly RatePoint[]
  readonly x: Float64Array
  readonly y: Float64Array
  readonly corners: readonly number[]
}

function hullOf(
  points: readonly RatePoint[],
  x: (point: RatePoint) => number,
  y: (point: RatePoint) => number,
): Hull {
  const xs = Float64Array.from(points, x)
  const ys = Float64Array.from(points, y)
  return { points, x: xs, y: ys, corners: lowerHull(xs, ys) }
}

function corners(hulls: readonly Hull[]): number[] {
  return [...new Set(hulls.flatMap((hull) => hull.corners.map((i) => hull.x[i])))].sort((a, b) => a - b)
}

/** Where hulls cross, between neighbouring corners of any of them. */
function crossings(hulls: readonly Hull[]): number[] {
  const at = corners(hulls)
  const heights = hulls.map((hull) => at.map((x) => heightAt(hull, x)))
  const found: number[] = []
  for (let a = 0; a < hulls.length; a++)
    for (let b = a + 1; b < hulls.length; b++)
      for (let i = 0; i + 1 < at.length; i++) {
        const before = heights[a][i] - heights[b][i]
        const after = heights[a][i + 1] - heights[b][i + 1]
        if (before * after < 0) found.push(at[i] + ((at[i + 1] - at[i]) * before) / (before - after))
      }
  return found
}

function heightAt({ x, y, corners }: Hull, at: number): number {
  const { left, share } = placeOnHull(corners, x, at)
  const from = y[corners[left]]
  return share === 0 ? from : from + share * (y[corners[left + 1]] - from)
}

function mixtureAt({ points, x, corners }: Hull, at: number): WeightedThreshold[] {
  const { left, share } = placeOnHull(corners, x, at)
  const from = { threshold: points[corners[left]].threshold, share: 1 - share }
  return share === 0 ? [from] : [from, { threshold: points[corners[left + 1]].threshold, share }]
}
