/** Candidate cut points of a column at its quantiles. */

const LEAST_WIDTH = 1e-8

/**
 * Interior quantiles i/bins, those closer than 1e-8 to their neighbour left out.
 *
 * Quantiles are averaged inverted distribution functions (type 2 of Hyndman & Fan 1996), as scikit-learn's discretiser
 * takes them. Weights play no part: the cut points lie at shares of rows.
 *
 * @param values the column, shape [n]
 * @param rows   which rows to read, all of them finite, shape [m]
 * @returns cut points, ascending
 */
export function quantilePrebins(values: Float64Array, rows: Uint32Array, bins: number): Float64Array {
  const m = rows.length
  const sorted = new Float64Array(m)
  for (let i = 0; i < m; i++) sorted[i] = values[rows[i]]
  sorted.sort()
  if (m === 0 || sorted[0] === sorted[m - 1]) return new Float64Array(0)
  const edges: number[] = []
  let previous = Number.NEGATIVE_INFINITY
  for (let i = 0; i <= bins; i++) {
    const position = m * (i === bins ? 1 : (i * (100 / bins)) / 100) - 1
    const below = Math.floor(position)
    const low = sorted[Math.min(Math.max(below, 0), m - 1)]
    const high = sorted[Math.min(Math.max(below + 1, 0), m - 1)]
    const edge = position === below ? low + (high - low) * 0.5 : high
    // Against the neighbour before it was judged, not the last one kept.
    if (edge - previous > LEAST_WIDTH) edges.push(edge)
    previous = edge
  }
  return Float64Array.from(edges.slice(1, -1))
}
