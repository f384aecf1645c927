/** Reads a CSV into a frame in one pass over its bytes, and says of every row it could not take why. */
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { type ReadOptions, type RejectedRow, type TableContents, TableError } from '@pratibimba/risk/ports'
import { byteBlocks } from './byte-blocks.ts'
import { refuseIfLong, refuseLongCell, unclosedQuote } from './cell-refusals.ts'
import { ColumnBuilder, type Wanted } from './column-builder.ts'
import { detectDelimiter } from './dialect.ts'
import { readHeader } from './header.ts'
import { MALFORMED, NEED_MORE, PLAIN, RowScanner } from './row-scanner.ts'
import { TextWindow } from './text-window.ts'

const DEFAULT_MAX_REJECTED_SHARE = 0.01
const DEFAULT_MAX_LISTED = 100
const DEFAULT_MAX_CELL_CHARACTERS = 65_536
/** Rows after which a wrongly guessed column makes the pass start over; later ones are fetched in a second pass. */
const EARLY_ROWS = 4096

interface Pass {
  readonly names: readonly string[]
  readonly builders: readonly (ColumnBuilder | undefined)[]
  readonly rows: number
  readonly rejected: readonly RejectedRow[]
  readonly rejectedCount: number
}

/**
 * Reads the file at `path`.
 *
 * Kinds: the narrowest that fits of boolean (true/false), int32, int64 (≤ 2⁵³), float64, date and timestamp (ISO 8601);
 * else category where values repeat, else text. A plus sign or a leading zero makes a number text, so that account
 * numbers keep their digits. An empty cell is missing; `""` is the empty string in text. NA, NaN, null, N/A and None
 * are missing in columns that are not text. Blank lines are passed over, except in a table of one column.
 *
 * @throws TableError of the closed list, naming line and column
 */
export async function readCsv(
  path: string,
  gzip: boolean,
  options: ReadOptions = {},
  maxUnpackedBytes = Number.POSITIVE_INFINITY,
): Promise<TableContents> {
  const blocks = (): AsyncGenerator<Buffer> => byteBlocks(path, gzip, maxUnpackedBytes)
  let strings: ReadonlySet<number> = new Set()
  let pass = await readPass(blocks(), options, strings, undefined)
  strings = brokenColumns(pass)
  if (strings.size > 0 && pass.rows <= EARLY_ROWS) {
    pass = await readPass(blocks(), options, strings, undefined)
    strings = brokenColumns(pass)
  }
  refuseTooManyRejected(pass, options)
  const columns: (Column | undefined)[] = pass.builders.map((builder) =>
    builder === undefined || builder.broken ? undefined : builder.finish(pass.rows),
  )
  if (strings.size > 0) {
    const again = await readPass(blocks(), options, strings, strings)
    if (again.rows !== pass.rows)
      throw new TableError('unreadable', 'The file changed while it was being read.')
    for (const index of strings) columns[index] = again.builders[index]?.finish(pass.rows)
  }
  return {
    frame: frameOf(pass.names.map((name, index) => [name, columns[index]!] as const)) as Frame,
    rejected: pass.rejected,
    rejectedCount: pass.rejectedCount,
  }
}

function brokenColumns(pass: Pass): Set<number> {
  const broken = new Set<number>()
  pass.builders.forEach((builder, index) => {
    if (builder?.broken) broken.add(index)
  })
  return broken
}

/**
 * One pass over the file.
 *
 * @param strings columns known to be strings
 * @param only when given, the only columns to build besides those that can reject a row
 */
async function readPass(
  blocks: AsyncGenerator<Buffer>,
  options: ReadOptions,
  strings: ReadonlySet<number>,
  only: ReadonlySet<number> | undefined,
): Promise<Pass> {
  const window = new TextWindow(blocks)
  try {
    await window.open()
    const delimiter =
      options.delimiter ?? detectDelimiter(window.bytes, window.position, window.end, window.final)
    const maxCell = options.maxCellCharacters ?? DEFAULT_MAX_CELL_CHARACTERS
    const names = await readHeader(window, delimiter.charCodeAt(0), maxCell)
    const kinds = options.kinds ?? {}
    for (const name of Object.keys(kinds))
      if (!names.includes(name))
        throw new TableError(
          'column_missing',
          `There is no column "${name}"; the file has ${names.join(', ')}.`,
          {
            column: name,
          },
        )
    const wanted = names.map(
      (name, index): Wanted =>
        Object.hasOwn(kinds, name) ? kinds[name] : strings.has(index) ? 'string' : 'infer',
    )
    const builders = wanted.map((kind, index) => {
      const builder = new ColumnBuilder(kind)
      return only === undefined || only.has(index) || builder.fixed ? builder : undefined
    })
    const body = await readBody(window, delimiter.charCodeAt(0), names, builders, options, strings.size === 0)
    return { names, builders, ...body }
  } finally {
    await window.close()
  }
}

