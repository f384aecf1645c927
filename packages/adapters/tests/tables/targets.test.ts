import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DuckDBInstance } from '@duckdb/node-api'
import { frameOf, frameSchema, sliceRows } from '@pratibimba/numerics/frame'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../embedded/index.ts'
import { openDatabaseTarget } from '../../tables/targets/index.ts'
import { scratchDirectories } from '../support/directories.ts'

const directory = scratchDirectories()
let folder = ''
let server: EmbeddedPostgres

beforeAll(async () => {
  folder = await directory()
  server = await startEmbeddedPostgres({ directory: join(folder, 'postgres'), stopOnSignals: false })
})
afterAll(() => server.stop())

const frame = frameOf({
  id: { kind: 'serial', values: Float64Array.of(1, 2, 3), prefix: 'B', width: 6 },
  amount: {
    kind: 'float64',
    values: Float64Array.of(12.5, -0.1, 7),
    decimals: 2,
    validity: Uint8Array.of(1, 1, 0),
  },
  rate: { kind: 'float64', values: Float64Array.of(0.1 + 0.2, Number.NaN, 3) },
  score: { kind: 'int32', values: Int32Array.of(700, -1, 2 ** 31 - 1) },
  minor: { kind: 'int64', values: Float64Array.of(2 ** 53, -(2 ** 53), 0) },
  late: { kind: 'boolean', values: Uint8Array.of(1, 0, 1) },
  opened: { kind: 'date', values: Int32Array.of(0, 19_782, -1) },
  seen: { kind: 'timestamp', values: Float64Array.of(0, 1_709_164_800_123, -1) },
  'Grade "x"': { kind: 'category', values: Int32Array.of(0, 1, 0), dictionary: ['A', 'B,\n"'] },
  note: { kind: 'text', values: ['', '\\.', 'x'], validity: Uint8Array.of(1, 1, 0) },
})
const schema = frameSchema(frame)

/** The rows as every database gives them back when asked for text. */
const expected = [
  ['B000001', '12.5', '0.30000000000000004', '700', '9007199254740992', 'true', '1970-01-01', '0', 'A', ''],
  [
    'B000002',
    '-0.1',
    null,
    '-1',
    '-9007199254740992',
    'false',
    '2024-02-29',
    '1709164800123',
    'B,\n"',
    '\\.',
  ],
  ['B000003', null, '3', '2147483647', '0', 'true', '1969-12-31', '-1', 'A', null],
]

type Rows = (string | null)[][]

const databases: Record<
  string,
  { url: () => string; query: (url: string, sql: string) => Promise<Rows>; select: string }
> = {
  sqlite: {
    url: () => join(folder, 'target.sqlite'),
    async query(url, sql) {
      const database = new DatabaseSync(url)
      const statement = database.prepare(sql)
      statement.setReturnArrays(true)
      const rows = statement.all() as unknown as Rows
      database.close()
      return rows
    },
    select: `SELECT id, CAST(amount AS TEXT), rate, CAST(score AS TEXT), CAST(minor AS TEXT), iif(late, 'true', 'false'), opened, CAST(CAST(round(unixepoch(seen, 'subsec') * 1000) AS INTEGER) AS TEXT), "Grade ""x""", note FROM loans`,
  },
  duckdb: {
    url: () => join(folder, 'target.duckdb'),
    async query(url, sql) {
      const instance = await DuckDBInstance.create(url)
      const connection = await instance.connect()
      const rows = (await connection.runAndReadAll(sql)).getRows() as Rows
      connection.closeSync()
      instance.closeSync()
      return rows
    },
    select: `SELECT id, amount::VARCHAR, rate::VARCHAR, score::VARCHAR, minor::VARCHAR, late::VARCHAR, opened::VARCHAR, epoch_ms(seen)::VARCHAR, "Grade ""x""", note FROM loans`,
  },
  postgres: {
    url: () => server.url(),
    async query(url, sql) {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      try {
        return (await client.query({ text: sql, rowMode: 'array' })).rows
      } finally {
        await client.end()
      }
    },
    select: `SELECT id, trim_scale(amount)::text, rate::text, score::text, minor::text, late::text, opened::text, (extract(epoch FROM seen) * 1000)::bigint::text, "Grade ""x""", note FROM loans`,
  },
}

