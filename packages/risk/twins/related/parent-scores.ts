/** Normal scores of drawn values, by the marginals of the whole table. */
import { normalPdf, normalQuantile } from '@pratibimba/numerics/distributions'
import type { Marginal } from '../model.ts'

/**
 * A function from value to normal score: the mean score of an atom, the score of the place within a piece.
 *
 * Levels are looked up by value, in whatever order they stand.
 */
export function scorer({ upper, low, high }: Marginal): (value: number) => number {
  const pieces = upper.length
  const atoms = new Map<number, number>()
  const runs: number[] = []
  for (let k = 0; k < pieces; k++) {
    const from = k === 0 ? 0 : upper[k - 1]
    if (low[k] !== high[k]) runs.push(k)
    else if (upper[k] > from) atoms.set(low[k], (densityAt(from) - densityAt(upper[k])) / (upper[k] - from))
  }
  return (value) => {
    const atom = atoms.get(value)
    if (atom !== undefined) return atom
    if (runs.length === 0) return 0
    let first = 0
    let last = runs.length - 1
    while (first < last) {
      const middle = (first + last) >>> 1
      if (high[runs[middle]] < value) first = middle + 1
      else last = middle
    }
    const k = runs[first]
    const from = k === 0 ? 0 : upper[k - 1]
    const share = Math.max(0, Math.min(1, (value - low[k]) / (high[k] - low[k])))
    return normalQuantile(Math.max(1e-4, Math.min(1 - 1e-4, from + share * (upper[k] - from))))
  }
}

function densityAt(p: number): number {
  return p <= 0 || p >= 1 ? 0 : normalPdf(normalQuantile(p))
}
