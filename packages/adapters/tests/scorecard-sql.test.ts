import { DuckDBInstance } from '@duckdb/node-api'
import {
  fitScorecard,
  type ScorecardModel,
  scorecardPoints,
  scorecardRaw,
  scorecardSql,
} from '@pratibimba/learning/scorecard'
import { openStream } from '@pratibimba/numerics/random'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { withTestDatabase } from './support/database.ts'

const test_ = withTestDatabase()

const homes = ["O'BRIEN'S", 'a"b', 'C:\\dir', "'); DROP TABLE applicants; --", '', 'Ünïcode 🏠']
const features = [
  { name: 'income "net"', kind: 'number' },
  { name: 'home', kind: 'category', categories: homes },
  { name: 'utilisation', kind: 'number' },
] as const
const rows = 1500

/** Incomes with cut points that need every digit, special codes, holes, and labels made to break quoting. */
function applicants() {
  const stream = openStream(3, 'scorecard sql test')
  const columns = features.map(() => new Float64Array(rows))
  const label = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    const random = stream.at(i)
    const income = random.uniform()
    const code = Math.floor(random.uniform() * homes.length)
    columns[0][i] = random.uniform() < 0.1 ? Number.NaN : random.uniform() < 0.1 ? -9.5 : income * 1e-3
    columns[1][i] = random.uniform() < 0.1 ? Number.NaN : code
    columns[2][i] = Math.round(random.uniform() * 40) - 20
    const eta = 1 - 4 * income + code / 3 + columns[2][i] / 15
    label[i] = random.uniform() < 1 / (1 + Math.exp(-eta)) ? 1 : 0
  }
  return { rows, columns, label }
}

const data = applicants()
const binningOf = {
  'income "net"': { specials: [{ name: 'none', values: [-9.5] }] },
  home: { specials: [{ name: 'blank', values: [''] }], trend: 'none' },
} as const
const whole = fitScorecard(data, features, { binningOf })
const fine = fitScorecard(data, features, { binningOf, scaling: { decimals: 4, constant: 'separate' } })

/** The table as text, with a category that training never saw in the first row, and a column that only passes through. */
const create =
  'CREATE TABLE "the ""applicants""" (id INTEGER, "income ""net""" DOUBLE PRECISION, home TEXT, utilisation INTEGER)'
const seen = { ...data, columns: data.columns.with(1, data.columns[1].with(0, -1)) }
function insert(): string {
  const text = (value: string) => `'${value.replaceAll("'", "''")}'`
  const values = Array.from({ length: rows }, (_, i) => {
    const [income, code, utilisation] = seen.columns.map((column) => column[i])
    const amount = Number.isNaN(income) ? (i % 2 === 0 ? 'NULL' : "'NaN'") : String(income)
    const home = Number.isNaN(code) ? 'NULL' : text(code === -1 ? 'never seen' : homes[code])
    return `(${i}, ${amount}, ${home}, ${utilisation})`
  })
  return `INSERT INTO "the ""applicants""" VALUES ${values.join(', ')}`
}

interface Scored {
  readonly id: number
  readonly score: number
  readonly pd: number
}

function expectEqual(model: ScorecardModel, scored: readonly Scored[]): void {
  const points = scorecardPoints(model, seen)
  const raw = scorecardRaw(model, seen)
  expect(scored).toHaveLength(rows)
  for (const { id, score, pd } of scored) {
    expect(score).toBe(points[id])
    expect(Math.abs(pd - 1 / (1 + Math.exp(-raw[id])))).toBeLessThan(1e-13)
  }
}

const options = { table: 'the "applicants"', carry: ['id'] } as const

test('in DuckDB: the points and PD of the model', async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    await connection.run(create)
    await connection.run(insert())
    for (const model of [whole, fine]) {
      const reader = await connection.runAndReadAll(scorecardSql(model, { ...options, dialect: 'duckdb' }))
      expect(reader.columnNames()).toContain('points: income "net"')
      expectEqual(model, reader.getRowObjects() as unknown as Scored[])
    }
    const left = await connection.runAndReadAll('SELECT count(*)::INTEGER AS n FROM "the ""applicants"""')
    expect(left.getRowObjects()).toEqual([{ n: rows }])
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
})

test('in PostgreSQL: the same, however backslashes are read', async () => {
  const client = new pg.Client({ connectionString: test_.url })
  await client.connect()
  try {
    await client.query(create)
    await client.query(insert())
    for (const setting of ['on', 'off']) {
      await client.query(`SET standard_conforming_strings = ${setting}`)
      for (const model of [whole, fine]) {
        const { rows: scored } = await client.query<Scored>(
          scorecardSql(model, { ...options, dialect: 'postgres' }),
        )
        expectEqual(model, scored)
      }
    }
  } finally {
    await client.end()
  }
})

describe('names that cannot be written', () => {
  test('are refused', () => {
    expect(() => scorecardSql(whole, { table: [], dialect: 'duckdb' })).toThrow(/name of a table/)
    expect(() => scorecardSql(whole, { table: 'a\0b', dialect: 'duckdb' })).toThrow(/zero bytes/)
    expect(() => scorecardSql(whole, { table: 'a', carry: [''], dialect: 'duckdb' })).toThrow(/an empty one/)
    expect(() => scorecardSql(whole, { table: 'a', dialect: 'oracle' as 'duckdb' })).toThrow(
      /postgres or duckdb/,
    )
  })
  test('a table may have a schema', () => {
    expect(scorecardSql(whole, { table: ['risk', 'now'], dialect: 'duckdb' })).toContain('FROM "risk"."now"')
  })
})
