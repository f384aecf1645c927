/** Columns of doubles in a file, as NumPy's `tofile` and `fromfile` have them. */
import { readFileSync, writeFileSync } from 'node:fs'

export function readDoubles(path: string): Float64Array {
  const bytes = readFileSync(path)
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}

/** @param columns one after the other, as many rows in each */
export function readColumns(path: string, columns: number): Float64Array[] {
  const all = readDoubles(path)
  const rows = all.length / columns
  return Array.from({ length: columns }, (_, i) => all.slice(i * rows, (i + 1) * rows))
}

export function writeColumns(path: string, columns: readonly Float64Array[]): void {
  writeFileSync(
    path,
    Buffer.concat(
      columns.map((column) => new Uint8Array(column.buffer, column.byteOffset, column.byteLength)),
    ),
  )
}

/** The largest difference, over numbers above 1 the largest relative one; infinite where the lengths differ. */
export function worstDifference(got: Float64Array, wanted: Float64Array): number {
  if (got.length !== wanted.length) return Number.POSITIVE_INFINITY
  let worst = 0
  for (let i = 0; i < got.length; i++) {
    const difference = Math.abs(got[i] - wanted[i]) / Math.max(1, Math.abs(wanted[i]))
    if (!(difference <= worst)) worst = difference
  }
  return worst
}
