/** Reads a Parquet file into a frame through DuckDB, from its vectors straight into typed arrays. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { frameOf } from '@pratibimba/numerics/frame'
import { type ReadOptions, type TableContents, TableError } from '@pratibimba/risk/ports'
import { sqlPath, sqlText } from '../duckdb.ts'
import { tooLarge } from '../unpacked-limit.ts'
import { type ColumnReader, numberReader, textReader } from './column-readers.ts'
import { guarded, type SourceColumn, sourceColumns, unguarded } from './source-columns.ts'

/** More distinct values than this are text, as in a CSV. */
const MAX_CATEGORIES = 65_536
/** Most values of one column, what an array of this runtime can hold. */
const MAX_ROWS = 2 ** 32 - 1

/**
 * Kinds come from the file's own types; strings are category where values repeat and text elsewhere, unless the file
 * was written here and says which. A zoned timestamp becomes its instant, a decimal a float64.
 *
 * @throws TableError when the file is damaged, a type is nested, or an integer is beyond 2⁵³
 */
export async function readParquet(
  connection: DuckDBConnection,
  path: string,
  options: ReadOptions = {},
  maxUnpackedBytes = Number.POSITIVE_INFINITY,
): Promise<TableContents> {
  try {
    const source = `read_parquet(${sqlPath(path)}, hive_partitioning = false, union_by_name = false)`
    const rows = await rowCount(connection, source)
    const columns = await sourceColumns(connection, path, source, options)
    await refuseTooLarge(connection, source, columns, rows, maxUnpackedBytes)
    await refuseMisfits(connection, source, columns)
    const read: ColumnReader[] = []
    for (const column of columns) read.push(await columnReader(connection, source, column, rows))
    const result = await connection.stream(`SELECT ${read.map(({ sql }) => sql).join(', ')} FROM ${source}`)
    let at = 0
    for (
      let chunk = await result.fetchChunk();
      chunk !== null && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      for (const [k, reader] of read.entries()) reader.take(chunk.getColumnVector(k), chunk.rowCount, at)
      at += chunk.rowCount
    }
    const frame = frameOf(columns.map(({ name }, k) => [name, read[k].finish()] as const))
    return { frame, rejected: [], rejectedCount: 0 }
  } catch (error) {
    if (error instanceof TableError || !(error instanceof Error) || error instanceof RangeError) throw error
    throw new TableError('unreadable', `The Parquet file cannot be read: ${error.message.split('\n')[0]}`)
  }
}

async function rowCount(connection: DuckDBConnection, source: string): Promise<number> {
  const reader = await connection.runAndReadAll(`SELECT count(*)::DOUBLE FROM ${source}`)
  const rows = Number(reader.value(0, 0))
  if (rows === 0) throw new TableError('header_only', 'The Parquet file has columns but no rows.')
  if (rows > MAX_ROWS)
    throw new TableError(
      'too_large',
      `The Parquet file has ${rows.toLocaleString('en-US')} rows; at most ${MAX_ROWS.toLocaleString('en-US')} are read.`,
    )
  return rows
}

/** Run-length encoding makes a billion rows of a kilobyte, so they are counted before they are unpacked. */
async function refuseTooLarge(
  connection: DuckDBConnection,
  source: string,
  columns: readonly SourceColumn[],
  rows: number,
  maxUnpackedBytes: number,
): Promise<void> {
  if (maxUnpackedBytes === Number.POSITIVE_INFINITY) return
  if (8 * rows * columns.length > maxUnpackedBytes) throw tooLarge('The Parquet file', maxUnpackedBytes)
  const lengths = columns
    .filter(({ type }) => type === 'VARCHAR')
    .map(({ sql }) => `coalesce(sum(strlen(${sql})), 0)`)
  if (lengths.length === 0) return
  const reader = await connection.runAndReadAll(`SELECT (${lengths.join(' + ')})::DOUBLE FROM ${source}`)
  if (Number(reader.value(0, 0)) > maxUnpackedBytes) throw tooLarge('The Parquet file', maxUnpackedBytes)
}

