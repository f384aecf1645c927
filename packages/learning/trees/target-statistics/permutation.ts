/** The orders in which rows are imagined to have come. */
import { openStream } from '@pratibimba/numerics/random'

/**
 * A random order of rows (Fisher–Yates).
 *
 * @param index which of the permutations under the seed
 * @returns row of each place, shape [rows]
 */
export function permutationOfRows(seed: number, index: number, rows: number): Uint32Array {
  const stream = openStream(seed, 'target-statistics-permutation').at(index)
  const order = new Uint32Array(rows)
  for (let place = 0; place < rows; place++) {
    const other = stream.below(place + 1)
    order[place] = order[other]
    order[other] = place
  }
  return order
}
