/** New rows between a row and one of its neighbours. */
import { openStream } from '@pratibimba/numerics/random'
import type { Feature, LabelledMatrix } from '../data/index.ts'
import type { NeighbourTree } from './neighbour-tree.ts'

export interface SyntheticRows {
  readonly columns: Float64Array[]
  /** The row that each new one was made from. */
  readonly base: Int32Array
}

/**
 * Makes rows on the segments between base rows and neighbours.
 *
 * Number: base + u·(neighbour − base), one u per row; missing where the base misses it, the base's where the neighbour
 * does. Category: the most frequent among all neighbours; of equally frequent ones the base's, else the smallest code.
 *
 * @param bases       one per row to make
 * @param neighbours  how many of the nearest to choose from
 * @param purpose     name of the stream of random numbers
 */
export function syntheticRows(
  matrix: LabelledMatrix,
  features: readonly Feature[],
  tree: NeighbourTree,
  bases: Int32Array,
  neighbours: number,
  seed: number,
  purpose: string,
): SyntheticRows {
  const stream = openStream(seed, purpose)
  const columns = matrix.columns.map(() => new Float64Array(bases.length))
  const known = new Map<number, Int32Array>()
  for (let made = 0; made < bases.length; made++) {
    const base = bases[made]
    let near = known.get(base)
    if (near === undefined) {
      const found = new Int32Array(neighbours)
      near = found.subarray(0, tree.nearest(base, found))
      known.set(base, near)
    }
    stream.at(made)
    const neighbour = near[stream.below(near.length)]
    const share = stream.uniform()
    for (let c = 0; c < columns.length; c++) {
      const column = matrix.columns[c]
      if (features[c].kind === 'category') columns[c][made] = mostFrequent(column, near, base)
      else {
        const step = column[neighbour] - column[base]
        columns[c][made] = Number.isNaN(step) ? column[base] : column[base] + share * step
      }
    }
  }
  return { columns, base: bases }
}

/** The matrix, then the rows made for it, with the label and weight of the rows they were made from. */
export function withSyntheticRows(matrix: LabelledMatrix, parts: readonly SyntheticRows[]): LabelledMatrix {
  const append = (values: Float64Array, added: readonly Float64Array[]): Float64Array => {
    const joined = new Float64Array(matrix.rows + added.reduce((sum, part) => sum + part.length, 0))
    joined.set(values)
    let at = matrix.rows
    for (const part of added) {
      joined.set(part, at)
      at += part.length
    }
    return joined
  }
  const ofBase = (values: Float64Array) =>
    append(
      values,
      parts.map(({ base }) => Float64Array.from(base, (row) => values[row])),
    )
  const label = ofBase(matrix.label)
  return {
    rows: label.length,
    columns: matrix.columns.map((column, c) =>
      append(
        column,
        parts.map((part) => part.columns[c]),
      ),
    ),
    label,
    ...(matrix.weight && { weight: ofBase(matrix.weight) }),
  }
}

function mostFrequent(column: Float64Array, near: Int32Array, base: number): number {
  let best = Number.NaN
  let most = 0
  for (let i = 0; i < near.length; i++) {
    const code = column[near[i]]
    let count = 0
    for (let j = 0; j < near.length; j++) if (Object.is(column[near[j]], code)) count++
    const preferred = Object.is(code, column[base]) || (code < best && !Object.is(best, column[base]))
    if (count > most || (count === most && preferred)) {
      best = code
      most = count
    }
  }
  return best
}
