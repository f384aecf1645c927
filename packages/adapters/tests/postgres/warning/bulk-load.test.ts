import type { TransactionRecord } from '@pratibimba/risk/ports'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import {
  openBulkLoad,
  openCustomerStore,
  openIngestion,
  openRetention,
  openTransactionStore,
} from '../../../postgres/index.ts'
import { withTestDatabase } from '../../support/database.ts'
import { count, customerId, customers, payment, transaction } from './bank.ts'

const test_ = withTestDatabase()

async function bank() {
  const database = await test_.fresh()
  await openCustomerStore(database.kysely).upsert(customers(10))
  return { database, bulk: openBulkLoad(database), store: openTransactionStore(database.kysely) }
}

/** From January to April. */
const spread = (from: number, count: number): TransactionRecord[] =>
  Array.from({ length: count }, (_, i) =>
    transaction(from + i, {
      customerId: customerId(1 + ((from + i) % 10)),
      timestamp: new Date(Date.UTC(2026, 0, 1 + ((from + i) % 115), 3, (from + i) % 60)),
    }),
  )

describe('transactions', () => {
  test('are the same as ingested ones, and loading again doubles none', async () => {
    const { database, bulk, store } = await bank()
    const rows = spread(0, 2_000)
    expect(await bulk.transactions(rows)).toBe(2_000)
    expect(await bulk.transactions(rows)).toBe(0)
    expect(await bulk.transactions([...spread(1_900, 300), ...spread(2_100, 100)])).toBe(200)
    const { transactions, total } = await store.transactions({ customerId: customerId(3), limit: 3 })
    expect(total).toBe(220)
    const given = [...rows, ...spread(2_000, 200)].filter((row) => row.customerId === customerId(3))
    const order = (row: TransactionRecord) => `${row.timestamp.toISOString()} ${row.transactionId}`
    given.sort((a, b) => (order(a) < order(b) ? 1 : -1))
    expect(transactions).toEqual(given.slice(0, 3))
    const ingestion = openIngestion(database, { clock: () => new Date('2026-05-01T00:00:00Z') })
    const report = await ingestion.ingest(
      { transactions: [...rows.slice(0, 10), transaction(9_999)], payments: [] },
      count,
    )
    expect(report).toMatchObject({ accepted: 1, repeated: 10, conflicts: [] })
    const { rows: parts } = await sql<{ part: string; indexes: number }>`
      select i.inhrelid::regclass::text as part,
        (select count(*) from pg_index x where x.indrelid = i.inhrelid) as indexes
      from pg_inherits i where i.inhparent = 'transactions'::regclass order by 1`.execute(database.kysely)
    expect(parts).toEqual(
      ['01', '02', '03', '04'].map((month) => ({ part: `transactions_2026${month}`, indexes: 2 })),
    )
  })

  test('keep the first of those with one id, in one load and across months', async () => {
    const { bulk, store } = await bank()
    const twice = [transaction(1), transaction(1, { amountMinor: 5 }), transaction(2)]
    expect(await bulk.transactions(twice)).toBe(2)
    const elsewhere = transaction(2, { timestamp: new Date('2026-01-01T00:00:00Z') })
    expect(await bulk.transactions([elsewhere])).toBe(0)
    const { transactions } = await store.transactions({ customerId: customerId(1), limit: 9 })
    expect(transactions).toEqual([transaction(2), transaction(1)])
  })

  test('go into months that were made ahead', async () => {
    const { database, bulk } = await bank()
    await openRetention(database).prepare('2026-01-01', '2026-06-30')
    expect(await bulk.transactions(spread(0, 100))).toBe(100)
    expect(await bulk.transactions(spread(50, 100))).toBe(50)
  })

  test('a load that fails leaves nothing', async () => {
    const { database, bulk } = await bank()
    const broken = function* () {
      yield* spread(0, 500)
      yield transaction(1, { currency: 'EURO' })
    }
    await expect(bulk.transactions(broken())).rejects.toThrow(/currency/)
    const stopped = async function* () {
      yield* spread(0, 500)
      throw new Error('file truncated')
    }
    await expect(bulk.transactions(stopped())).rejects.toThrow('file truncated')
    expect(await bulk.transactions(spread(0, 500))).toBe(500)
    await openRetention(database).drop('2026-01-01')
    await expect(bulk.transactions(spread(0, 1))).rejects.toThrow(/need days from 2026-02-01 on/)
  })

  test('loads and ingestion at once neither lose nor double', async () => {
    const { database, bulk } = await bank()
    const ingestion = openIngestion(database, { clock: () => new Date('2026-05-01T00:00:00Z') })
    const rows = spread(0, 2_000)
    await Promise.all([
      bulk.transactions(rows),
      ...[0, 1, 2, 3].map((k) =>
        ingestion.ingest(
          { transactions: rows.filter((_, i) => i % 4 === k).slice(0, 200), payments: [] },
          count,
        ),
      ),
      bulk.transactions(rows.toReversed()),
    ])
    const { rows: counted } = await sql<{ rows: number; ids: number }>`
      select count(*) as rows, count(distinct transaction_id) as ids from transactions`.execute(
      database.kysely,
    )
    expect(counted).toEqual([{ rows: 2_000, ids: 2_000 }])
  })
})

