import { customerActivityTopic, RecordConflict, type TransactionRecord } from '@pratibimba/risk/ports'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import {
  type Database,
  openCustomerStore,
  openIngestion,
  openRetention,
  openTransactionStore,
} from '../../../postgres/index.ts'
import { startFixture } from '../../support/child.ts'
import { withTestDatabase } from '../../support/database.ts'
import { count, customerId, customers, payment, transaction } from './bank.ts'

const test_ = withTestDatabase()
const clock = () => new Date('2026-04-01T00:00:00Z')

async function bank(numCustomers = 5) {
  const database = await test_.fresh()
  const store = openTransactionStore(database.kysely)
  await openCustomerStore(database.kysely).upsert(customers(numCustomers))
  const windowOf = async (n: number) => {
    const window = await store.window(customerId(n))
    return window && { ...window, bytes: Buffer.from(window.bytes).toString() }
  }
  return { database, store, ingestion: openIngestion(database, { clock }), windowOf }
}

const counted = async ({ kysely }: Database) => {
  const { rows } = await sql<{ transactions: number; sum: number; events: number }>`
    select (select count(*) from transactions) as transactions,
      (select coalesce(sum(amount_minor), 0) from transactions) as sum,
      (select count(*) from event_outbox) as events`.execute(kysely)
  return rows[0]!
}

