/** Rows by the month they are of, so that readers of a few months leave the other files alone. */
import { type Column, columnOf, type Frame, frameOf } from '@pratibimba/numerics/frame'

/** Frames by month, `2025-01`, rows in their order. */
export function framesByMonth(frame: Frame): Map<string, Frame> {
  const { values } = columnOf(frame, 'timestamp', 'timestamp')
  const rowsByMonth = new Map<string, number[]>()
  let rows: number[] = []
  let [from, to] = [0, 0]
  for (let row = 0; row < values.length; row++) {
    const at = values[row]
    if (!(at >= from && at < to)) {
      if (!Number.isFinite(at))
        throw new RangeError(
          `BucketWriter.write: need a timestamp in every row of transactions, got none in row ${row}`,
        )
      const date = new Date(at)
      const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
      from = Date.UTC(year, month)
      to = Date.UTC(year, month + 1)
      const name = date.toISOString().slice(0, 7)
      rows = rowsByMonth.get(name) ?? []
      rowsByMonth.set(name, rows)
    }
    rows.push(row)
  }
  return new Map(
    [...rowsByMonth].map(([month, of]) => [month, of.length === frame.rows ? frame : taken(frame, of)]),
  )
}

function taken(frame: Frame, rows: readonly number[]): Frame {
  return frameOf([...frame.columns].map(([name, column]) => [name, takenColumn(column, rows)] as const))
}

function takenColumn(column: Column, rows: readonly number[]): Column {
  const { validity } = column
  const kept = validity && { validity: Uint8Array.from(rows, (row) => validity[row]) }
  if (column.kind === 'text') return { ...column, values: rows.map((row) => column.values[row]), ...kept }
  const { values } = column
  const out = new (values.constructor as Float64ArrayConstructor)(rows.length)
  for (let i = 0; i < out.length; i++) out[i] = values[rows[i]]
  return { ...column, values: out, ...kept } as Column
}
