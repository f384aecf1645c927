/** Why a file is refused for one of its cells: too long, or a quote that is never closed. */
import { TableError } from '@pratibimba/risk/ports'
import { ESCAPED, type RowScanner } from './row-scanner.ts'
import type { TextWindow } from './text-window.ts'

/** A row still incomplete may hold a cell that is too long already. */
export function refuseLongCell(
  window: TextWindow,
  scanner: RowScanner,
  names: readonly string[],
  maxCell: number,
  delimiter: number,
): void {
  // Four bytes a character at most; a quoted cell may double every one.
  const limit = maxCell * 8
  if (window.end - window.position <= limit) return
  if (scanner.openQuoteLine > 0) {
    const open = window.bytes.subarray(0, window.end).lastIndexOf(34)
    if (window.end - Math.max(open, window.position) <= limit) return
    const column = names[scanner.openQuoteCell]
    const text = window.bytes.subarray(window.position, window.end)
    if (text.includes(10)) throw unclosedQuote(scanner.openQuoteLine, column)
    throw cellTooLong(scanner.openQuoteLine, column, maxCell)
  }
  const last = window.bytes.subarray(0, window.end).lastIndexOf(delimiter)
  if (window.end - Math.max(last, window.position) <= limit) return
  let cell = 0
  for (let i = window.position; i < window.end; i++) if (window.bytes[i] === delimiter) cell++
  throw cellTooLong(window.line, names[cell], maxCell)
}

export function refuseIfLong(
  window: TextWindow,
  scanner: RowScanner,
  cell: number,
  names: readonly string[],
  maxCell: number,
): void {
  const text = window.bytes.toString('utf8', scanner.starts[cell], scanner.ends[cell])
  const { length } = scanner.styles[cell] === ESCAPED ? text.replaceAll('""', '"') : text
  if (length <= maxCell) return
  throw cellTooLong(window.line, names[cell], maxCell)
}

function cellTooLong(line: number, column: string | undefined, maxCell: number): TableError {
  return new TableError(
    'cell_too_long',
    `Line ${line}${column === undefined ? '' : `, column "${column}"`}, holds a cell of more than ${maxCell} characters.`,
    { line, column },
  )
}

export function unclosedQuote(line: number, column: string | undefined): TableError {
  return new TableError(
    'unclosed_quote',
    `The quote opened in line ${line}${column === undefined ? '' : `, column "${column}"`}, is never closed.`,
    { line, column },
  )
}
