/** Raw scores of many rows. */
import type { Matrix } from '../../data/index.ts'
import type { TreeEnsemble } from '../tree-ensemble.ts'
import { scoreBlocks } from './block-scorer.ts'
import { requireColumns } from './columns.ts'

/**
 * The sum of the leaves that each row reaches, before the link: base, then tree after tree.
 *
 * @param matrix the columns that the trees read
 * @param out    where scores go; made when absent
 * @returns `out`, shape [rows × outputs], row-major
 * @throws RangeError when the matrix lacks columns, or `out` is too small
 * @see docs/methods/tree-prediction.md
 */
export function rawScores(
  ensemble: TreeEnsemble,
  matrix: Matrix,
  out: Float64Array = new Float64Array(matrix.rows * ensemble.outputs),
): Float64Array {
  requireColumns('rawScores', ensemble, matrix)
  const { outputs } = ensemble
  if (out.length < matrix.rows * outputs)
    throw new RangeError(`rawScores: need room for ${matrix.rows * outputs} scores, got ${out.length}`)
  scoreBlocks(ensemble, matrix, 0, matrix.rows, out)
  return out
}
