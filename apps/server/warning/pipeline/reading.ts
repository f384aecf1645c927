/** Rows of a lake's frames as plain values, whatever kind a column has. */
import { columnOf, type Frame, valueAt } from '@pratibimba/numerics/frame'

const DAY_MS = 86_400_000

/** @throws RangeError when there is no such column */
export function textsOf(frame: Frame, name: string): (row: number) => string {
  const column = columnOf(frame, name)
  if (column.kind === 'category') {
    const { dictionary, values } = column
    return (row) => dictionary[values[row]!]!
  }
  return (row) => String(valueAt(column, row))
}

/** NaN where missing. @throws RangeError when there is no such column */
export function numbersOf(frame: Frame, name: string): (row: number) => number {
  const { values, validity } = columnOf(frame, name)
  return (row) => (validity?.[row] === 0 ? Number.NaN : Number(values[row]))
}

/** undefined where missing. */
export function optional(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value
}

/** YYYY-MM-DD of days since 1970-01-01; each is written once. */
export function dayTexts(): (day: number) => string {
  const known = new Map<number, string>()
  return (day) => {
    let text = known.get(day)
    if (text === undefined) {
      text = new Date(day * DAY_MS).toISOString().slice(0, 10)
      known.set(day, text)
    }
    return text
  }
}
