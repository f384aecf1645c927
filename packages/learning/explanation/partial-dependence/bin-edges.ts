/** Bins of about as many rows each. */
import { quantiles } from '@pratibimba/numerics/statistics'

/**
 * Quantiles at 0, 1/bins … 1, each value once: the first bin is closed on both sides, the others are open below.
 *
 * @param known in any order, one at least
 * @returns ascending, shape [edges], at least 1
 */
export function binEdges(known: Float64Array, bins: number): Float64Array {
  const edges = quantiles(
    known,
    Float64Array.from({ length: bins + 1 }, (_, k) => k / bins),
  )
  return edges.filter((edge, k) => k === 0 || edge > edges[k - 1])
}

/** The bin that holds a value: 0 for the first; values beyond the edges count to the outermost. */
export function binOf(edges: Float64Array, value: number): number {
  let low = 1
  let high = edges.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (value <= edges[middle]) high = middle
    else low = middle + 1
  }
  return low - 1
}
