/** Whether a matrix has what an ensemble reads. */
import type { Matrix } from '../../data/index.ts'
import type { TreeEnsemble } from '../tree-ensemble.ts'

const counted = new WeakMap<TreeEnsemble, number>()

/** How many columns an ensemble reads: one more than the largest index among its splits. */
export function columnsRead(ensemble: TreeEnsemble): number {
  let columns = counted.get(ensemble)
  if (columns === undefined) {
    columns = 0
    for (let node = 0; node < ensemble.feature.length; node++)
      if (ensemble.feature[node] >= columns) columns = ensemble.feature[node] + 1
    counted.set(ensemble, columns)
  }
  return columns
}

/** @throws RangeError when columns are missing or of another length than the matrix has rows */
export function requireColumns(name: string, ensemble: TreeEnsemble, matrix: Matrix): void {
  const needed = columnsRead(ensemble)
  if (matrix.columns.length < needed)
    throw new RangeError(`${name}: need ${needed} columns, got ${matrix.columns.length}`)
  for (let column = 0; column < needed; column++)
    if (matrix.columns[column].length < matrix.rows)
      throw new RangeError(
        `${name}: need ${matrix.rows} values in column ${column}, got ${matrix.columns[column].length}`,
      )
}