const normal = (rows: Rows): Rows =>
  rows.map((row) => row.map((cell) => (cell === null ? null : String(cell).replace(/^(-?\d+)\.0$/, '$1'))))

describe.each(Object.entries(databases))('%s', (_, { url, query, select }) => {
  const exists = async (table: string): Promise<boolean> => {
    try {
      await query(url(), `SELECT 1 FROM ${table}`)
      return true
    } catch {
      return false
    }
  }

  test('two tables written in turns appear together on commit, exactly', async () => {
    const target = await openDatabaseTarget(url())
    const loans = await target.openSink('loans', schema)
    const payments = await target.openSink('payments', [{ name: 'n', kind: 'int32' }])
    await loans.write(sliceRows(frame, 0, 2))
    await payments.write(frameOf({ n: { kind: 'int32', values: Int32Array.of(1, 2) } }))
    await loans.write(sliceRows(frame, 2, 3))
    expect(await loans.close()).toEqual({ path: 'loans', rows: 3 })
    await payments.close()
    await target.commit()
    expect(normal(await query(url(), select))).toEqual(expected)
    expect(await query(url(), 'SELECT count(*) FROM payments').then(([[count]]) => Number(count))).toBe(2)
  })

  test('a table that is there is refused, and replaced when told', async () => {
    const target = await openDatabaseTarget(url())
    await expect(target.openSink('loans', schema)).rejects.toMatchObject({ code: 'table_exists' })
    await target.abort()
    expect(normal(await query(url(), select))).toEqual(expected)
    const again = await openDatabaseTarget(url(), { overwrite: true })
    const sink = await again.openSink('loans', schema)
    await sink.write(sliceRows(frame, 0, 1))
    await sink.close()
    await again.commit()
    expect(normal(await query(url(), select))).toEqual(expected.slice(0, 1))
  })

  test('after an abort or an error nothing of the transaction stays', async () => {
    const target = await openDatabaseTarget(url())
    const whole = await target.openSink('whole', schema)
    await whole.write(frame)
    await whole.close()
    const broken = await target.openSink('broken', schema)
    await expect(broken.write(frameOf({ x: { kind: 'int32', values: Int32Array.of(1) } }))).rejects.toThrow(
      RangeError,
    )
    await expect(target.commit()).rejects.toThrow('nothing was written')
    expect([await exists('whole'), await exists('broken')]).toEqual([false, false])
    const other = await openDatabaseTarget(url())
    const sink = await other.openSink('whole', schema)
    await sink.write(frame)
    await sink.abort()
    await other.abort()
    expect(await exists('whole')).toBe(false)
    expect(
      (await readdir(folder)).filter((name) => name.endsWith('.parquet') || name.endsWith('.part')),
    ).toEqual([])
  })
})

test.each(['fresh.sqlite', 'fresh.duckdb'])('an aborted %s that was not there is not there', async (name) => {
  const path = join(folder, name)
  const target = await openDatabaseTarget(path)
  await (await target.openSink('loans', schema)).write(frame)
  await target.abort()
  expect(existsSync(path)).toBe(false)
})

test('an address that cannot be reached is named without its password', async () => {
  const error = await openDatabaseTarget('postgres://user:secret@127.0.0.1:1/none').catch((cause) => cause)
  expect(error).toMatchObject({ code: 'unwritable' })
  expect(error.message).not.toContain('secret')
  await expect(openDatabaseTarget('mysql://x')).rejects.toThrow(RangeError)
})
