/** Rows by the month they are of, so that readers of a few months leave the other files alone. */
import { type Column, columnOf, type Frame, frameOf } from '@pratibimba/numerics/frame'

/** Ends of stretches of rows, from and to in turn. */
type Stretches = number[]

/** Frames by month, `2025-01`, rows in their order. */
export function framesByMonth(frame: Frame): Map<string, Frame> {
  const { values } = columnOf(frame, 'timestamp', 'timestamp')
  const stretchesByMonth = new Map<string, Stretches>()
  let stretches: Stretches = []
  let [from, to] = [0, 0]
  for (let row = 0; row < values.length; row++) {
    const at = values[row]
    if (at >= from && at < to) continue
    if (!Number.isFinite(at))
      throw new RangeError(
        `BucketWriter.write: need a timestamp in every row of transactions, got none in row ${row}`,
      )
    const date = new Date(at)
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
    from = Date.UTC(year, month)
    to = Date.UTC(year, month + 1)
    const name = date.toISOString().slice(0, 7)
    if (row > 0) stretches.push(row)
    stretches = stretchesByMonth.get(name) ?? []
    stretchesByMonth.set(name, stretches)
    stretches.push(row)
  }
  if (values.length > 0) stretches.push(values.length)
  if (stretchesByMonth.size === 1) return new Map([...stretchesByMonth.keys()].map((name) => [name, frame]))
  return new Map([...stretchesByMonth].map(([name, of]) => [name, taken(frame, of)]))
}

function taken(frame: Frame, stretches: Stretches): Frame {
  let rows = 0
  for (let k = 0; k < stretches.length; k += 2) rows += stretches[k + 1] - stretches[k]
  const takenValues = <A extends Float64Array | Int32Array | Uint8Array>(values: A): A => {
    const out = new (values.constructor as new (length: number) => A)(rows)
    let at = 0
    for (let k = 0; k < stretches.length; k += 2) {
      out.set(values.subarray(stretches[k], stretches[k + 1]), at)
      at += stretches[k + 1] - stretches[k]
    }
    return out
  }
  const takenColumn = (column: Column): Column => {
    const kept = column.validity && { validity: takenValues(column.validity) }
    if (column.kind !== 'text') return { ...column, values: takenValues(column.values), ...kept } as Column
    const values: string[] = []
    for (let k = 0; k < stretches.length; k += 2)
      for (let row = stretches[k]; row < stretches[k + 1]; row++) values.push(column.values[row])
    return { ...column, values, ...kept }
  }
  return frameOf([...frame.columns].map(([name, column]) => [name, takenColumn(column)] as const))
}
