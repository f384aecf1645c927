import type { PaymentRecord } from '@pratibimba/risk/ports'
import { expect, test } from 'vitest'
import {
  contactedIn,
  fillLabels,
  missesIn,
  openCustomerStore,
  openIngestion,
  openInterventionStore,
  openTransactionStore,
} from '../../../postgres/index.ts'
import { withTestDatabase } from '../../support/database.ts'
import { count, customerId, customers, intervention, payment, transaction } from './bank.ts'

const test_ = withTestDatabase()

/** One payment each of as many customers, all due on 5 March 2026. */
async function bankWith(payments: readonly Partial<PaymentRecord>[], failed: readonly number[] = []) {
  const database = await test_.fresh()
  const { kysely } = database
  await openCustomerStore(kysely).upsert(customers(payments.length))
  const store = openTransactionStore(kysely)
  const ingestion = openIngestion(database, { clock: () => new Date('2026-04-01T00:00:00Z') })
  await ingestion.ingest(
    {
      transactions: failed.map((n) =>
        transaction(n, {
          customerId: customerId(n),
          status: 'failed',
          timestamp: new Date('2026-03-05T08:00:00Z'),
        }),
      ),
      payments: payments.map((more, i) => payment(i + 1, { customerId: customerId(i + 1), ...more })),
    },
    count,
  )
  return { kysely, store, ingestion }
}

test('what counts as a missed payment', async () => {
  const paid = { amountPaidMinor: 90_000 }
  const { kysely, store } = await bankWith(
    [
      { status: 'paid', paidDate: '2026-03-05', ...paid },
      { status: 'missed' },
      // Announced, and never heard of again.
      { status: 'scheduled' },
      // Paid late by choice, and after the debit had failed.
      { status: 'late', paidDate: '2026-03-09', ...paid },
      { status: 'late', paidDate: '2026-03-09', ...paid },
      // Due outside of the thirty days.
      { status: 'missed', dueDate: '2026-02-01' },
      { status: 'missed', dueDate: '2026-03-04' },
    ],
    [5],
  )
  expect(await fillLabels(kysely, '2026-02-02')).toBe(7)
  const labels = await store.labelsAsOf('2026-02-02')
  expect(labels.map(({ missedWithin30d }) => missedWithin30d)).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
    true,
  ])
  await fillLabels(kysely, '2026-02-03')
  const next = await store.labelsAsOf('2026-02-03')
  expect(next.filter(({ missedWithin30d }) => missedWithin30d).map((one) => one.customerId)).toEqual(
    [2, 3, 5, 7].map(customerId),
  )
  // Known once a settlement in time would have been known.
  expect(new Set(next.map(({ knownOn }) => knownOn))).toEqual(new Set(['2026-03-08']))
  const spans = [1, 2, 3, 4, 5, 6, 7].map((n) => ({
    id: `case ${n}`,
    customerId: customerId(n),
    after: '2026-02-03',
    through: '2026-03-05',
  }))
  expect([...(await missesIn(kysely, spans)).keys()].sort()).toEqual(['case 2', 'case 3', 'case 5', 'case 7'])
})

test('a label stays as it was first known', async () => {
  const { kysely, store, ingestion } = await bankWith([{ status: 'missed' }])
  await fillLabels(kysely, '2026-03-01')
  await ingestion.ingest(
    {
      transactions: [],
      payments: [
        payment(1, {
          status: 'late',
          paidDate: '2026-04-20',
          amountPaidMinor: 90_000,
        }),
      ],
    },
    count,
  )
  expect(await fillLabels(kysely, '2026-03-01')).toBe(0)
  expect((await store.labelsAsOf('2026-03-01'))[0]).toMatchObject({
    missedWithin30d: true,
    firstMissedOn: '2026-03-05',
  })
})

test('who was contacted after a day, up to another', async () => {
  const { kysely } = await test_.fresh()
  await openCustomerStore(kysely).upsert(customers(4))
  const at = (day: string) => new Date(`${day}T12:00:00Z`)
  await openInterventionStore(kysely).create(
    ['2026-03-01', '2026-03-02', '2026-03-31', '2026-04-01'].map((day, i) =>
      intervention(i + 1, { state: 'cancelled', contactedAt: at(day) }),
    ),
    [],
  )
  expect(await contactedIn(kysely, '2026-03-01', '2026-03-31')).toEqual(
    new Set([customerId(2), customerId(3)]),
  )
})
