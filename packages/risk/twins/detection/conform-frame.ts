/** Brings a table as it was read into the form that its description speaks of. */
import { type Column, columnNames, type Frame, frameOf } from '@pratibimba/numerics/frame'
import type { ColumnDescription, TableDescription } from '../schema.ts'
import { writtenDates } from './text-type.ts'
import { isMissingMarker, writtenMoment, writtenNumber } from './written-values.ts'

type Texts = Extract<Column, { kind: 'text' | 'category' }>

const DAY_MS = 86_400_000

/**
 * The frame with numbers and dates that were written as text as numbers and dates, and texts that stand for "no value"
 * (`?`, `N/A`) as missing. Everything else is left as it is: codes stay numbers, Y and N stay texts.
 *
 * @returns the frame itself when nothing had to be changed
 * @throws RangeError when a column is not described, or cannot have the type it is given; cells are never quoted
 */
export function conformFrame(frame: Frame, table: TableDescription): Frame {
  const described = new Map(table.columns.map((column) => [column.name, column]))
  const unknown = columnNames(frame).find((name) => !described.has(name))
  if (unknown !== undefined)
    throw new RangeError(`conformFrame: need a description of "${unknown}" in "${table.name}", got none`)
  const columns = [...frame.columns].map(
    ([name, column]) => [name, conform(column, described.get(name)!)] as const,
  )
  return columns.every(([name, column]) => column === frame.columns.get(name)) ? frame : frameOf(columns)
}

function conform(column: Column, description: ColumnDescription): Column {
  const { type } = description
  if (column.kind === 'text' || column.kind === 'category') {
    if (type === 'integer' || type === 'continuous') return toNumbers(column, description)
    if (type === 'date' || type === 'timestamp') return toMoments(column, description)
    return withoutMarkers(column)
  }
  const isMoment = column.kind === 'date' || column.kind === 'timestamp'
  if ((type === 'integer' || type === 'continuous') && (isMoment || column.kind === 'serial'))
    fail(description, 'numbers', `a ${column.kind} column`)
  if ((type === 'date' || type === 'timestamp') && !isMoment)
    fail(description, 'dates', 'a column of numbers')
  if (
    type === 'integer' &&
    column.kind === 'float64' &&
    column.values.some((value) => value % 1 !== 0 && !Number.isNaN(value))
  )
    fail(description, 'whole numbers', 'numbers with fractions')
  return column
}

function toNumbers(column: Texts, description: ColumnDescription): Column {
  const { values, validity } = mapTexts(column, writtenNumber, () =>
    fail(description, 'numbers', 'other texts'),
  )
  const whole = values.every((value, row) => validity?.[row] === 0 || Number.isSafeInteger(value))
  if (description.type === 'integer' && !whole) fail(description, 'whole numbers', 'numbers with fractions')
  const gaps = validity ? { validity } : {}
  if (!whole) return { kind: 'float64', values, ...gaps }
  const filled = values.map((value) => value || 0)
  return filled.every((value) => Math.abs(value) < 2 ** 31)
    ? { kind: 'int32', values: Int32Array.from(filled), ...gaps }
    : { kind: 'int64', values: filled, ...gaps }
}

function toMoments(column: Texts, description: ColumnDescription): Column {
  const texts = column.kind === 'text' ? column.values : column.dictionary
  const dayPlace = writtenDates(texts.filter((text) => !isMissingMarker(text, true)))
  if (dayPlace === undefined) return fail(description, 'dates', 'other texts')
  const { values, validity } = mapTexts(
    column,
    (text) => writtenMoment(text, dayPlace),
    () => fail(description, 'dates', 'other texts'),
  )
  const gaps = validity ? { validity } : {}
  if (description.type === 'timestamp')
    return { kind: 'timestamp', values: values.map((value) => value || 0), ...gaps }
  return {
    kind: 'date',
    values: Int32Array.from(values, (value) => Math.floor((value || 0) / DAY_MS)),
    ...gaps,
  }
}

/** Each text read once by `read`; gaps are NaN. @param refuse called where `read` answers NaN for a text that is no gap */
function mapTexts(
  column: Texts,
  read: (text: string) => number,
  refuse: () => never,
): { values: Float64Array; validity?: Uint8Array } {
  const rows = column.values.length
  const values = new Float64Array(rows)
  const validity = new Uint8Array(rows).fill(1)
  let gaps = 0
  const known = new Map<string, number>()
  for (let row = 0; row < rows; row++) {
    const text = textAt(column, row)
    let value = text === undefined ? Number.NaN : known.get(text)
    if (value === undefined && text !== undefined) {
      value = isMissingMarker(text, true) ? Number.NaN : read(text)
      if (Number.isNaN(value) && !isMissingMarker(text, true)) refuse()
      known.set(text, value)
    }
    values[row] = value!
    if (Number.isNaN(values[row])) {
      validity[row] = 0
      gaps++
    }
  }
  return gaps > 0 ? { values, validity } : { values }
}

function withoutMarkers(column: Texts): Texts {
  const texts = column.kind === 'text' ? column.values : column.dictionary
  if (!texts.some((text) => isMissingMarker(text, false))) return column
  const rows = column.values.length
  const validity = new Uint8Array(rows)
  let found = 0
  for (let row = 0; row < rows; row++) {
    const text = textAt(column, row)
    if (text === undefined) continue
    if (isMissingMarker(text, false)) found++
    else validity[row] = 1
  }
  return found === 0 ? column : { ...column, validity }
}

function textAt(column: Texts, row: number): string | undefined {
  if (column.validity?.[row] === 0) return undefined
  return column.kind === 'text' ? column.values[row] : column.dictionary[column.values[row]]
}

function fail({ name, type }: ColumnDescription, needed: string, got: string): never {
  throw new RangeError(
    `conformFrame: need ${needed} in "${name}" to take it as ${type}, got ${got}; correct its type`,
  )
}
