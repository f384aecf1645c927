/** Raw scores of many rows. */
import type { Matrix } from '../../data/index.ts'
import type { TreeEnsemble } from '../tree-ensemble.ts'
import { scoreBlocks } from './block-scorer.ts'
import { requireColumns } from './columns.ts'
import { rowScorer } from './row-scorer.ts'

/** Fewer rows than this walk one by one: a block scores 64 rows or none. */
const FEW_ROWS = 12

const rowScorers = new WeakMap<TreeEnsemble, ReturnType<typeof rowScorer>>()

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
  if (matrix.rows >= FEW_ROWS) scoreBlocks(ensemble, matrix, out)
  else scoreRows(ensemble, matrix, out)
  return out
}

function scoreRows(ensemble: TreeEnsemble, { rows, columns }: Matrix, out: Float64Array): void {
  if (rows === 0) return
  let score = rowScorers.get(ensemble)
  if (score === undefined) {
    score = rowScorer(ensemble)
    rowScorers.set(ensemble, score)
  }
  const row = new Float64Array(columns.length)
  for (let i = 0; i < rows; i++) {
    for (let column = 0; column < row.length; column++) row[column] = columns[column][i]
    score(row, out.subarray(i * ensemble.outputs, (i + 1) * ensemble.outputs))
  }
}
