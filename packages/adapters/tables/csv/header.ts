/** The header line of a CSV. */
import { TableError } from '@pratibimba/risk/ports'
import { unclosedQuote } from './cell-refusals.ts'
import { ESCAPED, MALFORMED, NEED_MORE, PLAIN, RowScanner } from './row-scanner.ts'
import type { TextWindow } from './text-window.ts'

const MAX_COLUMNS = 16_384

/**
 * Reads the first line that is not blank and moves the window behind it.
 *
 * @returns distinct, non-empty names
 * @throws TableError `file_empty`, `empty_column_name`, `duplicate_column`, `cell_too_long`, `unclosed_quote` or `unreadable`
 */
export async function readHeader(window: TextWindow, delimiter: number, maxCell: number): Promise<string[]> {
  const scanner = new RowScanner(delimiter, MAX_COLUMNS)
  for (;;) {
    const cells = scanner.scan(
      window.bytes,
      window.position,
      window.end,
      window.line,
      window.final,
      MAX_COLUMNS,
    )
    if (cells === NEED_MORE) {
      if (window.final) throw unclosedQuote(scanner.openQuoteLine, undefined)
      await window.more()
      continue
    }
    if (cells === MALFORMED)
      throw new TableError('unreadable', `Line ${window.line}, the header, has text after a closing quote.`, {
        line: window.line,
      })
    if (cells > MAX_COLUMNS)
      throw new TableError(
        'unreadable',
        `The header has ${cells} columns; at most ${MAX_COLUMNS} are read.`,
        {
          line: window.line,
        },
      )
    const blank = cells === 1 && scanner.starts[0] === scanner.ends[0] && scanner.styles[0] === PLAIN
    if (!blank) {
      const names = headerNames(window, scanner, cells, maxCell)
      window.advance(scanner.nextPosition, scanner.nextLine)
      return names
    }
    if (window.final && scanner.nextPosition >= window.end)
      throw new TableError('file_empty', 'The file is empty; it needs a header line and rows.')
    window.advance(scanner.nextPosition, scanner.nextLine)
  }
}

function headerNames(window: TextWindow, scanner: RowScanner, cells: number, maxCell: number): string[] {
  const line = window.line
  const names: string[] = []
  const seen = new Map<string, number>()
  for (let k = 0; k < cells; k++) {
    const text = window.bytes.toString('utf8', scanner.starts[k], scanner.ends[k])
    const name =
      scanner.styles[k] === PLAIN
        ? text.replaceAll(/^[ \t]+|[ \t]+$/g, '')
        : scanner.styles[k] === ESCAPED
          ? text.replaceAll('""', '"')
          : text
    if (name === '')
      throw new TableError('empty_column_name', `Column ${k + 1} of the header has no name; give it one.`, {
        line,
      })
    if (name.length > maxCell)
      throw new TableError(
        'cell_too_long',
        `The name of column ${k + 1} is longer than ${maxCell} characters.`,
        {
          line,
        },
      )
    const earlier = seen.get(name)
    if (earlier !== undefined)
      throw new TableError(
        'duplicate_column',
        `Columns ${earlier + 1} and ${k + 1} are both named "${name}"; rename one.`,
        { line, column: name },
      )
    seen.set(name, k)
    names.push(name)
  }
  return names
}
