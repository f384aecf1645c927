/** Columns of events as the buckets read them: nothing missing that must be there, words as codes, whole amounts. */
import { type Column, type ColumnKind, columnOf, type Frame, serialText } from '@pratibimba/numerics/frame'

/**
 * A column without missing values.
 *
 * @throws RangeError naming the first row without one
 */
export function presentColumn<K extends ColumnKind>(
  rows: Frame,
  name: string,
  kind: K,
): Extract<Column, { kind: K }> {
  const column = columnOf(rows, name, kind)
  const missing = (column as Column).validity?.indexOf(0) ?? -1
  if (missing >= 0)
    throw new RangeError(`presentColumn: need ${name} in every row, got none in row ${missing}`)
  return column
}

/** Dictionary codes; a missing word has the code after the last. */
export function codesOf(rows: Frame, name: string): { codes: Int32Array; dictionary: readonly string[] } {
  const { values, validity, dictionary } = columnOf(rows, name, 'category')
  if (validity === undefined) return { codes: values, dictionary }
  return { codes: values.map((code, row) => (validity[row] === 1 ? code : dictionary.length)), dictionary }
}

/** Place of each dictionary word in a vocabulary, then of the missing word; `other` where it is not of it. */
export function placesIn(
  vocabulary: readonly string[],
  dictionary: readonly string[],
  other = -1,
): Int32Array {
  const places = new Int32Array(dictionary.length + 1).fill(other)
  for (const [code, word] of dictionary.entries()) {
    const place = vocabulary.indexOf(word)
    if (place >= 0) places[code] = place
  }
  return places
}

/**
 * Reads ids; undefined where the column is absent.
 *
 * @throws RangeError when it is needed and absent, of another kind, or a row has none
 */
export function textReader(
  rows: Frame,
  name: string,
  needed: boolean,
): ((row: number) => string) | undefined {
  const column = rows.columns.get(name)
  if (column === undefined && !needed) return undefined
  if (column?.kind === 'serial') {
    const serial = presentColumn(rows, name, 'serial')
    return (row) => serialText(serial, row)
  }
  const { values } = presentColumn(rows, name, 'text')
  return (row) => values[row]
}

/**
 * The absolute amount.
 *
 * @throws RangeError when it is no whole number of at most 2⁵³ − 1
 */
export function wholeMinor(amount: number, name: string, row: number): number {
  if (Number.isSafeInteger(amount)) return Math.abs(amount)
  throw new RangeError(`wholeMinor: need ${name} in whole minor units, got ${amount} in row ${row}`)
}
