import { lakeTables } from '@pratibimba/risk/households'
import type { ColumnSchema } from '@pratibimba/risk/ports'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openRetention } from '../../../postgres/index.ts'
import { withTestDatabase } from '../../support/database.ts'

const test_ = withTestDatabase()

/** Types by which a column of a lake is kept. */
const kept: Record<string, string> = {
  text: 'text',
  category: 'text',
  int32: 'integer',
  int64: 'bigint',
  float64: 'double precision',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp with time zone',
}

const columnsOf = async (table: string) => {
  const { rows } = await sql<{ name: string; type: string }>`
    select column_name as name, data_type as type from information_schema.columns
    where table_schema = 'public' and table_name = ${table}`.execute(test_.database.kysely)
  return Object.fromEntries(rows.map(({ name, type }) => [name, type]))
}

// `truth` is of simulations alone and never leaves the lake.
const { truth: _, ...tables } = lakeTables
test.each(Object.entries(tables))('%s has the columns of the lake', async (table, columns) => {
  const expected = (columns as readonly ColumnSchema[]).map(({ name, kind }) => [name, kept[kind]])
  expect(await columnsOf(table)).toMatchObject(Object.fromEntries(expected))
})

test('has the ten tables that users know', async () => {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public'`.execute(test_.database.kysely)
  expect(rows.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'customers',
      'transactions',
      'payments',
      'labels',
      'daily_balances',
      'risk_scores',
      'interventions',
      'customer_assignments',
      'intervention_outcomes',
      'action_audit_log',
    ]),
  )
})

test('months are made ahead, once, and begin in UTC', async () => {
  const database = await test_.fresh()
  const retention = openRetention(database)
  expect(await retention.prepare('2026-01-31', '2026-03-01')).toEqual([
    'transactions_202601',
    'transactions_202602',
    'transactions_202603',
    'risk_scores_202601',
    'risk_scores_202602',
    'risk_scores_202603',
  ])
  expect(await retention.prepare('2026-01-01', '2026-03-31')).toEqual([])
  const several = Array.from({ length: 5 }, () => retention.prepare('2027-01-01', '2027-06-01'))
  expect((await Promise.all(several)).flat()).toHaveLength(12)
  await expect(retention.prepare('2026-03-01', '2026-01-01')).rejects.toThrow(/days in order/)
  const { rows } = await sql<{ bounds: string }>`
    select pg_get_expr(relpartbound, oid) as bounds from pg_class where relname = 'transactions_202602'`.execute(
    database.kysely,
  )
  expect(rows[0]!.bounds).toBe("FOR VALUES FROM ('2026-02-01 00:00:00+00') TO ('2026-03-01 00:00:00+00')")
})
