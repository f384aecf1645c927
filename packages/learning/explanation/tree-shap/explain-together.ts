/** Large batches, shared out over threads. */
import type { TeamProgram, ThreadPool } from '@pratibimba/numerics/wasm'
import type { Matrix } from '../../data/index.ts'
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import { BLOCK_ROWS } from './blocks.ts'
import type { Explanation } from './explanation.ts'
import { interventionalShap } from './interventional.ts'
import { pathDependentShap } from './path-dependent.ts'

interface ShapSetup {
  readonly ensemble: TreeEnsemble
  readonly background: Matrix | undefined
  readonly matrix: Matrix
  /** On shared memory; zero. */
  readonly values: Float64Array
  readonly expected: Float64Array
}

/** One step: each thread explains its range of rows. */
export const treeShapProgram: TeamProgram<ShapSetup> = {
  kind: 'tree-shap',
  open({ ensemble, background, matrix, values, expected }, thread, threads) {
    const explainer =
      background === undefined ? pathDependentShap(ensemble) : interventionalShap(ensemble, background)
    const share = Math.ceil(matrix.rows / threads / BLOCK_ROWS) * BLOCK_ROWS
    const from = Math.min(matrix.rows, thread * share)
    const to = Math.min(matrix.rows, from + share)
    return () => {
      explainer.explainRows(matrix, from, to, values)
      if (thread === 0) expected.set(explainer.expected)
    }
  },
}

/**
 * Explains every row of a matrix with all threads of a pool: interventional values where there is a background, else
 * path-dependent ones. The same to the bit for any number of threads.
 *
 * Every thread prepares the ensemble for itself: of use from some thousand rows on. Columns on shared memory are not
 * copied.
 *
 * @throws RangeError as `pathDependentShap` and `interventionalShap` do
 * @see docs/methods/tree-shap.md
 */
export async function explainTogether(
  pool: ThreadPool,
  ensemble: TreeEnsemble,
  matrix: Matrix,
  background?: Matrix,
): Promise<Explanation> {
  const shared = (length: number) => new Float64Array(new SharedArrayBuffer(length * 8))
  const values = shared(matrix.rows * matrix.columns.length * ensemble.outputs)
  const expected = shared(ensemble.outputs)
  const team = await pool.team(treeShapProgram, { ensemble, background, matrix, values, expected })
  try {
    team.run(0)
  } finally {
    team.close()
  }
  return { values, expected }
}
