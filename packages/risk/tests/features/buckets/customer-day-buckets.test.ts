/** What a bucket holds: examples at the edges of days, of knowledge and of sense. */
import { compileFeatures, evaluate, type FeatureSet, openBuckets } from '@pratibimba/risk/features'
import { describe, expect, it } from 'vitest'
import {
  DAY_MS,
  type Payment,
  paymentRows,
  type Transaction,
  transaction,
  transactionRows,
} from '../support/events.ts'
import { setOf, sum } from '../support/small-sets.ts'

const TODAY = 20_000
const closing = { op: 'closing', level: 'current', daysAgo: 0 } as const
const set = setOf({
  spent: sum('spent', 90),
  received: sum('received', 90),
  any: sum('any', 90),
  refused: sum('refused', 90),
  night: sum('night', 90),
  today: sum('any', 0),
  yesterday: sum('any', 1, 1),
  due: sum('due', 90),
  paid: sum('paid', 90),
  late: sum('late', 90),
  closing,
  lowest: { op: 'lowest', level: 'current', window: { from: 3, to: 0 } },
  history: { op: 'history_days' },
  active: { op: 'active_days', measure: 'any', window: { from: 90, to: 0 } },
  largest: { op: 'largest_day', measure: 'spent', window: { from: 90, to: 0 } },
})

function featuresOf(
  events: readonly Transaction[],
  payments: readonly Payment[] = [],
  asOf = TODAY,
  of: FeatureSet = set,
): Record<string, number> {
  const buckets = openBuckets({ set: of, customers: 1, firstDay: asOf - 90, days: 91 })
  const { rows, customers } = transactionRows(events)
  buckets.addTransactions(rows, customers)
  const owed = paymentRows(payments)
  buckets.addPayments(owed.rows, owed.customers)
  const columns = evaluate(compileFeatures(of), buckets, asOf)
  return Object.fromEntries(of.features.map(({ id }, k) => [id, columns[k][0]]))
}

describe('buckets', () => {
  it('know nothing of a customer without events', () => {
    expect(featuresOf([])).toEqual({
      ...Object.fromEntries(set.features.map(({ id }) => [id, 0])),
      closing: NaN,
      lowest: NaN,
    })
  })

  it('count the first and the last millisecond of a day to it', () => {
    const at = (timestampMs: number) => transaction(0, { timestampMs })
    const days = featuresOf([at(TODAY * DAY_MS - 1), at(TODAY * DAY_MS), at((TODAY + 1) * DAY_MS - 1)])
    expect(days).toMatchObject({ today: 2, yesterday: 1, any: 3, history: 2, active: 2 })
  })

  it('see the day of the date and the ninety before, and no other', () => {
    expect(featuresOf([transaction(TODAY - 91), transaction(TODAY + 1)])).toMatchObject({
      any: 0,
      history: 0,
    })
    expect(featuresOf([transaction(TODAY - 90)])).toMatchObject({ any: 1, history: 91 })
  })

  it('leave out what became known at the end of the date or later', () => {
    const known = (ingestedMs: number) => featuresOf([transaction(TODAY, { ingestedMs })]).any
    expect(known((TODAY + 1) * DAY_MS - 1)).toBe(1)
    expect(known((TODAY + 1) * DAY_MS)).toBe(0)
  })

  it('count refused attempts only where asked for, and close no day with them', () => {
    const refused = transaction(TODAY, { status: 'failed', balanceMinor: 7, amountMinor: -500 })
    expect(featuresOf([refused])).toMatchObject({ refused: 1, any: 0, spent: 0, history: 1, closing: NaN })
  })

  it('take amounts without their sign, and an amount of 0 as going neither way', () => {
    const events = [transaction(TODAY - 1, { amountMinor: 300 }), transaction(TODAY, { amountMinor: 0 })]
    expect(featuresOf(events)).toMatchObject({ received: 300, spent: 0, any: 2 })
  })

  it('run hours past midnight', () => {
    const at = (hour: number) => transaction(0, { timestampMs: TODAY * DAY_MS + hour * 3_600_000 })
    expect(featuresOf([at(21), at(22), at(0), at(5), at(6)]).night).toBe(3)
  })

  it('close a day with the last posted transaction, by time and then by id, and carry it on', () => {
    const noon = TODAY * DAY_MS - DAY_MS / 2
    const at = (timestampMs: number, id: string, balanceMinor: number | null) =>
      transaction(0, { timestampMs, id, balanceMinor })
    const events = [at(noon, 'T2', 20), at(noon, 'T3', 30), at(noon, 'T1', 10), at(noon - 1, 'T9', 5)]
    expect(featuresOf(events)).toMatchObject({ closing: 30, lowest: 30 })
    expect(featuresOf([...events, at(noon + 1, 'T0', null)]).closing).toBe(30)
    const earlier = transaction(TODAY - 10, { balanceMinor: -40 })
    expect(featuresOf([...events, earlier])).toMatchObject({ closing: 30, lowest: -40 })
  })

  it('close a day with the later row of an instant where ids are not given', () => {
    const { rows, customers } = transactionRows(
      [11, 12].map((balanceMinor) => transaction(TODAY, { balanceMinor })),
    )
    const columns = new Map(rows.columns)
    columns.delete('transaction_id')
    const buckets = openBuckets({ set, customers: 1, firstDay: TODAY - 90, days: 91 })
    buckets.addTransactions({ rows: rows.rows, columns }, customers)
    const at = set.features.findIndex(({ id }) => id === 'closing')
    expect(evaluate(compileFeatures(set), buckets, TODAY)[at][0]).toBe(12)
  })

  it('put payments on the due date and on the paid date, late days from 0 on', () => {
    const payment = { customer: 0, kind: 'rent', amountDueMinor: 900, amountPaidMinor: 800 }
    const payments = [
      { ...payment, id: 'P1', dueDay: TODAY - 5, paidDay: TODAY - 2 },
      { ...payment, id: 'P2', dueDay: TODAY - 1, paidDay: TODAY - 3 },
      { ...payment, id: 'P3', dueDay: TODAY, paidDay: null },
      { ...payment, id: 'P4', dueDay: TODAY - 1, paidDay: TODAY + 1 },
      { ...payment, id: 'P5', dueDay: TODAY + 1, paidDay: null },
    ]
    expect(featuresOf([], payments)).toMatchObject({ due: 3600, paid: 1600, late: 3, history: 6 })
  })

  it('add up a million transactions of one customer', () => {
    const events = Array.from({ length: 1000 }, (_, i) => transaction(TODAY - (i % 50), { id: `T${i}` }))
    const { rows, customers } = transactionRows(events)
    const buckets = openBuckets({ set, customers: 1, firstDay: TODAY - 90, days: 91 })
    for (let part = 0; part < 1000; part++) buckets.addTransactions(rows, customers)
    const columns = evaluate(compileFeatures(set), buckets, TODAY)
    expect(columns[0][0]).toBe(1_000_000_000)
    expect(columns[2][0]).toBe(1_000_000)
  })

  it('pass over rows of customers that are not asked for', () => {
    const { rows } = transactionRows([transaction(TODAY), transaction(TODAY)])
    const buckets = openBuckets({ set, customers: 2, firstDay: TODAY - 90, days: 91 })
    buckets.addTransactions(rows, Int32Array.of(-1, 1))
    expect([...evaluate(compileFeatures(set), buckets, TODAY)[2]]).toEqual([0, 1])
  })

  it('begin empty in the memory of others', () => {
    const { rows, customers } = transactionRows([transaction(TODAY)])
    const used = openBuckets({ set, customers: 3, firstDay: TODAY - 90, days: 91 })
    used.addTransactions(rows, customers)
    const buckets = openBuckets({ set, customers: 2, firstDay: TODAY - 90, days: 91, inPlaceOf: used })
    expect(buckets.sums.buffer).toBe(used.sums.buffer)
    expect(buckets.sums.every((value) => value === 0)).toBe(true)
    expect(buckets.sums).toHaveLength(2 * 91 * buckets.table.width)
  })
})

