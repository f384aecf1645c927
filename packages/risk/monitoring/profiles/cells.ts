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

/** Equal stretches between the first knot and the last that a value is looked up in before it is searched for. */
const STRETCHES = 1024

/**
 * Counts in one pass: a value's stretch says between which knots to search, mostly one or none.
 *
 * @param knots  ascending, finite, any number of them
 * @param values shape [rows]; NaN is missing
 */
export function countCells(knots: Float64Array, values: Float64Array): CellCounts {
  const k = knots.length
  const at = new Float64Array(k)
  const between = new Float64Array(k + 1)
  const sums = new Float64Array(k + 1)
  const low = k > 0 ? knots[0] : 0
  const scale = k > 1 ? STRETCHES / (knots[k - 1] - low) : 0
  // Monotone whatever the range: NaN, which is 0 · ∞, falls into stretch 0, where it belongs.
  const stretchOf = (place: number) => (place < 0 ? 0 : place >= STRETCHES ? STRETCHES : place | 0)
  const firstKnot = new Int32Array(STRETCHES + 2)
  for (let i = 0; i < k; i++) firstKnot[stretchOf((knots[i] - low) * scale) + 1]++
  for (let b = 0; b <= STRETCHES; b++) firstKnot[b + 1] += firstKnot[b]
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
    const stretch = stretchOf((value - low) * scale)
    let below = firstKnot[stretch]
    let end = firstKnot[stretch + 1]
    while (below < end) {
      const middle = (below + end) >> 1
      if (knots[middle] < value) below = middle + 1
      else end = middle
    }
    if (below < k && knots[below] === value) at[below]++
    else {
      between[below]++
      sums[below] += value
    }
  }
  return { at, between, sums, missing, present: values.length - missing, sum, min, max }
}