/** SQL for a column's value: strings as VARCHAR, anything else as a DOUBLE that holds it exactly; NULL where it does not fit. */
function valueSql({ sql, kind, type }: SourceColumn): string {
  const number = type === 'BOOLEAN' ? `${sql}::INTEGER::DOUBLE` : `TRY_CAST(${sql} AS DOUBLE)`
  switch (kind) {
    case 'float64':
      return number
    case 'int32':
      return `CASE WHEN ${number} = trunc(${number}) AND ${number} BETWEEN -2147483648 AND 2147483647 THEN ${number} END`
    case 'int64': {
      const exact = INTEGER_TYPES.has(type) ? sql : number
      return `CASE WHEN ${exact} BETWEEN -9007199254740992 AND 9007199254740992 AND ${number} = trunc(${number}) THEN ${number} END`
    }
    case 'boolean':
      return `TRY_CAST(${sql} AS BOOLEAN)::INTEGER::DOUBLE`
    case 'date':
      return `date_diff('day', DATE '1970-01-01', TRY_CAST(${sql} AS DATE))::DOUBLE`
    case 'timestamp': {
      const instant = type === 'TIMESTAMP WITH TIME ZONE' ? sql : `TRY_CAST(${sql} AS TIMESTAMP)`
      return `CASE WHEN abs(epoch_us(${instant})) <= 9007199254740992 THEN epoch_us(${instant})::DOUBLE / 1000 ELSE epoch_ms(${instant})::DOUBLE END`
    }
    default:
      return `${sql}::VARCHAR`
  }
}

const INTEGER_TYPES: ReadonlySet<string> = new Set(['UINTEGER', 'BIGINT', 'UBIGINT', 'HUGEINT', 'UHUGEINT'])

/** Refuses the file when a column holds values that are not of its kind. */
async function refuseMisfits(
  connection: DuckDBConnection,
  source: string,
  columns: readonly SourceColumn[],
): Promise<void> {
  const doubtful = columns.filter(({ certain, kind }) => !certain && kind !== 'text' && kind !== 'category')
  if (doubtful.length === 0) return
  const counts = doubtful.map((column) => `(count(${column.sql}) - count(${valueSql(column)}))::DOUBLE`)
  const [misfits] = (await connection.runAndReadAll(`SELECT ${counts.join(', ')} FROM ${source}`)).getRows()
  for (const [k, { name, kind }] of doubtful.entries())
    if (Number(misfits[k]) > 0)
      throw new TableError(
        'unreadable',
        `Column "${name}" has ${misfits[k]} values that are not of kind ${kind}; read it as text by naming its kind.`,
        { column: name },
      )
}

async function columnReader(
  connection: DuckDBConnection,
  source: string,
  column: SourceColumn,
  rows: number,
): Promise<ColumnReader> {
  if (column.kind !== 'text' && column.kind !== 'category')
    return numberReader(`ifnull(${valueSql(column)}, 'nan'::DOUBLE)`, column.kind, rows)
  if (column.kind === 'category' || column.open) {
    const dictionary = await distinctTexts(connection, source, column, rows)
    if (dictionary !== undefined) {
      const members = dictionary.length === 0 ? "''" : dictionary.map(sqlText).join(', ')
      const code = `enum_code((${valueSql(column)})::ENUM(${members}))::DOUBLE`
      return numberReader(`ifnull(${code}, 'nan'::DOUBLE)`, 'category', rows, dictionary)
    }
  }
  return textReader(guarded(valueSql(column)), column.kind, rows)
}

/** The sorted distinct values of a category; undefined when there are too many, or too many for a category. */
async function distinctTexts(
  connection: DuckDBConnection,
  source: string,
  column: SourceColumn,
  rows: number,
): Promise<string[] | undefined> {
  const value = valueSql(column)
  const reader = await connection.runAndReadAll(
    `SELECT DISTINCT ${guarded(value)} FROM ${source} WHERE ${column.sql} IS NOT NULL LIMIT ${MAX_CATEGORIES + 1}`,
  )
  const texts = reader.getRows().map(([text]) => unguarded(text))
  if (texts.length > MAX_CATEGORIES || texts.some((text) => text.includes('\0'))) return undefined
  if (column.open && texts.length * 2 > rows) return undefined
  if (column.open && texts.length === 0) return undefined
  return texts.sort((a, b) => (a < b ? -1 : 1))
}
