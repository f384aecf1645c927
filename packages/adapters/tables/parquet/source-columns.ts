/** The columns of a Parquet file and the kinds they will have. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { type ReadableKind, type ReadOptions, TableError } from '@pratibimba/risk/ports'
import { sqlName, sqlPath, sqlText } from '../duckdb.ts'
import { COLUMNS_KEY } from './parquet-encoder.ts'

export interface SourceColumn {
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
 * @param source the file as a table of SQL
 * @throws TableError for a nested type, a name that is empty or there twice, or a column asked for and absent
 */
export async function sourceColumns(
  connection: DuckDBConnection,
  path: string,
  source: string,
  options: ReadOptions,
): Promise<SourceColumn[]> {
  const names = (
    await connection.runAndReadAll(
      `SELECT ${guarded('name')} FROM parquet_schema(${sqlPath(path)}) WHERE coalesce(num_children, 0) = 0`,
    )
  )
    .getRows()
    .map(([name]) => unguarded(name))
  const described = (
    await connection.runAndReadAll(
      `SELECT ${guarded('column_name')}, column_type FROM (DESCRIBE SELECT * FROM ${source})`,
    )
  ).getRows()
  const own = await ownKinds(connection, path)
  const seen = new Set<string>()
  const columns = described.map(([duckName, type], index): SourceColumn => {
    const nested = /^(STRUCT|MAP|UNION|VARIANT)|\]$/.test(String(type))
    const name = names.length === described.length ? names[index] : unguarded(duckName)
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
      sql: sqlName(unguarded(duckName)),
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

/** The text behind a full stop: the binding decodes strings with a decoder that drops a leading byte order mark. */
export function guarded(sql: string): string {
  return `'.' || (${sql})`
}

export function unguarded(text: unknown): string {
  return String(text).slice(1)
}
