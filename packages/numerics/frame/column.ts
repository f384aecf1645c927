/** A column: one typed array of `rows` values, and which of them are present. */

/** One byte per row, 1 = present, 0 = missing; absent when nothing is missing. */
export type Validity = Uint8Array

interface ColumnOf<Kind extends string, Values> {
  readonly kind: Kind
  readonly values: Values
  readonly validity?: Validity
}

/** IEEE doubles. Missing rows hold NaN as well as a validity of 0. */
export type Float64Column = ColumnOf<'float64', Float64Array> & {
  /** Digits after the point that the values were rounded to, as for money. */
  readonly decimals?: number
}
/** 32-bit integers. */
export type Int32Column = ColumnOf<'int32', Int32Array>
/** Integers beyond 32 bits, exact up to 2⁵³; anything larger is refused at the reader. */
export type Int64Column = ColumnOf<'int64', Float64Array>
/** 0 or 1. */
export type BooleanColumn = ColumnOf<'boolean', Uint8Array>
/** Days since 1970-01-01. */
export type DateColumn = ColumnOf<'date', Int32Array>
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type TimestampColumn = ColumnOf<'timestamp', Float64Array>
/** Strings that repeat: `values[i]` indexes `dictionary`. */
export type CategoryColumn = ColumnOf<'category', Int32Array> & { readonly dictionary: readonly string[] }
/** Strings that do not repeat (identifiers, free text). */
export type TextColumn = ColumnOf<'text', readonly string[]>
/** Identifiers made of a number: `prefix` and at least `width` digits of `values[i]`, so that B000001 is 1. */
export type SerialColumn = ColumnOf<'serial', Float64Array> & {
  readonly prefix: string
  readonly width: number
}

export type Column =
  | Float64Column
  | Int32Column
  | Int64Column
  | BooleanColumn
  | DateColumn
  | TimestampColumn
  | CategoryColumn
  | TextColumn
  | SerialColumn

export type ColumnKind = Column['kind']

/** Whether row `row` holds a value. */
export function isPresent(column: Column, row: number): boolean {
  return column.validity === undefined || column.validity[row] === 1
}

/** How many rows of the column are missing. */
export function countMissing(column: Column): number {
  const { validity } = column
  if (validity === undefined) return 0
  let missing = 0
  for (let i = 0; i < validity.length; i++) missing += 1 - validity[i]
  return missing
}

/** The identifier a serial column shows in a row. */
export function serialText(column: SerialColumn, row: number): string {
  return column.prefix + String(column.values[row]).padStart(column.width, '0')
}

/** The row's value as a plain JavaScript value: number, boolean, string, Date, or null where missing. */
export function valueAt(column: Column, row: number): number | boolean | string | Date | null {
  if (!isPresent(column, row)) return null
  switch (column.kind) {
    case 'category':
      return column.dictionary[column.values[row]]
    case 'serial':
      return serialText(column, row)
    case 'boolean':
      return column.values[row] === 1
    case 'date':
      return new Date(column.values[row] * 86_400_000)
    case 'timestamp':
      return new Date(column.values[row])
    default:
      return column.values[row]
  }
}

/** Rows [start, end) of a column; typed arrays are views, not copies. */
export function sliceColumn<C extends Column>(column: C, start: number, end: number): C {
  const values = column.kind === 'text' ? column.values.slice(start, end) : column.values.subarray(start, end)
  const validity = column.validity?.subarray(start, end)
  return { ...column, values, ...(validity ? { validity } : {}) } as C
}
