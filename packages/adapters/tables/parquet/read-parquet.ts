/** Reads a Parquet file into a frame through DuckDB, from its vectors straight into typed arrays. */
import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import { type Column, frameOf } from '@pratibimba/numerics/frame'
import { type ReadableKind, type ReadOptions, type TableContents, TableError } from '@pratibimba/risk/ports'
import { sqlName, sqlPath, sqlText } from '../duckdb.ts'
import { COLUMNS_KEY } from './parquet-encoder.ts'

/** More distinct values than this are text, as in a CSV. */
const MAX_CATEGORIES = 65_536

interface SourceColumn {
  readonly name: string
  /** DuckDB's name for it as SQL: another one where two differ only in case. */
  readonly sql: string
  readonly type: string
  readonly kind: ReadableKind
  /** Whether the kind follows from the type alone, so that every value fits. */
  readonly certain: boolean
  /** Whether category or text is still to be found. */
  readonly open: boolean
}

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
): Promise<TableContents> {
  try {
    const source = `read_parquet(${sqlPath(path)}, hive_partitioning = false, union_by_name = false)`
    const rows = await rowCount(connection, source)
    const columns = await sourceColumns(connection, path, source, options)
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
  const reader = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM ${source}`)
  const rows = Number(reader.value(0, 0))
  if (rows === 0) throw new TableError('header_only', 'The Parquet file has columns but no rows.')
  return rows
}

async function sourceColumns(
  connection: DuckDBConnection,
  path: string,
  source: string,
  options: ReadOptions,
): Promise<SourceColumn[]> {
  const names = (
    await connection.runAndReadAll(
      `SELECT name FROM parquet_schema(${sqlPath(path)}) WHERE coalesce(num_children, 0) = 0`,
    )
  )
    .getRows()
    .map(([name]) => String(name))
  const described = (await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`)).getRows()
  const own = await ownKinds(connection, path)
  const seen = new Set<string>()
  const columns = described.map(([duckName, type], index): SourceColumn => {
    const nested = /^(STRUCT|MAP|UNION|VARIANT)|\]$/.test(String(type))
    const name = names.length === described.length ? names[index] : String(duckName)
    if (nested || KIND_OF_TYPE[baseType(String(type))] === undefined)
      throw new TableError(
        'unreadable',
        `Column "${name}" has the type ${type}, which is not a plain value.`,
        {
          column: name,
        },
      )
    if (name === '')
      throw new TableError('empty_column_name', `Column ${index + 1} has no name; give it one.`)
    if (seen.has(name))
      throw new TableError('duplicate_column', `Two columns are named "${name}"; rename one.`, {
        column: name,
      })
    seen.add(name)
    const natural = KIND_OF_TYPE[baseType(String(type))]!
    const kinds = options.kinds ?? {}
    const settled = Object.hasOwn(kinds, name) ? kinds[name] : own.get(name)
    return {
      name,
      sql: sqlName(String(duckName)),
      type: String(type),
      kind: settled ?? natural,
      certain: natural !== 'int64' && (settled ?? natural) === natural,
      open: natural === 'text' && settled === undefined,
    }
  })
  for (const name of Object.keys(options.kinds ?? {}))
    if (!seen.has(name))
      throw new TableError(
        'column_missing',
        `There is no column "${name}"; the file has ${[...seen].join(', ')}.`,
        {
          column: name,
        },
      )
  return columns
}

function baseType(type: string): string {
  return type.startsWith('DECIMAL') ? 'DECIMAL' : type.startsWith('ENUM') ? 'ENUM' : type
}

/** A Map's look-up would do; a null prototype keeps a type from being found on Object. */
const KIND_OF_TYPE: Readonly<Record<string, ReadableKind | undefined>> = Object.assign(Object.create(null), {
  BOOLEAN: 'boolean',
  TINYINT: 'int32',
  SMALLINT: 'int32',
  INTEGER: 'int32',
  UTINYINT: 'int32',
  USMALLINT: 'int32',
  UINTEGER: 'int64',
  BIGINT: 'int64',
  UBIGINT: 'int64',
  HUGEINT: 'int64',
  FLOAT: 'float64',
  DOUBLE: 'float64',
  DECIMAL: 'float64',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
  TIMESTAMP_S: 'timestamp',
  TIMESTAMP_MS: 'timestamp',
  TIMESTAMP_NS: 'timestamp',
  'TIMESTAMP WITH TIME ZONE': 'timestamp',
  VARCHAR: 'text',
  ENUM: 'text',
  UUID: 'text',
  TIME: 'text',
})

