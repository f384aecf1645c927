/** Tables of a PostgreSQL database, loaded by COPY in one transaction. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Column, sliceColumn } from '@pratibimba/numerics/frame'
import { type ColumnSchema, TableError } from '@pratibimba/risk/ports'
import { csvEncoder } from '../csv/csv-encoder.ts'
import { sqlName } from '../duckdb.ts'
import { checkSchema, inSeries } from '../file-sink.ts'
import {
  type DatabaseTarget,
  type DatabaseTargetOptions,
  incomplete,
  tableExists,
} from './database-target.ts'
import { rowSink } from './row-sink.ts'

const SLICE_ROWS = 8192

/** A column with decimals is money and must stay decimal. */
function typeOf({ kind, decimals }: ColumnSchema): string {
  switch (kind) {
    case 'float64':
      return decimals === undefined ? 'double precision' : 'numeric'
    case 'int32':
      return 'integer'
    case 'int64':
      return 'bigint'
    case 'boolean':
    case 'date':
      return kind
    case 'timestamp':
      return 'timestamptz'
    default:
      return 'text'
  }
}

export async function openPostgresTarget(
  url: string,
  { overwrite = false }: DatabaseTargetOptions,
): Promise<DatabaseTarget> {
  const [{ Client }, { from: copyFrom }] = await Promise.all([import('pg'), import('pg-copy-streams')])
  const name = withoutPassword(url)
  const client = new Client({ connectionString: url })
  let lost: Error | undefined
  client.on('error', (error) => {
    lost = error
  })
  try {
    await client.connect()
    await client.query('BEGIN')
  } catch (error) {
    throw new TableError(
      'unwritable',
      `${name} cannot be reached: ${(error as Error).message || (error as NodeJS.ErrnoException).code}.`,
    )
  }
  // One connection carries one COPY at a time; sinks that are open together take turns.
  const serial = inSeries()
  let failed = false
  let unfinished = 0
  let open = true
  const abort = async (): Promise<void> => {
    if (!open) return
    open = false
    // Ending the connection rolls back, also when the connection is already lost.
    await client.end()
  }
  const copy = async (
    table: string,
    schema: readonly ColumnSchema[],
    columns: readonly Column[],
    rows: number,
  ): Promise<void> => {
    const stream = client.query(copyFrom(`COPY ${sqlName(table)} FROM STDIN (FORMAT csv, HEADER true)`))
    await pipeline(Readable.from(csvBlocks(schema, columns, rows)), stream)
  }
  return {
    name,
    abort,
    openSink: (table, schema) =>
      serial(async () => {
        checkSchema(schema)
        const { rows: found } = await client.query('SELECT 1 WHERE to_regclass($1) IS NOT NULL', [
          sqlName(table),
        ])
        if (found.length > 0) {
          if (!overwrite) throw tableExists(table, name)
          await client.query(`DROP TABLE ${sqlName(table)}`)
        }
        await client.query(
          `CREATE TABLE ${sqlName(table)} (${schema.map((column) => `${sqlName(column.name)} ${typeOf(column)}`).join(', ')})`,
        )
        unfinished++
        return rowSink(table, schema, {
          insert: (columns, rows) =>
            serial(() =>
              copy(table, schema, columns, rows).catch((error) => {
                throw problem(error, lost, name)
              }),
            ),
          finish: async () => {
            unfinished--
          },
          fail: async () => {
            failed = true
          },
        })
      }),
    async commit() {
      if (failed || unfinished > 0) {
        await abort()
        throw incomplete()
      }
      await client.query('COMMIT').catch((error) => {
        throw problem(error, lost, name)
      })
      open = false
      await client.end()
    },
  }
}

/** The rows as CSV, a slice of them at a time, so that COPY's pace holds back the encoding. */
async function* csvBlocks(
  schema: readonly ColumnSchema[],
  columns: readonly Column[],
  rows: number,
): AsyncGenerator<Buffer> {
  const encoder = csvEncoder(schema)
  let ready: Buffer[] = []
  const keep = async (bytes: Uint8Array): Promise<void> => {
    ready.push(Buffer.from(bytes))
  }
  for (let from = 0; from < rows; from += SLICE_ROWS) {
    const to = Math.min(rows, from + SLICE_ROWS)
    await encoder.write(
      columns.map((column) => sliceColumn(column, from, to)),
      to - from,
      keep,
    )
    yield* ready
    ready = []
  }
  await encoder.end(keep)
  yield* ready
}

function problem(error: unknown, lost: Error | undefined, name: string): unknown {
  const { code, message } = (lost ?? error) as NodeJS.ErrnoException
  if (error instanceof RangeError) return error
  if (code === '53100')
    return new TableError('disk_full', `The disk of ${name} is full; nothing was written.`)
  return new TableError('unwritable', `${name} did not take the rows: ${message}.`)
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return 'the PostgreSQL database'
  const parsed = new URL(url)
  if (parsed.password !== '') parsed.password = '***'
  parsed.searchParams.delete('password')
  return parsed.toString()
}
