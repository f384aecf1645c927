/** Rows go through the kernels in blocks: sides of splits in, values of used columns out. */
import type { Matrix } from '../../data/index.ts'
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import { splitSides } from './split-side.ts'
import type { TreeSplits } from './tree-splits.ts'

export const BLOCK_ROWS = 64

/** @param sides out: shape [splits × BLOCK_ROWS] */
export function writeSides(
  ensemble: TreeEnsemble,
  splits: TreeSplits,
  matrix: Matrix,
  from: number,
  rows: number,
  sides: Uint8Array,
): void {
  for (let s = 0; s < splits.node.length; s++) {
    const node = splits.node[s]
    splitSides(ensemble, node, matrix.columns[ensemble.feature[node]], from, rows, sides, s * BLOCK_ROWS)
  }
}

/**
 * Adds a block to the values of all columns.
 *
 * @param block   shape [rows × used × outputs]
 * @param columns the used columns
 * @param out     shape [matrix rows × columns × outputs]
 */
export function addBlock(
  block: Float64Array,
  columns: Int32Array,
  outputs: number,
  matrix: Matrix,
  from: number,
  rows: number,
  out: Float64Array,
): void {
  const stride = matrix.columns.length * outputs
  let at = 0
  for (let row = from; row < from + rows; row++)
    for (const column of columns) {
      const to = row * stride + column * outputs
      for (let output = 0; output < outputs; output++) out[to + output] += block[at++]
    }
}
