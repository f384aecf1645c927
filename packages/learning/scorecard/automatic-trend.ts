/** Which trend suits the event rates of the pre-bins. */

/**
 * A small decision tree over the shape of the rates: where the extremes lie, how much area they enclose, which way a line
 * through them runs. Its thresholds are those of OptBinning, learnt there from simulated columns.
 *
 * @param nonEvents weight of label 0 in each pre-bin, shape [n], n ≥ 2
 * @param events    weight of label 1
 * @see docs/methods/optimal-binning.md
 */
export function automaticTrend(
  nonEvents: Float64Array,
  events: Float64Array,
): 'ascending' | 'descending' | 'peak' | 'valley' {
  const n = events.length
  const rates = new Float64Array(n)
  for (let i = 0; i < n; i++) rates[i] = events[i] / (nonEvents[i] + events[i])
  let lowest = 0
  let highest = 0
  for (let i = 1; i < n; i++) {
    if (rates[i] < rates[lowest]) lowest = i
    if (rates[i] > rates[highest]) highest = i
  }
  const range = rates[highest] - rates[lowest]
  const area = extremesArea(rates, lowest, highest) / (range * n)
  const hull = hullArea(rates)
  const hullShare = hull === 0 ? 0 : hull / (range * n)
  // A flat line has no area to share; NaN then fails every comparison, and the tree goes its right-hand ways.
  const triangleShare = n > 2 ? area : 0

  const rowShare = (from: number, to: number): number => {
    let part = 0
    let all = 0
    for (let i = 0; i < n; i++) {
      all += nonEvents[i] + events[i]
      if (i >= from && i < to) part += nonEvents[i] + events[i]
    }
    return part / all
  }
  const leftOfLowest = rowShare(0, lowest)
  const rightOfLowest = rowShare(lowest + 1, n)
  const leftOfHighest = rowShare(0, highest)
  const rightOfHighest = rowShare(highest + 1, n)

  if (triangleShare <= 0.22145836800336838) {
    if (slope(rates) > 0) return 'ascending'
    if (hullShare > 0.48331470787525177) return rightOfHighest <= 0.6426683664321899 ? 'valley' : 'descending'
    if (rightOfLowest <= 0.010740397498011589) return 'descending'
    return rightOfLowest <= 0.022145185619592667 ? 'valley' : 'descending'
  }
  if (rightOfLowest <= 0.06137961149215698) {
    if (hullShare <= 0.23837491869926453) return 'descending'
    if (leftOfHighest > 0.10170064494013786) return 'peak'
    return leftOfHighest <= 0.01817034650593996 ? 'valley' : 'descending'
  }
  if (leftOfLowest <= 0.05336669087409973) {
    if (rightOfHighest <= 0.0695494469255209) return 'ascending'
    return leftOfHighest <= 0.14705360680818558 ? 'ascending' : 'peak'
  }
  if (leftOfLowest <= 0.8308950066566467) return 'valley'
  return rightOfHighest <= 0.1587613895535469 ? 'valley' : 'peak'
}

/** Sign of the least-squares slope over the bin numbers, scaled. */
function slope(rates: Float64Array): number {
  const n = rates.length
  let sum = 0
  for (let i = 0; i < n; i++) sum += (i - (n - 1) / 2) * rates[i]
  return sum
}

/** Area of the triangles (first, lowest, highest) and (lowest, highest, last). */
function extremesArea(rates: Float64Array, lowest: number, highest: number): number {
  const n = rates.length
  const triangle = (x0: number, y0: number, x1: number, y1: number, x2: number, y2: number) =>
    0.5 * Math.abs(x0 * (y1 - y2) + x1 * (y2 - y0) + x2 * (y0 - y1))
  const low = rates[lowest]
  const high = rates[highest]
  // The last point stands at n, not n − 1: so it was when the thresholds were learnt.
  return (
    triangle(0, rates[0], lowest, low, highest, high) + triangle(lowest, low, highest, high, n, rates[n - 1])
  )
}

/** Area of the convex hull of the points (i, rate). */
function hullArea(rates: Float64Array): number {
  const n = rates.length
  if (n <= 2) return 0
  const chain = (sign: 1 | -1): number[] => {
    const kept: number[] = []
    for (let i = 0; i < n; i++) {
      while (kept.length >= 2) {
        const [a, b] = kept.slice(-2)
        const cross = (b - a) * (rates[i] - rates[a]) - (rates[b] - rates[a]) * (i - a)
        if (sign * cross > 0) break
        kept.pop()
      }
      kept.push(i)
    }
    return kept
  }
  const under = (points: readonly number[]): number => {
    let area = 0
    for (let i = 1; i < points.length; i++)
      area += ((points[i] - points[i - 1]) * (rates[points[i]] + rates[points[i - 1]])) / 2
    return area
  }
  return under(chain(-1)) - under(chain(1))
}
