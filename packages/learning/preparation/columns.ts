/** What every preparation demands of a matrix. */
import type { Matrix } from '../data/index.ts'

/** @throws RangeError when the matrix has another number of columns, or columns of another length than rows */
export function requireColumns(name: string, matrix: Matrix, columns: number): void {
  if (matrix.columns.length !== columns)
    throw new RangeError(`${name}: need ${columns} columns, got ${matrix.columns.length}`)
  for (let c = 0; c < columns; c++)
    if (matrix.columns[c].length !== matrix.rows)
      throw new RangeError(
        `${name}: need ${matrix.rows} rows in column ${c}, got ${matrix.columns[c].length}`,
      )
}
