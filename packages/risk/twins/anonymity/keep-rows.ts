/** A table without some of its rows. */
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'

/** The rows listed, in the order listed. */
export function keepRows(frame: Frame, rows: Int32Array): Frame {
  return frameOf([...frame.columns].map(([name, column]) => [name, keepValues(column, rows)] as const))
}

function keepValues(column: Column, rows: Int32Array): Column {
  const values =
    column.kind === 'text' ? Array.from(rows, (row) => column.values[row]) : pick(column.values, rows)
  const validity = column.validity ? { validity: pick(column.validity, rows) } : {}
  return { ...column, values, ...validity } as Column
}

function pick<T extends Float64Array | Int32Array | Uint8Array>(values: T, rows: Int32Array): T {
  const picked = new (values.constructor as new (length: number) => T)(rows.length)
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]]
  return picked
}