describe('buckets refuse', () => {
  const buckets = openBuckets({ set, customers: 1, firstDay: TODAY - 100, days: 101, asOfDays: [TODAY] })
  const add = (events: readonly Transaction[], customers?: Int32Array) => () => {
    const made = transactionRows(events)
    buckets.addTransactions(made.rows, customers ?? made.customers)
  }

  it.each([1.5, NaN, 2 ** 53])('an amount of %s', (amountMinor) => {
    expect(add([transaction(TODAY, { amountMinor })])).toThrow(/amount_minor .*row 0/)
  })

  it('a customer that is not of the block, and an index of other length', () => {
    expect(add([transaction(TODAY, { customer: 1 })])).toThrow(/got 1 in row 0/)
    expect(add([transaction(TODAY)], Int32Array.of(0, 0))).toThrow(/1 rows, got 2/)
  })

  it('a row without an instant', () => {
    const { rows, customers } = transactionRows([transaction(TODAY), transaction(TODAY)])
    const columns = new Map(rows.columns)
    columns.set('ingested_at', {
      kind: 'timestamp',
      values: new Float64Array(2),
      validity: Uint8Array.of(1, 0),
    })
    expect(() => buckets.addTransactions({ rows: 2, columns }, customers)).toThrow(/ingested_at .*row 1/)
  })

  it('a date that is not covered, or was not announced', () => {
    expect(() => buckets.knowAsOf(TODAY - 1)).toThrow(/opened for/)
    const any = openBuckets({ set, customers: 1, firstDay: TODAY - 100, days: 101 })
    expect(() => any.knowAsOf(TODAY + 1)).toThrow(RangeError)
    expect(() => any.knowAsOf(TODAY - 11)).toThrow(RangeError)
  })

  it('buckets of no sense', () => {
    expect(() => openBuckets({ set, customers: -1, firstDay: 0, days: 91 })).toThrow(/customers, got -1/)
    expect(() => openBuckets({ set, customers: 1, firstDay: 0.5, days: 91 })).toThrow(/firstDay/)
    expect(() => openBuckets({ set, customers: 1, firstDay: 0, days: 99, asOfDays: [95, 92] })).toThrow(
      /ascending/,
    )
  })

  it('sums that are no longer exact', () => {
    const large = openBuckets({ set, customers: 1, firstDay: TODAY - 90, days: 91 })
    const { rows, customers } = transactionRows([
      transaction(TODAY, { amountMinor: -(2 ** 53 - 1) }),
      transaction(TODAY - 1, { amountMinor: -5 }),
    ])
    large.addTransactions(rows, customers)
    expect(() => evaluate(compileFeatures(set), large, TODAY)).toThrow(/2⁵³/)
  })
})