/** The kinds a file written here carries. */
async function ownKinds(connection: DuckDBConnection, path: string): Promise<Map<string, ReadableKind>> {
  const reader = await connection.runAndReadAll(
    `SELECT decode(value) FROM parquet_kv_metadata(${sqlPath(path)}) WHERE decode(key) = ${sqlText(COLUMNS_KEY)}`,
  )
  if (reader.currentRowCount !== 1) return new Map()
  const columns = JSON.parse(String(reader.value(0, 0))) as { name: string; kind: ReadableKind }[]
  return new Map(columns.map(({ name, kind }) => [name, kind]))
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

interface ColumnReader {
  readonly sql: string
  take(vector: Vector, count: number, at: number): void
  finish(): Column
}

type Vector = ReturnType<DuckDBDataChunk['getColumnVector']>

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
  return textReader(valueSql(column), column.kind, rows)
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
    `SELECT DISTINCT ${value} FROM ${source} WHERE ${column.sql} IS NOT NULL LIMIT ${MAX_CATEGORIES + 1}`,
  )
  const texts = reader.getRows().map(([text]) => String(text))
  if (texts.length > MAX_CATEGORIES || texts.some((text) => text.includes('\0'))) return undefined
  if (column.open && texts.length * 2 > rows) return undefined
  if (column.open && texts.length === 0) return undefined
  return texts.sort((a, b) => (a < b ? -1 : 1))
}

/** Reads doubles, NaN where missing, into the kind's array. */
function numberReader(
  sql: string,
  kind: Exclude<ReadableKind, 'text'>,
  rows: number,
  dictionary: readonly string[] = [],
): ColumnReader {
  const values = arrayOf(kind, rows)
  const absent = kind === 'float64' ? Number.NaN : 0
  let validity: Uint8Array | undefined
  return {
    sql,
    take(vector, count, at) {
      for (let i = 0; i < count; i++) {
        const value = vector.getItem(i) as number
        if (Number.isNaN(value)) {
          validity ??= new Uint8Array(rows).fill(1)
          validity[at + i] = 0
          values[at + i] = absent
        } else values[at + i] = value
      }
    },
    finish: () =>
      ({
        kind,
        values,
        ...(kind === 'category' ? { dictionary } : {}),
        ...(validity === undefined ? {} : { validity }),
      }) as Column,
  }
}

function arrayOf(kind: Exclude<ReadableKind, 'text'>, rows: number): Float64Array | Int32Array | Uint8Array {
  if (kind === 'boolean') return new Uint8Array(rows)
  return kind === 'int32' || kind === 'date' || kind === 'category'
    ? new Int32Array(rows)
    : new Float64Array(rows)
}

function textReader(sql: string, kind: 'text' | 'category', rows: number): ColumnReader {
  const texts = new Array<string>(rows).fill('')
  let validity: Uint8Array | undefined
  return {
    sql,
    take(vector, count, at) {
      for (let i = 0; i < count; i++) {
        const text = vector.getItem(i) as string | null
        if (text === null) {
          validity ??= new Uint8Array(rows).fill(1)
          validity[at + i] = 0
        } else texts[at + i] = text
      }
    },
    finish: () => {
      const shared = validity === undefined ? {} : { validity }
      if (kind === 'text') return { kind, values: texts, ...shared }
      const present = texts.filter((_, row) => validity?.[row] !== 0)
      const dictionary = [...new Set(present)].sort((a, b) => (a < b ? -1 : 1))
      const codes = new Map(dictionary.map((text, code) => [text, code]))
      return { kind, values: Int32Array.from(texts, (text) => codes.get(text) ?? 0), dictionary, ...shared }
    },
  }
}
