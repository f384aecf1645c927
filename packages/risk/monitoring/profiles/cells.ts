/** Counting values into the cells of a profile: each knot, and each stretch between two. One pass, no sorting. */

export interface CellCounts {
  /** Rows at each knot, shape [knots]. */
  readonly at: Float64Array
  /** Rows between knots, shape [knots + 1]. */
  readonly between: Float64Array
  /** Sum of the values between knots, shape [knots + 1]. */
  readonly sums: Float64Array
  readonly missing: number
  /** Rows with a value. */
  readonly present: number
  /** Sum of all values. */
  readonly sum: number
  /** Infinite, the wrong way round, while there is no value. */
  readonly min: number
  readonly max: number
}

/**
 * Counts in one pass, by a search without branches.
 *
 * @param knots  ascending, finite, any number of them
 * @param values shape [rows]; NaN is missing
 */
export function countCells(knots: Float64Array, values: Float64Array): CellCounts {
  const k = knots.length
  const at = new Float64Array(k)
  const between = new Float64Array(k + 1)
  const sums = new Float64Array(k + 1)
  const steps = k === 0 ? 0 : 32 - Math.clz32(k)
  const width = 1 << steps
  // Padded to a power of two, so that every search takes the same steps.
  const padded = new Float64Array(width).fill(Number.POSITIVE_INFINITY)
  padded.set(knots)
  let missing = 0
  let sum = 0
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (let row = 0; row < values.length; row++) {
    const value = values[row]
    if (Number.isNaN(value)) {
      missing++
      continue
    }
    sum += value
    if (value < min) min = value
    if (value > max) max = value
    let below = 0
    for (let step = width >> 1; step > 0; step >>= 1) below += padded[below + step - 1] < value ? step : 0
    if (below < k && padded[below] === value) at[below]++
    else {
      between[below]++
      sums[below] += value
    }
  }
  return { at, between, sums, missing, present: values.length - missing, sum, min, max }
}
