/** Counts in bins, and bins of equal counts. */
import { quantiles } from './quantiles.ts'

/**
 * Counts per bin [eᵢ, eᵢ₊₁), the last one closed, as NumPy counts. Values outside all bins, and NaN, are not counted.
 *
 * @param values shape [n]
 * @param edges  strictly ascending, shape [bins + 1]; may end in ±∞
 * @returns counts, shape [bins]
 * @throws RangeError when there are fewer than two edges or they do not ascend
 */
export function histogram(values: ArrayLike<number>, edges: ArrayLike<number>): Float64Array {
  const bins = edges.length - 1
  if (bins < 1) throw new RangeError(`histogram: need at least 2 edges, got ${edges.length}`)
  for (let b = 0; b < bins; b++)
    if (!(edges[b] < edges[b + 1]))
      throw new RangeError(`histogram: need ascending edges, got ${edges[b]} before ${edges[b + 1]}`)
  const counts = new Float64Array(bins)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (!(value >= edges[0] && value <= edges[bins])) continue
    let low = 0
    let high = bins - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (edges[middle] <= value) low = middle
      else high = middle - 1
    }
    counts[low]++
  }
  return counts
}

/**
 * Edges of bins that hold about equally many values: sample quantiles at i/bins, without repeats.
 *
 * @param bins wanted number of bins ≥ 1; ties may leave fewer
 * @returns strictly ascending, shape [≤ bins + 1]; a constant sample has one edge and so no bin
 * @throws RangeError when there are no values or `bins` is not a positive integer
 */
export function equalFrequencyEdges(values: ArrayLike<number>, bins: number): Float64Array {
  if (!(Number.isInteger(bins) && bins >= 1))
    throw new RangeError(`equalFrequencyEdges: need at least 1 bin, got ${bins}`)
  const probs = Float64Array.from({ length: bins + 1 }, (_, i) => i / bins)
  return quantiles(values, probs).filter((edge, i, edges) => i === 0 || edge > edges[i - 1])
}
