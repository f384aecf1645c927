/** Which leaf of every tree a row falls into. */
import type { Matrix } from '../../data/index.ts'
import type { TreeEnsemble } from '../tree-ensemble.ts'
import { requireColumns } from './columns.ts'
import { leafReached } from './leaf-walk.ts'

/**
 * The leaves that rows reach.
 *
 * @returns index of the leaf's node, counted over the whole ensemble; shape [rows × trees], row-major
 * @throws RangeError when the matrix lacks columns
 */
export function leafIndices(ensemble: TreeEnsemble, matrix: Matrix): Int32Array {
  requireColumns('leafIndices', ensemble, matrix)
  const trees = ensemble.treeStart.length - 1
  const leaves = new Int32Array(matrix.rows * trees)
  const cells = new Float64Array(matrix.columns.length)
  for (let row = 0; row < matrix.rows; row++) {
    for (let column = 0; column < cells.length; column++) cells[column] = matrix.columns[column][row]
    for (let tree = 0; tree < trees; tree++)
      leaves[row * trees + tree] = leafReached(ensemble, ensemble.treeStart[tree], cells, 0, 1)
  }
  return leaves
}
