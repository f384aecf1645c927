/** ADASYN: synthetic rows where a class is hardest to tell from the others. For the training part of a fold only. */
import { orderOf } from '@pratibimba/numerics/statistics'
import type { Feature, LabelledMatrix } from '../data/index.ts'
import { type ClassRows, classRows, lacking } from './class-rows.ts'
import { neighbourSpace } from './neighbour-space.ts'
import { type NeighbourTree, neighbourTree } from './neighbour-tree.ts'
import { type NeighbourOptions, requireEnough, requireNeighbours } from './smote.ts'
import { syntheticRows, withSyntheticRows } from './synthetic-rows.ts'

/**
 * Fills smaller classes up; a row serves as a base in proportion to the share of other classes among its neighbours.
 *
 * Shares are rounded by largest remainder, so that the counts asked for are met exactly. Categories and missing values
 * are treated as by `smote`, whose warnings hold here too.
 *
 * @param features of the matrix's columns
 * @returns the rows of the matrix, then the new ones
 * @throws RangeError as `smote`, and when no row of a class has a neighbour of another
 * @see He, Bai, Garcia, Li 2008
 * @see docs/methods/resampling.md
 */
export function adasyn(
  matrix: LabelledMatrix,
  features: readonly Feature[],
  { seed, ratio = 1, neighbours = 5, scale = 'standardised' }: NeighbourOptions,
): LabelledMatrix {
  const classes = classRows('adasyn', matrix, ratio)
  requireNeighbours('adasyn', neighbours)
  const wanted = lacking(classes, ratio)
  const everyone = Int32Array.from({ length: matrix.rows }, (_, row) => row)
  const parts = classes.flatMap((own, c) => {
    if (wanted[c] === 0) return []
    requireEnough('adasyn', own, neighbours)
    const space = neighbourSpace('adasyn', matrix, features, scale, own.rows)
    const hardness = strangersNear(neighbourTree(space, everyone), matrix.label, own, neighbours)
    const bases = sharedOut(own, hardness, wanted[c])
    const tree = neighbourTree(space, own.rows)
    return [syntheticRows(matrix, features, tree, bases, neighbours, seed, `adasyn-${own.label}`)]
  })
  return withSyntheticRows(matrix, parts)
}

/** Rows of other classes among the neighbours of each row of a class. */
function strangersNear(
  tree: NeighbourTree,
  label: Float64Array,
  own: ClassRows,
  neighbours: number,
): Float64Array {
  const found = new Int32Array(neighbours)
  return Float64Array.from(own.rows, (row) => {
    const count = tree.nearest(row, found)
    let strangers = 0
    for (let i = 0; i < count; i++) if (label[found[i]] !== own.label) strangers++
    return strangers
  })
}

/** `wanted` rows of the class, in proportion to hardness, by largest remainder. */
function sharedOut({ label, rows }: ClassRows, hardness: Float64Array, wanted: number): Int32Array {
  const total = hardness.reduce((sum, value) => sum + value, 0)
  if (total === 0)
    throw new RangeError(
      `adasyn: need rows of class ${label} with neighbours of another class, got none; smote fills such a class`,
    )
  const exact = hardness.map((value) => (value / total) * wanted)
  const counts = exact.map(Math.floor)
  let left = wanted - counts.reduce((sum, count) => sum + count, 0)
  for (const i of orderOf(exact.map((value, at) => counts[at] - value))) {
    if (left === 0) break
    counts[i]++
    left--
  }
  const bases = new Int32Array(wanted)
  let made = 0
  for (let i = 0; i < counts.length; i++) for (let n = 0; n < counts[i]; n++) bases[made++] = rows[i]
  return bases
}
