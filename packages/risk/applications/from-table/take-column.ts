/** Some rows of a column. */
import type { Column } from '@pratibimba/numerics/frame'

/** The rows of the given numbers, in their order; copies. */
export function takeColumn(column: Column, rows: Int32Array): Column {
  const { validity } = column
  const taken = validity === undefined ? {} : { validity: Uint8Array.from(rows, (row) => validity[row]) }
  if (column.kind === 'text')
    return { ...column, values: Array.from(rows, (row) => column.values[row]), ...taken }
  const values = column.values.slice(0, rows.length)
  for (let k = 0; k < rows.length; k++) values[k] = column.values[rows[k]]
  return { ...column, values, ...taken } as Column
}
