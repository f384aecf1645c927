/** The cells of chosen columns of a file, batch by batch: memory does not grow with the file. */
import { type RejectedRow, TableError } from '@pratibimba/risk/ports'
import { byteBlocks } from '../../tables/csv/byte-blocks.ts'
import { refuseIfLong, refuseLongCell, unclosedQuote } from '../../tables/csv/cell-refusals.ts'
import { detectDelimiter } from '../../tables/csv/dialect.ts'
import { readHeader } from '../../tables/csv/header.ts'
import { ESCAPED, MALFORMED, NEED_MORE, PLAIN, RowScanner } from '../../tables/csv/row-scanner.ts'
import { TextWindow } from '../../tables/csv/text-window.ts'
import { lazyDuckDb, sqlName, sqlPath } from '../../tables/duckdb.ts'
import { fileKind } from '../../tables/file-kind.ts'

interface CellBatch {
  /** Line of each row in the file; of a Parquet file its row, from 1. */
  readonly lines: readonly number[]
  /** Cells by column as asked for, then by row. */
  readonly cells: readonly (readonly string[])[]
  /** Rows that are not as wide as the header. */
  readonly rejected: readonly RejectedRow[]
}

export interface CellSource {
  readonly columns: readonly string[]
  /** @throws TableError as the reader of tables does */
  batches(columns: readonly string[]): AsyncGenerator<CellBatch>
}

const BATCH_ROWS = 4096
const MAX_CELL = 65_536
const DUCKDB_MEMORY_MB = 512

/** @throws TableError when it is no table */
export async function openCells(
  path: string,
  maxUnpackedBytes = Number.POSITIVE_INFINITY,
): Promise<CellSource> {
  const kind = await fileKind(path)
  return kind === 'parquet' ? parquetCells(path) : csvCells(path, kind === 'csv-gzip', maxUnpackedBytes)
}

async function csvCells(path: string, gzip: boolean, maxUnpackedBytes: number): Promise<CellSource> {
  const open = async (): Promise<{ window: TextWindow; delimiter: number; names: string[] }> => {
    const window = new TextWindow(byteBlocks(path, gzip, maxUnpackedBytes))
    try {
      await window.open()
      const delimiter = detectDelimiter(window.bytes, window.position, window.end, window.final).charCodeAt(0)
      return { window, delimiter, names: await readHeader(window, delimiter, MAX_CELL) }
    } catch (error) {
      await window.close()
      throw error
    }
  }
  const { window, names } = await open()
  await window.close()
  return {
    columns: names,
    async *batches(columns) {
      const { window, delimiter, names } = await open()
      try {
        yield* csvBatches(
          window,
          delimiter,
          names,
          columns.map((column) => names.indexOf(column)),
        )
      } finally {
        await window.close()
      }
    },
  }
}

async function* csvBatches(
  window: TextWindow,
  delimiter: number,
  names: readonly string[],
  places: readonly number[],
): AsyncGenerator<CellBatch> {
  const width = names.length
  const scanner = new RowScanner(delimiter, width)
  let batch = emptyBatch(places.length)
  while (window.position < window.end || !window.final) {
    if (window.position === window.end) {
      await window.more()
      continue
    }
    const { line } = window
    const cells = scanner.scan(window.bytes, window.position, window.end, line, window.final, width)
    if (cells === NEED_MORE) {
      refuseLongCell(window, scanner, names, MAX_CELL, delimiter)
      if (window.final) throw unclosedQuote(scanner.openQuoteLine, names[scanner.openQuoteCell])
      await window.more()
      continue
    }
    if (cells === MALFORMED || (cells !== width && scanner.nextLine > line + 1)) {
      batch.rejected.push({
        line,
        reason: 'Text after a closing quote, or a quote that is not closed in its row.',
      })
      window.skipLine()
      continue
    }
    const isBlank = cells === 1 && scanner.starts[0] === scanner.ends[0] && scanner.styles[0] === PLAIN
    if (cells !== width && !isBlank)
      batch.rejected.push({ line, reason: `${cells} cells where the header has ${width}.` })
    else if (!isBlank || width === 1) {
      batch.lines.push(line)
      for (const [k, place] of places.entries()) {
        if (scanner.ends[place] - scanner.starts[place] > MAX_CELL)
          refuseIfLong(window, scanner, place, names, MAX_CELL)
        const text = window.bytes.toString('utf8', scanner.starts[place], scanner.ends[place])
        batch.cells[k].push(scanner.styles[place] === ESCAPED ? text.replaceAll('""', '"') : text)
      }
    }
    window.advance(scanner.nextPosition, scanner.nextLine)
    if (batch.lines.length + batch.rejected.length < BATCH_ROWS) continue
    yield batch
    batch = emptyBatch(places.length)
  }
  if (batch.lines.length + batch.rejected.length > 0) yield batch
}

interface GrowingBatch {
  readonly lines: number[]
  readonly cells: string[][]
  readonly rejected: RejectedRow[]
}

function emptyBatch(columns: number): GrowingBatch {
  return { lines: [], cells: Array.from({ length: columns }, () => []), rejected: [] }
}

async function parquetCells(path: string): Promise<CellSource> {
  const source = `read_parquet(${sqlPath(path)}, hive_partitioning = false, union_by_name = false)`
  const types = await withDuckDb(async (connection) => {
    const reader = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`)
    return new Map(reader.getRows().map(([name, type]) => [String(name), String(type)]))
  })
  return {
    columns: [...types.keys()],
    async *batches(columns) {
      const duckDb = lazyDuckDb({ threads: 1, memoryLimitMb: DUCKDB_MEMORY_MB })
      try {
        const connection = await duckDb.connection()
        const list = columns.map((name) => textSql(name, types.get(name) ?? ''))
        const result = await connection.stream(
          `SELECT ${list.length === 0 ? '1' : list.join(', ')} FROM ${source}`,
        )
        let line = 0
        for (
          let chunk = await result.fetchChunk();
          chunk !== null && chunk.rowCount > 0;
          chunk = await result.fetchChunk()
        ) {
          const lines = Array.from({ length: chunk.rowCount }, () => ++line)
          const cells = columns.map((_, k) =>
            chunk!.getColumnValues(k).map((value) => (value === null ? '' : String(value))),
          )
          yield { lines, cells, rejected: [] }
        }
      } catch (error) {
        throw parquetFault(error)
      } finally {
        await duckDb.close()
      }
    },
  }
}

/** A column as text; instants in UTC. */
function textSql(name: string, type: string): string {
  const column = sqlName(name)
  if (type === 'TIMESTAMP WITH TIME ZONE') return `(${column} AT TIME ZONE 'UTC')::VARCHAR || 'Z'`
  return `${column}::VARCHAR`
}

async function withDuckDb<Result>(
  work: (connection: Awaited<ReturnType<ReturnType<typeof lazyDuckDb>['connection']>>) => Promise<Result>,
): Promise<Result> {
  const duckDb = lazyDuckDb({ threads: 1, memoryLimitMb: DUCKDB_MEMORY_MB })
  try {
    return await work(await duckDb.connection())
  } catch (error) {
    throw parquetFault(error)
  } finally {
    await duckDb.close()
  }
}

function parquetFault(error: unknown): unknown {
  if (error instanceof TableError || !(error instanceof Error)) return error
  return new TableError('unreadable', `The Parquet file cannot be read: ${error.message.split('\n')[0]}`)
}
