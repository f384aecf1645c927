/** The connection to PostgreSQL, embedded or external: one dialect, one schema. */
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { migrate } from './migrate.ts'
import { quietPool } from './quiet-pool.ts'
import type { Schema } from './schema.ts'

export interface DatabaseOptions {
  /** postgresql://user:password@host:port/database */
  readonly url: string
  /** Makes the database first when the server does not have it. Default false. */
  readonly createIfMissing?: boolean
  /** Default 10. */
  readonly maxConnections?: number
  /** Longest a statement may take, milliseconds. Default 60,000. */
  readonly statementTimeoutMs?: number
  /** Told of connections that break while nobody uses them; the pool replaces them by itself. */
  readonly onConnectionLost?: (error: Error) => void
}

export interface Database {
  readonly url: string
  readonly kysely: Kysely<Schema>
  /** @throws Error when the database does not answer */
  ping(): Promise<void>
  close(): Promise<void>
}

/** A database that cannot be opened; the message names it without its password. */
export class DatabaseUnusable extends Error {
  constructor(url: string, cause: unknown) {
    const { hostname, port, pathname } = new URL(url)
    const reason =
      cause instanceof Error ? cause.message || String((cause as { code?: string }).code) : String(cause)
    super(`The database ${hostname}${port === '' ? '' : `:${port}`}${pathname} cannot be used: ${reason}`, {
      cause,
    })
    this.name = 'DatabaseUnusable'
  }
}

const oldestSupportedMajor = 15

/**
 * Opens a database and brings it to the present schema.
 *
 * @throws DatabaseUnusable when it cannot be reached, is older than PostgreSQL 15, or a migration fails
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { url } = options
  if (options.createIfMissing)
    await createIfMissing(url).catch((error) => {
      throw new DatabaseUnusable(url, error)
    })
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: 10_000,
    statement_timeout: options.statementTimeoutMs ?? 60_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'pratibimba',
    types: { getTypeParser },
  })
  const endPool = quietPool(pool, (error) => options.onConnectionLost?.(error))
  const ping = async () => {
    await pool.query('select 1')
  }
  try {
    await checkVersion(pool)
    await migrate(url)
  } catch (error) {
    await endPool()
    throw new DatabaseUnusable(url, error)
  }
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  const close = async () => {
    await kysely.destroy()
    await endPool()
  }
  return { url, kysely, ping, close }
}

async function checkVersion(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ server_version: string }>('show server_version')
  const version = rows[0]!.server_version
  if (Number.parseInt(version, 10) < oldestSupportedMajor)
    throw new Error(`PostgreSQL ${version} is too old: need ${oldestSupportedMajor} or newer.`)
}

async function createIfMissing(url: string): Promise<void> {
  const target = new URL(url)
  const name = decodeURIComponent(target.pathname.slice(1))
  target.pathname = '/postgres'
  const client = new pg.Client({ connectionString: target.href })
  client.on('error', () => undefined) // its next statement fails and tells
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`)
  } catch (error) {
    // 42P04, 23505: another process was faster.
    if (!['42P04', '23505'].includes((error as pg.DatabaseError).code ?? '')) throw error
  } finally {
    await client.end()
  }
}

const int8 = 20
const date = 1082
const numeric = 1700

/** Counts and sums are numbers; whole ones beyond 2^53 would change silently, so they are refused. A day stays text: as an instant it would depend on the time zone. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (format !== 'binary' && oid === int8) return parseInt8
  if (format !== 'binary' && oid === numeric) return Number
  if (format !== 'binary' && oid === date) return (text: string) => text
  return pg.types.getTypeParser(oid, format as 'text')
}

function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value))
    throw new RangeError(`int8: need at most 2^53 − 1, got ${text}; read it as text`)
  return value
}
