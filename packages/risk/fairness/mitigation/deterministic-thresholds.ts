/** One threshold per group that brings a rate, or two, nearly together. */
import type { WeightedThreshold } from './group-thresholds.ts'
import type { RateCurve, RatePoint } from './rate-curve.ts'

export type Rate = 'selection' | 'truePositive' | 'falsePositive'

const TARGETS = 1000
const ODDS_TARGETS = 100
/** Points of a group's curve that are tried for equalized odds. */
const MOST_POINTS = 400

interface Candidate {
  readonly points: readonly RatePoint[]
  readonly gap: number
  readonly cost: number
}

/** Tries common rates on a grid; each group takes its point nearest to it. */
export function fixedRate(
  curves: readonly RateCurve[],
  rate: Rate,
  tolerance: number,
): WeightedThreshold[][] {
  const cheapest = curves.map(({ points }) => cheapestByRate(points, rate))
  let best: Candidate | undefined
  for (let k = 0; k <= TARGETS; k++) {
    const points = cheapest.map((curve) => nearest(curve, rate, k / TARGETS))
    best = better(best, { points, gap: spread(points, rate), cost: costOf(points) }, tolerance)
  }
  return alone(best!)
}

/** Tries pairs of rates on a grid; each group takes the point whose larger distance is smallest. */
export function fixedOdds(curves: readonly RateCurve[], tolerance: number): WeightedThreshold[][] {
  const thinned = curves.map(({ points }) => thin(points))
  let best: Candidate | undefined
  for (let j = 0; j <= ODDS_TARGETS; j++)
    for (let k = 0; k <= ODDS_TARGETS; k++) {
      const points = thinned.map((curve) => nearestOdds(curve, j / ODDS_TARGETS, k / ODDS_TARGETS))
      const gap = Math.max(spread(points, 'truePositive'), spread(points, 'falsePositive'))
      best = better(best, { points, gap, cost: costOf(points) }, tolerance)
    }
  return alone(best!)
}

/** Within the tolerance the cheaper one, else the one with the smaller gap; the first stays at ties. */
function better(best: Candidate | undefined, next: Candidate, tolerance: number): Candidate {
  if (best === undefined) return next
  const fits = next.gap <= tolerance
  if (fits !== best.gap <= tolerance) return fits ? next : best
  if (fits) return next.cost < best.cost ? next : best
  return next.gap < best.gap ? next : best
}

/** Among points of equal rate the cheapest; rates ascending. */
function cheapestByRate(curve: readonly RatePoint[], rate: Rate): RatePoint[] {
  const kept: RatePoint[] = []
  for (const point of curve) {
    const last = kept.at(-1)
    if (last !== undefined && last[rate] === point[rate]) {
      if (point.cost < last.cost) kept[kept.length - 1] = point
    } else kept.push(point)
  }
  return kept
}

function nearest(curve: readonly RatePoint[], rate: Rate, target: number): RatePoint {
  let left = 0
  let right = curve.length - 1
  while (right - left > 1) {
    const middle = (left + right) >> 1
    if (curve[middle][rate] <= target) left = middle
    else right = middle
  }
  const [below, above] = [curve[left], curve[right]]
  return target - below[rate] <= above[rate] - target ? below : above
}

function nearestOdds(curve: readonly RatePoint[], falsePositive: number, truePositive: number): RatePoint {
  let best = curve[0]
  let distance = Number.POSITIVE_INFINITY
  for (const point of curve) {
    const own = Math.max(
      Math.abs(point.falsePositive - falsePositive),
      Math.abs(point.truePositive - truePositive),
    )
    if (own < distance) {
      distance = own
      best = point
    }
  }
  return best
}

function thin(curve: readonly RatePoint[]): readonly RatePoint[] {
  if (curve.length <= MOST_POINTS) return curve
  return Array.from(
    { length: MOST_POINTS },
    (_, k) => curve[Math.round((k * (curve.length - 1)) / (MOST_POINTS - 1))],
  )
}

function spread(points: readonly RatePoint[], rate: Rate): number {
  const values = points.map((point) => point[rate])
  return Math.max(...values) - Math.min(...values)
}

function costOf(points: readonly RatePoint[]): number {
  return points.reduce((sum, { cost }) => sum + cost, 0)
}

function alone({ points }: Candidate): WeightedThreshold[][] {
  return points.map(({ threshold }) => [{ threshold, share: 1 }])
}
