/** Whether LIME would say the same again. */
import type { LimeStability } from './lime-explanation.ts'
import type { LocalModel } from './local-model.ts'

/** Normal quantile of the intervals. */
const NORMAL_95 = 1.96
/** Share of the largest weight that no reader would tell apart: intervals are at least so wide to each side. */
const INDISTINCT = 1e-3

/**
 * Stability indices of repeated explanations of a row, as shares instead of percent.
 *
 *   VSI = mean over pairs of repeats of |terms in common| / k
 *   CSI = mean over terms of the share of pairs, among repeats with the term, whose 95% intervals overlap
 *
 * @param models two or more
 * @see Visani, Bagli, Chesani, Poluzzi, Capuzzo 2022, "Statistical stability indices for LIME"
 * @see docs/methods/lime.md
 */
export function stabilityOf(models: readonly LocalModel[]): LimeStability {
  let pairs = 0
  let common = 0
  const intervals = new Map<number, [number, number][]>()
  const largest = Math.max(...models.flatMap(({ weights }) => Array.from(weights, Math.abs)))
  models.forEach(({ terms, weights, errors }, m) => {
    for (let other = 0; other < m; other++) {
      pairs++
      const most = Math.max(terms.length, models[other].terms.length)
      common += most === 0 ? 1 : terms.filter((term) => models[other].terms.includes(term)).length / most
    }
    terms.forEach((term, a) => {
      const half = Math.max(NORMAL_95 * errors[a], INDISTINCT * largest)
      const known = intervals.get(term) ?? []
      known.push([weights[a] - half, weights[a] + half])
      intervals.set(term, known)
    })
  })
  const overlaps = [...intervals.values()].filter((known) => known.length > 1).map(shareThatOverlaps)
  return {
    variables: common / pairs,
    coefficients:
      overlaps.length === 0 ? null : overlaps.reduce((sum, share) => sum + share, 0) / overlaps.length,
    repeats: models.length,
  }
}

function shareThatOverlaps(intervals: readonly [number, number][]): number {
  let overlapping = 0
  for (let i = 0; i < intervals.length; i++)
    for (let j = 0; j < i; j++)
      if (intervals[i][0] <= intervals[j][1] && intervals[j][0] <= intervals[i][1]) overlapping++
  return overlapping / ((intervals.length * (intervals.length - 1)) / 2)
}
