/** COPY: rows as text into a table, the quickest way in. */
import { once } from 'node:events'
import { formatDay } from '@pratibimba/numerics/calendar'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** PostgreSQL's text format: a line a row, tabs between, `\N` for what is missing. */
export function copyLine(values: readonly unknown[]): string {
  let line = ''
  for (let i = 0; i < values.length; i++) {
    if (i > 0) line += '\t'
    line += copyField(values[i])
  }
  return `${line}\n`
}

const special = /[\\\t\n\r]/
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function copyField(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string')
    return special.test(value) ? value.replace(/[\\\t\n\r]/g, (character) => escapes[character]!) : value
  if (value instanceof Date) return instantText(value)
  if (value instanceof Uint8Array)
    return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
  return String(value)
}

const DAY_MS = 86_400_000
const padded = (digits: number) =>
  Array.from({ length: 10 ** digits }, (_, number) => String(number).padStart(digits, '0'))
const twoDigits = padded(2)
const threeDigits = padded(3)
let recent = { day: 0, text: formatDay(0) }

/** ISO 8601 in UTC, half the work of `toISOString` where instants of a day come together. */
function instantText(instant: Date): string {
  const at = instant.getTime()
  const day = Math.floor(at / DAY_MS)
  if (day !== recent.day) recent = { day, text: formatDay(day) }
  const milliseconds = at - day * DAY_MS
  const seconds = Math.floor(milliseconds / 1000)
  const hour = twoDigits[Math.floor(seconds / 3600)]
  const minute = twoDigits[Math.floor(seconds / 60) % 60]
  return `${recent.text}T${hour}:${minute}:${twoDigits[seconds % 60]}.${threeDigits[milliseconds % 1000]}Z`
}

export interface CopyTarget {
  /** Resolves when the connection can take more. */
  write(text: string): Promise<void>
  /** Resolves when the rows are in. */
  end(): Promise<void>
  /** Nothing of the copy is kept; resolves when the connection is free again. */
  abort(reason: Error): Promise<void>
}

/** @throws DatabaseError when a row does not fit the table; nothing of the copy is kept then */
export function startCopy(client: pg.Client, table: string, columns: readonly string[]): CopyTarget {
  const names = columns.map((column) => pg.escapeIdentifier(column)).join()
  const stream = client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin`))
  let isOver = false
  const ended = new Promise<void>((resolve, reject) => {
    stream.once('finish', resolve)
    stream.on('error', reject)
  }).finally(() => {
    isOver = true
  })
  // Whoever writes next or ends is told.
  ended.catch(() => undefined)
  return {
    async write(text) {
      if (isOver) await ended
      if (!stream.write(text)) await Promise.race([once(stream, 'drain'), ended])
    },
    async end() {
      if (!isOver) stream.end()
      await ended
    },
    async abort(reason) {
      if (!isOver) stream.destroy(reason)
      await ended.catch(() => undefined)
    },
  }
}

/** A connection for one long piece of work: no statement timeout. */
export async function withConnection<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: 'pratibimba bulk load' })
  client.on('error', () => undefined) // its next statement fails and tells
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** One transaction of the connection's. */
export async function inTransaction<Result>(client: pg.Client, work: () => Promise<Result>): Promise<Result> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    // A broken connection has rolled back already.
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

export type Rows<Row> = Iterable<Row> | AsyncIterable<Row>

export async function* chunksOf<Row>(rows: Rows<Row>, size: number): AsyncGenerator<Row[]> {
  let chunk: Row[] = []
  for await (const row of rows) {
    chunk.push(row)
    if (chunk.length < size) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}
