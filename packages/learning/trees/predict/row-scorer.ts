/** Raw scores of single rows. */
import type { TreeEnsemble } from '../tree-ensemble.ts'
import { leafReached } from './leaf-walk.ts'
import { type ScoreSum, scoreSum } from './score-sum.ts'

/**
 * Makes the scorer of single rows.
 *
 * @returns writes the raw scores of a row, shape [columns], to `out`, shape [outputs]
 * @see docs/methods/tree-prediction.md
 */
export function rowScorer(ensemble: TreeEnsemble): (row: Float64Array, out: Float64Array) => void {
  const trees = ensemble.treeStart.length - 1
  const sum: ScoreSum = scoreSum(ensemble)
  return (row, out) => {
    sum.begin(out)
    for (let tree = 0; tree < trees; tree++)
      sum.add(
        out,
        ensemble.treeOutput[tree],
        ensemble.value[leafReached(ensemble, ensemble.treeStart[tree], row, 0, 1)],
      )
    sum.end(out)
  }
}