test('payments, balances, labels and windows are loaded whole, the later one standing', async () => {
  const { bulk, store } = await bank()
  expect(await bulk.payments([payment(1), payment(2), payment(1, { status: 'missed' })])).toBe(2)
  expect(await bulk.payments([payment(2)])).toBe(0)
  expect(await store.payments(customerId(1), '2026-03-01', '2026-03-31')).toEqual([payment(2), payment(1)])
  const balance = (date: string, currentMinor?: number) => ({
    customerId: customerId(1),
    date,
    ...(currentMinor !== undefined && { currentMinor }),
  })
  await bulk.dailyBalances([balance('2026-03-01', 1), balance('2026-03-02', -2), balance('2026-03-01', 3)])
  await bulk.dailyBalances([balance('2026-03-02')])
  expect(await store.dailyBalances(customerId(1), '2026-03-01', '2026-03-02')).toEqual([
    balance('2026-03-01', 3),
    balance('2026-03-02'),
  ])
  const label = {
    customerId: customerId(1),
    asOfDate: '2026-02-01',
    missedWithin30d: true,
    firstMissedOn: '2026-02-05',
    knownOn: '2026-03-03',
  }
  await bulk.labels([label])
  expect(await store.labels(customerId(1))).toEqual([label])
  expect(await store.labelsAsOf('2026-02-01')).toEqual([label])
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
  await bulk.windows([{ customerId: customerId(1), bytes, layout: 'w1', through: '2026-03-31' }])
  const window = await store.window(customerId(1))
  expect({ ...window, bytes: Uint8Array.from(window!.bytes) }).toEqual({
    customerId: customerId(1),
    bytes,
    layout: 'w1',
    through: '2026-03-31',
  })
  expect(await store.windows([customerId(1), customerId(2)])).toHaveLength(1)
  expect(await store.figures()).toMatchObject({
    customers: 10,
    windows: 1,
    payments: 2,
    latestDay: '2026-03-31',
  })
})

test('transactions of a customer are read page by page and as they were known', async () => {
  const { bulk, store } = await bank()
  const known = (n: number) =>
    transaction(n, {
      ingestedAt: new Date(Date.UTC(2026, 2, n)),
      category: n % 2 === 0 ? 'gambling' : 'salary',
    })
  const rows = Array.from({ length: 20 }, (_, i) => known(i + 1))
  await bulk.transactions(rows)
  const first = await store.transactions({ customerId: customerId(1), limit: 8 })
  const second = await store.transactions({ customerId: customerId(1), limit: 12, before: first.next! })
  expect([...first.transactions, ...second.transactions]).toEqual(rows.toReversed())
  expect([second.total, second.next]).toEqual([20, undefined])
  const page = await store.transactions({ customerId: customerId(1), limit: 2, offset: 19 })
  expect(page.transactions).toEqual([rows[0]])
  const gambling = { customerId: customerId(1), categories: ['gambling'] as const, limit: 99 }
  expect((await store.transactions(gambling)).total).toBe(10)
  const within = { ...gambling, from: rows[3]!.timestamp, until: rows[5]!.timestamp }
  expect((await store.transactions(within)).transactions).toEqual([rows[3]])
  const past = await store.history(customerId(1), new Date(0), new Date('2026-03-11T00:00:00Z'))
  expect(past.transactions).toEqual(rows.slice(0, 10))
})
