/** What an explainer of trees answers, and what it reads. */
import type { Matrix } from '../../data/index.ts'
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'

export interface Explanation {
  /** What each column adds to each output of the raw score; shape [rows × columns × outputs]. */
  readonly values: Float64Array
  /** What the columns add to; shape [outputs]. */
  readonly expected: Float64Array
}

export interface TreeExplainer {
  /** Raw score before a row is known; shape [outputs]. */
  readonly expected: Float64Array
  /**
   * Explains every row.
   *
   * @param out where the values go, shape [rows × columns × outputs]; a new array when absent
   * @throws RangeError when the matrix lacks a column, or `out` has another shape
   */
  explain(matrix: Matrix, out?: Float64Array): Explanation
  /** Explains rows `from` … `to` − 1 into their places of `out`, which must be zero there. */
  explainRows(matrix: Matrix, from: number, to: number, out: Float64Array): void
}

/** Columns that splits read, ascending, and the place of each of them; −1 for the others. */
export interface UsedColumns {
  readonly columns: Int32Array
  readonly place: Int32Array
}

export function usedColumns(ensemble: TreeEnsemble): UsedColumns {
  const columns = Int32Array.from(new Set(ensemble.feature.filter((column) => column >= 0))).sort()
  const place = new Int32Array(columns.length === 0 ? 0 : columns[columns.length - 1] + 1).fill(-1)
  columns.forEach((column, index) => {
    place[column] = index
  })
  return { columns, place }
}

/** An explainer from what explains some of the rows. */
export function rowsExplainer(
  ensemble: TreeEnsemble,
  expected: Float64Array,
  explainRows: TreeExplainer['explainRows'],
): TreeExplainer {
  const needed = ensemble.feature.reduce((most, column) => Math.max(most, column + 1), 0)
  const checked: TreeExplainer['explainRows'] = (matrix, from, to, out) => {
    const size = matrix.rows * matrix.columns.length * ensemble.outputs
    if (matrix.columns.length < needed)
      throw new RangeError(`treeShap: need at least ${needed} columns, got ${matrix.columns.length}`)
    if (out.length !== size) throw new RangeError(`treeShap: need ${size} values in out, got ${out.length}`)
    explainRows(matrix, from, to, out)
  }
  return {
    expected,
    explainRows: checked,
    explain(matrix, out) {
      const values = out?.fill(0) ?? new Float64Array(matrix.rows * matrix.columns.length * ensemble.outputs)
      checked(matrix, 0, matrix.rows, values)
      return { values, expected: expected.slice() }
    },
  }
}
