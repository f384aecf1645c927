/** Shares of the levels of a discrete column within a part of the rows, with small counts smoothed away. */
import { type Marginal, SUPPORT_ROWS } from '../model.ts'

/**
 * Levels seen in fewer than `SUPPORT_ROWS` rows of the part share their rows in the proportions of the whole table.
 *
 * @param counts  rows per level within the part, at least one
 * @param overall rows per level in the whole table
 * @param values  what each level stands for
 * @see docs/methods/marginals.md
 */
export function levelShares(counts: Float64Array, overall: Float64Array, values: Float64Array): Marginal {
  const levels = counts.length
  let rows = 0
  let pooled = 0
  let pooledOverall = 0
  for (let k = 0; k < levels; k++) {
    rows += counts[k]
    if (counts[k] >= SUPPORT_ROWS) continue
    pooled += counts[k]
    pooledOverall += overall[k]
  }
  const upper = new Float64Array(levels)
  let sum = 0
  for (let k = 0; k < levels; k++) {
    sum +=
      counts[k] >= SUPPORT_ROWS ? counts[k] : pooledOverall === 0 ? 0 : (pooled * overall[k]) / pooledOverall
    upper[k] = Math.min(1, sum / rows)
  }
  upper[levels - 1] = 1
  return { upper, low: values, high: values }
}