async function readBody(
  window: TextWindow,
  delimiter: number,
  names: readonly string[],
  builders: readonly (ColumnBuilder | undefined)[],
  options: ReadOptions,
  mayStartOver: boolean,
): Promise<Omit<Pass, 'names' | 'builders'>> {
  const width = names.length
  const maxCell = options.maxCellCharacters ?? DEFAULT_MAX_CELL_CHARACTERS
  const maxListed = options.maxRejectedListed ?? DEFAULT_MAX_LISTED
  const scanner = new RowScanner(delimiter, width)
  // Columns that can reject the row come first, so that a rejected row leaves no trace in what the others infer.
  const order = [...builders.keys()]
    .filter((index) => builders[index] !== undefined)
    .sort((a, b) => Number(builders[b]!.fixed) - Number(builders[a]!.fixed) || a - b)
  const rejected: RejectedRow[] = []
  let rejectedCount = 0
  let rows = 0
  const reject = (line: number, reason: string, column?: string): void => {
    rejectedCount++
    if (rejected.length < maxListed)
      rejected.push({ line, reason, ...(column === undefined ? {} : { column }) })
  }
  while (window.position < window.end || !window.final) {
    if (window.position === window.end) {
      await window.more()
      continue
    }
    const { line } = window
    const cells = scanner.scan(window.bytes, window.position, window.end, line, window.final, width)
    if (cells === NEED_MORE) {
      refuseLongCell(window, scanner, names, maxCell, delimiter)
      if (window.final) throw unclosedQuote(scanner.openQuoteLine, names[scanner.openQuoteCell])
      await window.more()
      continue
    }
    const ragged = cells !== width
    if (cells === MALFORMED || (ragged && scanner.nextLine > line + 1)) {
      // A stray quote swallowed the following lines: give up this line only and go on with the next.
      reject(line, cells === MALFORMED ? 'text after a closing quote' : raggedReason(cells, width))
      window.skipLine()
      continue
    }
    const blank = cells === 1 && scanner.starts[0] === scanner.ends[0] && scanner.styles[0] === PLAIN
    const unterminated = window.final && scanner.nextPosition === window.end && scanner.nextLine === line
    if (ragged && !blank) {
      if (unterminated && cells < width)
        throw new TableError(
          'file_truncated',
          `The file ends in line ${line} after ${cells} of ${width} columns; it seems to be cut off.`,
          { line },
        )
      reject(line, raggedReason(cells, width))
    } else if (!blank || width === 1) {
      let wrong = -1
      let reason: string | undefined
      for (let k = 0; k < width; k++)
        if (scanner.ends[k] - scanner.starts[k] > maxCell) refuseIfLong(window, scanner, k, names, maxCell)
      for (const k of order) {
        reason = builders[k]!.put(rows, window.bytes, scanner.starts[k], scanner.ends[k], scanner.styles[k])
        if (reason !== undefined) {
          wrong = k
          break
        }
      }
      if (reason === undefined) rows++
      else reject(line, reason, names[wrong])
    }
    window.advance(scanner.nextPosition, scanner.nextLine)
    if (mayStartOver && rows === EARLY_ROWS && builders.some((builder) => builder?.broken)) break
  }
  if (rows + rejectedCount === 0)
    throw new TableError('header_only', 'The file has a header but no rows.', { line: window.line })
  return { rows, rejected, rejectedCount }
}

function raggedReason(cells: number, width: number): string {
  return cells > width
    ? `more than the ${width} cells of the header`
    : `${cells} cells where the header has ${width}`
}

function refuseTooManyRejected(pass: Pass, options: ReadOptions): void {
  const share = options.maxRejectedShare ?? DEFAULT_MAX_REJECTED_SHARE
  const total = pass.rows + pass.rejectedCount
  if (pass.rejectedCount <= share * total && pass.rows > 0) return
  const first = pass.rejected[0]
  const example =
    first === undefined
      ? ''
      : ` First: line ${first.line}${first.column === undefined ? '' : `, column "${first.column}"`}: ${first.reason}.`
  throw new TableError(
    'too_many_rejected',
    `${pass.rejectedCount} of ${total} rows cannot be read; at most ${share * 100}% may be.${example}`,
    { line: first?.line, column: first?.column },
  )
}