describe('ingest', () => {
  test('keeps what is new, moves the windows and tells of it', async () => {
    const { database, store, ingestion, windowOf } = await bank()
    const transactions = [transaction(3), transaction(1), transaction(2, { customerId: customerId(2) })]
    const report = await ingestion.ingest({ transactions, payments: [payment(1)] }, count)
    expect(report).toEqual({
      accepted: 4,
      repeated: 0,
      late: 0,
      conflicts: [],
      rejected: [],
      customers: [customerId(1), customerId(2)],
      replayed: false,
    })
    expect(await windowOf(1)).toEqual({
      customerId: customerId(1),
      bytes: '2/-402/1',
      layout: 'count-1',
      through: '2026-03-05',
    })
    const page = await store.transactions({ customerId: customerId(1), limit: 10 })
    expect(page).toEqual({ transactions: [transactions[0], transactions[1]], total: 2 })
    expect(await store.payments(customerId(1))).toEqual([payment(1)])
    const { rows } = await sql<{ topic: string; key: string; payload: unknown }>`
      select topic, key, payload from event_outbox order by key`.execute(database.kysely)
    expect(rows).toEqual([
      {
        topic: customerActivityTopic,
        key: customerId(1),
        payload: { through: '2026-03-05', transactions: 2, payments: 1 },
      },
      {
        topic: customerActivityTopic,
        key: customerId(2),
        payload: { through: '2026-03-01', transactions: 1, payments: 0 },
      },
    ])
  })

  test('an event delivered ten times counts once; one that contradicts is reported and the first is kept', async () => {
    const { database, ingestion, windowOf } = await bank()
    const once = [transaction(1), transaction(2)]
    const report = await ingestion.ingest({ transactions: [...once, ...once, ...once], payments: [] }, count)
    expect(report).toMatchObject({ accepted: 2, repeated: 4 })
    for (let i = 0; i < 10; i++) {
      const again = once.map((one) => ({ ...one, ingestedAt: new Date(Date.UTC(2026, 3, 1, i)) }))
      const report = await ingestion.ingest({ transactions: again, payments: [] }, count)
      expect(report).toMatchObject({ accepted: 0, repeated: 2, customers: [] })
    }
    const contradicting = [
      transaction(1, { amountMinor: -7 }),
      transaction(2, { timestamp: new Date('2026-02-01T00:00:00Z') }),
    ]
    const conflict = await ingestion.ingest({ transactions: contradicting, payments: [] }, count)
    expect(conflict.accepted).toBe(0)
    expect(conflict.conflicts).toEqual([
      {
        id: transaction(1).transactionId,
        what: 'transaction',
        detail: 'Known already with another amount_minor; the first one is kept.',
      },
      {
        id: transaction(2).transactionId,
        what: 'transaction',
        detail: 'Known already with another timestamp; the first one is kept.',
      },
    ])
    expect(await windowOf(1)).toMatchObject({ bytes: '2/-302/0' })
    expect(await counted(database)).toEqual({ transactions: 2, sum: -302, events: 1 })
  })

  test('a payment goes from scheduled over missed to paid, and never back', async () => {
    const { store, ingestion } = await bank()
    const step = async (more: Parameters<typeof payment>[1]) => {
      const { accepted, repeated, conflicts } = await ingestion.ingest(
        { transactions: [], payments: [payment(1, more)] },
        count,
      )
      return [accepted, repeated, conflicts.length]
    }
    const paid = { status: 'late', paidDate: '2026-03-09', amountPaidMinor: 90_000 } as const
    expect(await step({})).toEqual([1, 0, 0])
    expect(await step({})).toEqual([0, 1, 0])
    expect(await step({ status: 'missed' })).toEqual([1, 0, 0])
    expect(await step(paid)).toEqual([1, 0, 0])
    expect(await step({ status: 'missed' })).toEqual([0, 0, 1])
    expect(await step({ ...paid, amountPaidMinor: 1 })).toEqual([0, 0, 1])
    expect(await step({ ...paid, amountDueMinor: 1 })).toEqual([0, 0, 1])
    expect(await step({ customerId: customerId(2) })).toEqual([0, 0, 1])
    expect(await store.payments(customerId(1))).toEqual([payment(1, paid)])
  })

  test('tells the window what a payment was before', async () => {
    const { ingestion } = await bank()
    const seen: unknown[] = []
    const watch = (touched: Parameters<typeof count>[0]) => {
      seen.push(...touched.flatMap(({ payments }) => payments))
      return []
    }
    const paid = payment(1, { status: 'paid', paidDate: '2026-03-05', amountPaidMinor: 90_000 })
    await ingestion.ingest({ transactions: [], payments: [payment(1)] }, watch)
    await ingestion.ingest({ transactions: [], payments: [paid, payment(2)] }, watch)
    const both = [payment(3), { ...paid, paymentId: payment(3).paymentId }]
    await ingestion.ingest({ transactions: [], payments: both }, watch)
    expect(seen).toEqual([
      { after: payment(1) },
      { before: payment(1), after: paid },
      { after: payment(2) },
      { after: both[1] },
    ])
  })

  test('rejects the unknown, the future and what lies before the window; accepts the late and counts them', async () => {
    const { database, ingestion } = await bank()
    await ingestion.ingest({ transactions: [transaction(1)], payments: [] }, count)
    const late = transaction(2, { timestamp: new Date('2026-01-15T00:00:00Z') })
    const report = await ingestion.ingest(
      {
        transactions: [
          late,
          transaction(3, { customerId: 'C9999999' }),
          transaction(4, { timestamp: new Date('2026-04-02T00:00:01Z') }),
        ],
        payments: [payment(1, { customerId: 'C9999999' })],
      },
      count,
    )
    expect(report).toMatchObject({ accepted: 1, late: 1 })
    expect(report.rejected.map(({ id, detail }) => [id, detail])).toEqual([
      [transaction(4).transactionId, 'Its timestamp lies in the future.'],
      [transaction(3).transactionId, 'The customer C9999999 is unknown.'],
      [payment(1).paymentId, 'The customer C9999999 is unknown.'],
    ])

    const retention = openRetention(database)
    await expect(retention.drop('2026-03-01')).rejects.toThrow('need the oldest month, 2026-01-01')
    expect(await retention.expired('2026-03-31')).toMatchObject([{ month: '2026-01-01' }])
    await retention.drop('2026-01-01')
    const gone = await ingestion.ingest({ transactions: [late], payments: [] }, count)
    expect(gone).toMatchObject({ accepted: 0, repeated: 0 })
    expect(gone.rejected[0]!.detail).toBe('It is of before 2026-02-01, the first day that is kept online.')
  })

  test('a batch id answers the first report again and refuses other content', async () => {
    const { database, ingestion } = await bank()
    const batch = { batchId: 'B1', transactions: [transaction(1)], payments: [payment(1)] }
    const first = await ingestion.ingest(batch, count)
    expect(await ingestion.ingest(batch, count)).toEqual({ ...first, replayed: true })
    const other = { ...batch, payments: [] }
    await expect(ingestion.ingest(other, count)).rejects.toBeInstanceOf(RecordConflict)
    expect(await counted(database)).toMatchObject({ transactions: 1, events: 1 })
  })

  test('ten deliveries of one batch at once count once', async () => {
    const { database, ingestion, windowOf } = await bank(20)
    const transactions = Array.from({ length: 1000 }, (_, n) =>
      transaction(n, { customerId: customerId(1 + (n % 20)) }),
    )
    const reports = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        ingestion.ingest(
          { transactions: i % 2 === 0 ? transactions : transactions.toReversed(), payments: [] },
          count,
        ),
      ),
    )
    expect(reports.map(({ accepted }) => accepted).sort((a, b) => a - b)).toEqual([...Array(9).fill(0), 1000])
    expect(reports.reduce((sum, { repeated }) => sum + repeated, 0)).toBe(9000)
    expect(await counted(database)).toMatchObject({ transactions: 1000, events: 20 })
    expect(await windowOf(1)).toMatchObject({ bytes: expect.stringMatching(/^50\//) })
  })

  test('batches that overlap in customers, in any order, run beside each other without loss', async () => {
    const { database, ingestion, windowOf } = await bank(50)
    const batches = Array.from({ length: 16 }, (_, b) =>
      Array.from({ length: 200 }, (_, i) => {
        const n = b * 200 + i
        return transaction(n, { customerId: customerId(1 + ((i * (b % 2 === 0 ? 1 : 49)) % 50)) })
      }),
    )
    await Promise.all(batches.map((transactions) => ingestion.ingest({ transactions, payments: [] }, count)))
    const { rows } = await sql<{ rows: number; sum: number }>`
      select sum(split_part(convert_from(bytes, 'UTF8'), '/', 1)::int) as rows,
        sum(split_part(convert_from(bytes, 'UTF8'), '/', 2)::int) as sum from customer_windows`.execute(
      database.kysely,
    )
    const { transactions, sum } = await counted(database)
    expect(rows[0]).toEqual({ rows: 3200, sum })
    expect(transactions).toBe(3200)
    expect(await windowOf(50)).toBeDefined()
  })

  test('the same id under two customers at once is kept once', async () => {
    const { database, ingestion } = await bank(40)
    const of = (n: number): TransactionRecord[] =>
      Array.from({ length: 100 }, (_, i) => transaction(i, { customerId: customerId(n) }))
    const reports = await Promise.all(
      Array.from({ length: 8 }, (_, n) => ingestion.ingest({ transactions: of(n + 1), payments: [] }, count)),
    )
    expect(reports.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(100)
    expect(reports.reduce((sum, { conflicts }) => sum + conflicts.length, 0)).toBe(700)
    expect(await counted(database)).toMatchObject({ transactions: 100 })
  })

  test('a failure on the way leaves nothing', async () => {
    const { database, ingestion, windowOf } = await bank()
    const batch = { batchId: 'B', transactions: [transaction(1)], payments: [payment(1)] }
    const failing = async () => Promise.reject(new Error('no window'))
    await expect(ingestion.ingest(batch, failing)).rejects.toThrow('no window')
    expect(await counted(database)).toEqual({ transactions: 0, sum: 0, events: 0 })
    const cut = async (touched: Parameters<typeof count>[0]) => {
      await sql`
        select pg_terminate_backend(pid, 5000) from pg_stat_activity
        where datname = current_database() and state = 'idle in transaction'`.execute(database.kysely)
      return count(touched)
    }
    await expect(ingestion.ingest(batch, cut)).rejects.toThrow()
    expect(await counted(database)).toEqual({ transactions: 0, sum: 0, events: 0 })
    expect(await windowOf(1)).toBeUndefined()
    expect(await ingestion.ingest(batch, count)).toMatchObject({ accepted: 2, replayed: false })
  })

  test('kill -9 in the middle loses and doubles nothing', async () => {
    const { database, ingestion, windowOf } = await bank(10)
    const fixture = new URL('./ingesting.fixture.ts', import.meta.url).pathname
    let acknowledged = 0
    for (let round = 0; round < 2; round++) {
      const child = startFixture(fixture, [database.url])
      await child.nextLine()
      // It begins anew each time; what it was told of stands.
      while (acknowledged < 3 * (round + 1))
        acknowledged = Math.max(acknowledged, await child.nextLine<number>())
      await child.end('SIGKILL')
    }
    const before = await counted(database)
    expect(before.transactions).toBeGreaterThanOrEqual(100 * acknowledged)
    expect(before.transactions % 100).toBe(0)
    for (let b = 0; b < 10; b++) await ingestion.ingest({ transactions: batchOf(b), payments: [] }, count)
    const { transactions, sum } = await counted(database)
    expect(transactions).toBeGreaterThanOrEqual(1000)
    const { rows } = await sql<{ rows: number; sum: number }>`
      select sum(split_part(convert_from(bytes, 'UTF8'), '/', 1)::int) as rows,
        sum(split_part(convert_from(bytes, 'UTF8'), '/', 2)::int) as sum from customer_windows`.execute(
      database.kysely,
    )
    expect(rows[0]).toEqual({ rows: transactions, sum })
    expect(await windowOf(1)).toBeDefined()
  })
})

/** As the fixture makes them. */
const batchOf = (b: number) =>
  Array.from({ length: 100 }, (_, i) => transaction(b * 100 + i, { customerId: customerId(1 + (i % 10)) }))
