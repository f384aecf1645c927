import { parseDay } from '@pratibimba/numerics/calendar'
import type { PaymentRecord } from '@pratibimba/risk/ports'
import { firstMissed } from '@pratibimba/risk/warning'
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

test('what counts as a missed payment: as the domain says, whatever the status and the debits say', async () => {
  const paid = { amountPaidMinor: 90_000 }
  const payments: Partial<PaymentRecord>[] = [
    { status: 'paid', paidDate: '2026-03-05', ...paid },
    { status: 'missed' },
    // Announced, and never heard of again.
    { status: 'scheduled' },
    // Made good on the last day of grace, without and after a refused debit; and a day too late.
    { status: 'late', paidDate: '2026-03-08', ...paid },
    { status: 'late', paidDate: '2026-03-08', ...paid },
    { status: 'late', paidDate: '2026-03-09', ...paid },
    // In part.
    { status: 'paid', paidDate: '2026-03-05', amountPaidMinor: 89_999 },
    // Due outside of the thirty days.
    { status: 'missed', dueDate: '2026-02-01' },
    { status: 'missed', dueDate: '2026-03-04' },
  ]
  const { kysely, store } = await bankWith(payments, [5])
  expect(await fillLabels(kysely, '2026-02-02')).toBe(payments.length)
  const labels = await store.labelsAsOf('2026-02-02')
  expect(labels.filter(({ missedWithin30d }) => missedWithin30d).map((one) => one.customerId)).toEqual([
    customerId(9),
  ])
  await fillLabels(kysely, '2026-02-03')
  const next = await store.labelsAsOf('2026-02-03')
  const asOfDay = parseDay('2026-02-03')
  const byDomain = payments.flatMap((more, i) => {
    const one = payment(i + 1, more)
    const owed = {
      dueDay: parseDay(one.dueDate),
      amountDueMinor: one.amountDueMinor,
      paidDay: one.paidDate === undefined ? undefined : parseDay(one.paidDate),
      amountPaidMinor: one.amountPaidMinor,
    }
    return firstMissed([owed], asOfDay) === undefined ? [] : [customerId(i + 1)]
  })
  expect(byDomain).toEqual([2, 3, 6, 7, 9].map(customerId))
  expect(next.filter(({ missedWithin30d }) => missedWithin30d).map((one) => one.customerId)).toEqual(byDomain)
  // Known once a settlement in time would have been known.
  expect(new Set(next.map(({ knownOn }) => knownOn))).toEqual(new Set(['2026-03-08']))
  const spans = payments.map((_, i) => ({
    id: customerId(i + 1),
    customerId: customerId(i + 1),
    after: '2026-02-03',
    through: '2026-03-05',
  }))
  expect([...(await missesIn(kysely, spans)).keys()].sort()).toEqual(byDomain)
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
