/** What became known late belongs to its day, but only for the dates that could know it, asked in any order. */
import { compileFeatures, evaluate, openBuckets } from '@pratibimba/risk/features'
import { describe, expect, it } from 'vitest'
import { DAY_MS, type Transaction, transaction, transactionRows } from '../support/events.ts'
import { setOf, sum } from '../support/small-sets.ts'

const TODAY = 20_000
const set = setOf({ spent: sum('spent', 90), closing: { op: 'closing', level: 'current', daysAgo: 0 } })
const program = compileFeatures(set)

function bucketsOf(events: readonly Transaction[], more: { asOfDays?: number[]; distinct?: boolean } = {}) {
  const buckets = openBuckets({ set, customers: 1, firstDay: TODAY - 120, days: 131, ...more })
  const { rows, customers } = transactionRows(events)
  buckets.addTransactions(rows, customers)
  return buckets
}

/** One day, three instants; the middle one known at once, the others after two and four days. */
const noon = (TODAY - 5) * DAY_MS + DAY_MS / 2
const event = (id: string, timestampMs: number, daysLate: number, balanceMinor: number) =>
  transaction(0, {
    id,
    timestampMs,
    ingestedMs: timestampMs + daysLate * DAY_MS,
    amountMinor: -balanceMinor,
    balanceMinor,
  })
const events = [
  event('B', noon, 2, 10),
  event('A', noon, 0, 100),
  event('C', noon + 1, 4, 1000),
  event('D', noon - 1, 4, 10_000),
]
/** Spent and closing balance by date. */
const expected: Record<number, [number, number]> = {
  [TODAY - 6]: [0, NaN],
  [TODAY - 5]: [100, 100],
  [TODAY - 4]: [100, 100],
  [TODAY - 3]: [110, 10],
  [TODAY - 2]: [110, 10],
  [TODAY - 1]: [11_110, 1000],
  [TODAY]: [11_110, 1000],
}
const orders = [
  [-6, -5, -4, -3, -2, -1, 0],
  [0, -1, -2, -3, -4, -5, -6],
  [-3, 0, -6, -1, -4, -3, -5, 0, -2],
]

describe('late rows', () => {
  it.each(orders.map((order) => [order.join(), order] as const))('are seen on the dates %s', (_, order) => {
    for (const arrival of [events, events.toReversed(), [2, 0, 3, 1].map((i) => events[i])]) {
      const any = bucketsOf(arrival)
      const these = bucketsOf(arrival, { asOfDays: [...new Set(order)].map((day) => TODAY + day).toSorted() })
      for (const day of order)
        for (const buckets of [any, these])
          expect(evaluate(program, buckets, TODAY + day).map(([value]) => value)).toEqual(
            expected[TODAY + day],
          )
    }
  })

  it('leave the buckets as they were when they are taken out again', () => {
    const buckets = bucketsOf(events)
    buckets.knowAsOf(TODAY - 5)
    const [sums, closing] = [buckets.sums.slice(), buckets.closing.slice()]
    buckets.knowAsOf(TODAY)
    expect(buckets.sums).not.toEqual(sums)
    buckets.knowAsOf(TODAY - 5)
    expect(buckets.sums).toEqual(sums)
    expect(buckets.closing).toEqual(closing)
  })

  it('may come after a date was asked for', () => {
    const buckets = bucketsOf(events.slice(0, 2))
    expect(evaluate(program, buckets, TODAY)[0][0]).toBe(110)
    const { rows, customers } = transactionRows(events.slice(2))
    buckets.addTransactions(rows, customers)
    expect(evaluate(program, buckets, TODAY - 3)[0][0]).toBe(110)
    expect(evaluate(program, buckets, TODAY)[0][0]).toBe(11_110)
  })

  it('leave behind when the day closed before them', () => {
    const buckets = bucketsOf(events)
    buckets.knowAsOf(TODAY)
    buckets.knowAsOf(TODAY - 5)
    const { rows, customers } = transactionRows([event('E', noon - 2, 0, 7)])
    buckets.addTransactions(rows, customers)
    expect(evaluate(program, buckets, TODAY - 5)[1][0]).toBe(100)
  })

  it('that come again are known from their first coming', () => {
    const [late] = events
    const early = { ...late, ingestedMs: late.ingestedMs - DAY_MS }
    for (const arrival of [
      [late, early],
      [early, late],
      [late, early, early, late],
    ]) {
      const buckets = bucketsOf(arrival, { distinct: true })
      const spent = [-5, -4, -3].map((day) => evaluate(program, buckets, TODAY + day)[0][0])
      expect(spent).toEqual([0, 10, 10])
    }
  })

  it('need not be kept aside where no date comes between', () => {
    const buckets = bucketsOf(events, { asOfDays: [TODAY] })
    const sums = buckets.sums.slice()
    buckets.knowAsOf(TODAY)
    expect(buckets.sums).toEqual(sums)
    expect(evaluate(program, buckets, TODAY)[0][0]).toBe(11_110)
  })
})
