/** What a tree makes of up to 128 rows: who passes which side of a split, and where their leaves lie. */
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import type { TreeSplits } from './tree-splits.ts'

/** Words of 32 rows each. */
export const PASS_WORDS = 4
export const PANEL_ROWS = 32 * PASS_WORDS

/**
 * Rows that satisfy all conditions of a feature on the way down a side.
 *
 * @param sides `splitSides(…)` of at most 128 rows
 * @returns a bit per row; shape [2 × splits × PASS_WORDS]
 */
export function satisfied(splits: TreeSplits, sides: Uint8Array, rows: number): Int32Array {
  const passes = new Int32Array(splits.child.length * PASS_WORDS)
  for (let s = 0; s < splits.node.length; s++) {
    for (let row = 0; row < rows; row++)
      passes[(2 * s + sides[s * rows + row]) * PASS_WORDS + (row >>> 5)] |= 1 << (row & 31)
    const earlier = splits.earlier[s]
    if (earlier < 0) continue
    for (let word = 0; word < PASS_WORDS; word++)
      for (const edge of [2 * s, 2 * s + 1])
        passes[edge * PASS_WORDS + word] &= passes[earlier * PASS_WORDS + word]
  }
  return passes
}

/** @returns 1 where the row satisfies the edge's feature, else 0; 1 where there is no edge (−1) */
export function passesEdge(passes: Int32Array, edge: number, row: number): number {
  return edge < 0 ? 1 : (passes[edge * PASS_WORDS + (row >>> 5)] >>> (row & 31)) & 1
}

/** @returns sum of the leaves that the rows reach */
export function sumOfLeaves(
  ensemble: TreeEnsemble,
  splits: TreeSplits,
  sides: Uint8Array,
  rows: number,
): number {
  let sum = 0
  for (let row = 0; row < rows; row++) {
    let at = 0
    while (at >= 0) at = splits.child[2 * at + sides[at * rows + row]]
    sum += ensemble.value[-1 - at]
  }
  return sum
}
