/** Rows go through the kernels in blocks: used columns in, their values of explanation out. */
import type { Matrix } from '../../data/index.ts'
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'

export const BLOCK_ROWS = 64

/** @param inputs out: shape [rows × used columns] */
export function readBlock(
  ensemble: TreeEnsemble,
  columns: Int32Array,
  matrix: Matrix,
  from: number,
  rows: number,
  inputs: Float64Array,
): void {
  const round = ensemble.comparison === 'float32'
  for (let i = 0; i < columns.length; i++) {
    const column = matrix.columns[columns[i]]
    for (let row = 0; row < rows; row++)
      inputs[row * columns.length + i] = round ? Math.fround(column[from + row]) : column[from + row]
  }
}

/**
 * Adds a block to the values of all columns.
 *
 * @param block shape [rows × used columns × outputs]
 * @param out   shape [matrix rows × columns × outputs]
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
    for (let i = 0; i < columns.length; i++) {
      const to = row * stride + columns[i] * outputs
      for (let output = 0; output < outputs; output++) out[to + output] += block[at++]
    }
}
