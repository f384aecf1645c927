/** Frames out of plain values, in the kinds a reader of files would give them. */
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'

export type Cell = number | string | null

export function cellFrame(columns: Readonly<Record<string, readonly Cell[]>>): Frame {
  return frameOf(Object.entries(columns).map(([name, cells]) => [name, cellColumn(cells)] as const))
}

/** Numbers become int32, int64 or float64, ISO days dates, other texts a dictionary where they repeat. */
export function cellColumn(cells: readonly Cell[]): Column {
  const present = cells.filter((cell) => cell !== null)
  const gaps =
    present.length < cells.length
      ? { validity: Uint8Array.from(cells, (cell) => (cell === null ? 0 : 1)) }
      : {}
  if (present.every((cell) => typeof cell === 'number')) {
    const numbers = cells.map((cell) => (cell === null ? Number.NaN : Number(cell)))
    if (present.every((cell) => Number.isInteger(cell))) {
      const narrow = present.every((cell) => Math.abs(Number(cell)) < 2 ** 31)
      return narrow
        ? { kind: 'int32', values: Int32Array.from(numbers, (value) => value || 0), ...gaps }
        : { kind: 'int64', values: Float64Array.from(numbers, (value) => value || 0), ...gaps }
    }
    return { kind: 'float64', values: Float64Array.from(numbers), ...gaps }
  }
  const texts = cells.map((cell) => String(cell ?? ''))
  if (present.every((cell) => /^\d{4}-\d\d-\d\d$/.test(String(cell))))
    return {
      kind: 'date',
      values: Int32Array.from(texts, (text) => Date.parse(text) / 86_400_000 || 0),
      ...gaps,
    }
  const dictionary = [...new Set(texts)]
  if (dictionary.length > texts.length / 2) return { kind: 'text', values: texts, ...gaps }
  const codes = new Map(dictionary.map((text, code) => [text, code]))
  return { kind: 'category', values: Int32Array.from(texts, (text) => codes.get(text)!), dictionary, ...gaps }
}

/** `rows` values made by index. */
export function fill<T>(rows: number, value: (row: number) => T): T[] {
  return Array.from({ length: rows }, (_, row) => value(row))
}
