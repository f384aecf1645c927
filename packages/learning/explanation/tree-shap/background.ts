/** What a tree makes of background rows: who passes which side of a split, and where the mean of their leaves lies. */
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import type { TreeSplits } from './tree-splits.ts'

/**
 * @param stride distance between the sides of two splits; those of the rows begin at `at`
 * @returns 1 where a row satisfies all conditions of the feature on the way down a side; shape [2 × splits × rows]
 */
export function satisfied(
  splits: TreeSplits,
  sides: Uint8Array,
  rows: number,
  stride = rows,
  at = 0,
): Uint8Array {
  const passes = new Uint8Array(splits.child.length * rows)
  for (let edge = 0; edge < splits.child.length; edge++) {
    const earlier = splits.earlier[edge >> 1]
    for (let row = 0; row < rows; row++)
      passes[edge * rows + row] =
        sides[(edge >> 1) * stride + at + row] === (edge & 1) &&
        (earlier < 0 || passes[earlier * rows + row] === 1)
          ? 1
          : 0
  }
  return passes
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
