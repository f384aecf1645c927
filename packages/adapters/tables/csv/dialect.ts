/** Which character separates the cells of a CSV, judged by its first rows. */
import { RowScanner } from './row-scanner.ts'

export type Delimiter = ',' | ';' | '\t' | '|'

const CANDIDATES: readonly Delimiter[] = [',', ';', '\t', '|']
const ROWS_JUDGED = 20

/**
 * The delimiter of the file that begins with these bytes.
 *
 * A candidate that cuts the first rows all into the same number (≥ 2) of cells wins; among several the one with most
 * cells, then the comma. If none is so regular, the one most frequent in the header; a header without any is one column.
 *
 * @param bytes the file's beginning; bytes[end] must be writable
 */
export function detectDelimiter(bytes: Uint8Array, start: number, end: number, final: boolean): Delimiter {
  let best: Delimiter = ','
  let bestScore = 0
  for (const candidate of CANDIDATES) {
    const score = regularity(bytes, start, end, final, candidate)
    if (score > bestScore) {
      best = candidate
      bestScore = score
    }
  }
  return best
}

/** 0 when the header has one cell; its cells; plus a large bonus when all judged rows have as many. */
function regularity(
  bytes: Uint8Array,
  start: number,
  end: number,
  final: boolean,
  delimiter: Delimiter,
): number {
  const scanner = new RowScanner(delimiter.charCodeAt(0), 1)
  let position = start
  let headerCells = 0
  let regular = true
  for (let row = 0; row < ROWS_JUDGED && position < end; ) {
    const cells = scanner.scan(bytes, position, end, 1, final, 1)
    if (cells < 0) break
    const blank = cells === 1 && scanner.starts[0] === scanner.ends[0]
    position = scanner.nextPosition
    if (blank) continue
    if (row === 0) headerCells = cells
    else if (cells !== headerCells) regular = false
    row++
  }
  return headerCells < 2 ? 0 : headerCells + (regular ? 1e9 : 0)
}
