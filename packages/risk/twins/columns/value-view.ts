/** One numeric view of every kind of column: what the learning code reads. */
import type { Column } from '@pratibimba/numerics/frame'

/** Values as doubles: codes of a dictionary for strings, NaN where missing. */
export interface ValueView {
  readonly values: Float64Array
  /** Distinct strings by code; null for numbers. */
  readonly dictionary: readonly string[] | null
  readonly missing: number
}

/** The column as doubles, missing rows as NaN. */
export function viewOf(column: Column): ValueView {
  const rows = column.values.length
  const values = new Float64Array(rows)
  let dictionary: readonly string[] | null = null
  if (column.kind === 'text') {
    const codes = new Map<string, number>()
    for (let i = 0; i < rows; i++) {
      const text = column.values[i]
      let code = codes.get(text)
      if (code === undefined) {
        code = codes.size
        codes.set(text, code)
      }
      values[i] = code
    }
    dictionary = [...codes.keys()]
  } else {
    values.set(column.values)
    if (column.kind === 'category') dictionary = column.dictionary
  }
  const { validity } = column
  let missing = 0
  for (let i = 0; i < rows; i++) {
    if (validity !== undefined && validity[i] === 0) values[i] = Number.NaN
    if (Number.isNaN(values[i])) missing++
  }
  return { values, dictionary, missing }
}
