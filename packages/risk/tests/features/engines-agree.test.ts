/** The columnar engine, one customer at a time, the stream, and the meaning of the language give the same numbers. */
import {
  type CustomerDayBuckets,
  compileFeatures,
  evaluate,
  evaluateOne,
  type FeatureSet,
  openBuckets,
  openWindow,
  packWindow,
  weeklyValues,
} from '@pratibimba/risk/features'
import { featureCatalogue } from '@pratibimba/risk/features/catalogue'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY_MS, type Payment, paymentRows, type Transaction, transactionRows } from './support/events.ts'
import { expectSame } from './support/expect-features.ts'
import { naiveFeatures, naiveWeeks } from './support/naive-features.ts'
import { asOfDates, CUSTOMERS, type History, histories, TODAY } from './support/random-events.ts'
import { featureSets } from './support/random-sets.ts'

const limits = [50_000, 0, 120_000]
const incomes = [NaN, 250_000, 0]
const attributeColumns = {
  credit_limit_minor: Float64Array.from(limits),
  declared_income_minor: Float64Array.from(incomes),
}
const attributesOf = (customer: number) => ({
  credit_limit_minor: limits[customer],
  declared_income_minor: incomes[customer],
})

const FIRST_DAY = TODAY - 140
const DAYS = 150

/** Everything shuffled, some events twice, in two frames of different dictionaries. */
function shuffledBuckets(
  set: FeatureSet,
  { transactions, payments }: History,
  order: readonly number[],
  asOfDays?: readonly number[],
): CustomerDayBuckets {
  const buckets = openBuckets({
    set,
    customers: CUSTOMERS,
    firstDay: FIRST_DAY,
    days: DAYS,
    distinct: true,
    ...(asOfDays === undefined ? {} : { asOfDays }),
  })
  const again = repeated(shuffled(transactions, order))
  for (const part of [again.slice(0, again.length >> 1), again.slice(again.length >> 1)]) {
    const { rows, customers } = transactionRows(part)
    buckets.addTransactions(rows, customers)
  }
  const owed = paymentRows(repeated(shuffled(payments, order)))
  buckets.addPayments(owed.rows, owed.customers)
  return buckets
}

function shuffled<T>(items: readonly T[], order: readonly number[]): T[] {
  const keys = items.map((_, i) => order[i % order.length] * 31 + i * 17)
  return items
    .map((_, i) => i)
    .sort((a, b) => (keys[a] % 101) - (keys[b] % 101))
    .map((i) => items[i])
}

/** Every third once more, later; its second coming may be known before or after the first. */
function repeated<T>(items: readonly T[]): T[] {
  const twice = items
    .filter((_, i) => i % 3 === 0)
    .map((item, i) =>
      typeof item === 'object' && item !== null && 'ingestedMs' in item
        ? { ...item, ingestedMs: (item.ingestedMs as number) + (i % 2 === 0 ? 1 : -1) * 3 * DAY_MS }
        : item,
    )
  return [...items, ...twice]
}

const seen = (history: History, order: readonly number[], customer: number) => ({
  transactions: repeated(shuffled(history.transactions, order)).filter((e) => e.customer === customer),
  payments: history.payments.filter((e) => e.customer === customer),
})

const orders = fc.array(fc.nat(1000), { minLength: 5, maxLength: 20 })

describe('engines', () => {
  it('agree with the meaning on any dates in any order, events late, shuffled and repeated', () => {
    fc.assert(
      fc.property(featureSets, histories, asOfDates, orders, (set, history, dates, order) => {
        const program = compileFeatures(set)
        const anyDate = shuffledBuckets(set, history, order)
        const ascending = [...new Set(dates)].sort((a, b) => a - b)
        const theseDates = shuffledBuckets(set, history, order, ascending)
        for (const asOf of dates) {
          const columns = evaluate(program, anyDate, asOf, attributeColumns)
          expect(evaluate(program, theseDates, asOf, attributeColumns)).toEqual(columns)
          for (let customer = 0; customer < CUSTOMERS; customer++) {
            const { transactions, payments } = seen(history, order, customer)
            const expected = naiveFeatures(set, transactions, payments, asOf, attributesOf(customer))
            const values = columns.map((column) => column[customer])
            expectSame(values, expected, `customer ${customer} as of ${asOf}`)
            const one = evaluateOne(program, anyDate, customer, asOf, attributesOf(customer))
            expect([...one]).toEqual(values)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('agree on the catalogue', () => {
    const program = compileFeatures(featureCatalogue)
    fc.assert(
      fc.property(histories, orders, (history, order) => {
        const columns = evaluate(
          program,
          shuffledBuckets(featureCatalogue, history, order),
          TODAY,
          attributeColumns,
        )
        const { transactions, payments } = seen(history, order, 1)
        const expected = naiveFeatures(featureCatalogue, transactions, payments, TODAY, attributesOf(1))
        const values = columns.map((column) => column[1])
        expectSame(values, expected, 'customer 1')
        const window = openWindow()
        for (const apply of deliveries(transactions, payments)) apply(window)
        if (TODAY >= window.earliestAsOfDay())
          expect([...window.featuresAt(program, TODAY, attributesOf(1))]).toEqual(values)
      }),
      { numRuns: 20 },
    )
  })

  it('agree on the weeks of signals', () => {
    fc.assert(
      fc.property(featureSets, histories, orders, (set, history, order) => {
        const buckets = shuffledBuckets(set, history, order)
        const weeks = weeklyValues(compileFeatures(set), buckets, 1, TODAY, attributesOf(1))
        const { transactions, payments } = seen(history, order, 1)
        const expected = naiveWeeks(set, transactions, payments, TODAY, attributesOf(1))
        expect([...weeks.keys()]).toEqual([...expected.keys()])
        for (const [signal, values] of expected) expectSame(weeks.get(signal)!, values, signal)
      }),
      { numRuns: 100 },
    )
  })

  it('agree with one date and rows known before its end only', () => {
    fc.assert(
      fc.property(featureSets, histories, (set, history) => {
        const buckets = openBuckets({ set, customers: CUSTOMERS, firstDay: TODAY - 90, days: 91 })
        const known = transactionRows(history.transactions)
        buckets.addTransactions(known.rows, known.customers, (TODAY + 1) * DAY_MS)
        const owed = paymentRows(history.payments)
        buckets.addPayments(owed.rows, owed.customers)
        const program = compileFeatures(set)
        const every = shuffledBuckets(set, { ...history }, [0], [TODAY - 1, TODAY])
        expect(every.table).toBe(buckets.table)
        const columns = evaluate(program, buckets, TODAY)
        for (let customer = 0; customer < CUSTOMERS; customer++)
          expectSame(
            columns.map((column) => column[customer]),
            naiveFeatures(
              set,
              history.transactions.filter((e) => e.customer === customer),
              history.payments.filter((e) => e.customer === customer),
              TODAY,
            ),
            `customer ${customer}`,
          )
      }),
      { numRuns: 100 },
    )
  })

  it('agree with the stream, which answers exactly or refuses', () => {
    let answered = 0
    let refused = 0
    fc.assert(
      fc.property(featureSets, histories, asOfDates, orders, (set, history, dates, order) => {
        const program = compileFeatures(set)
        const { transactions, payments } = seen(history, order, 0)
        let window = openWindow()
        for (const [i, apply] of shuffled(deliveries(transactions, payments), order).entries()) {
          apply(window)
          if (i % 10 === 9) window = openWindow(packWindow(window))
        }
        for (const asOf of dates) {
          if (asOf < window.earliestAsOfDay()) {
            expect(() => window.featuresAt(program, asOf)).toThrow(RangeError)
            refused++
            continue
          }
          const expected = naiveFeatures(set, transactions, payments, asOf, attributesOf(0))
          expectSame(window.featuresAt(program, asOf, attributesOf(0)), expected, `as of ${asOf}`)
          answered++
        }
      }),
      { numRuns: 300 },
    )
    expect(answered).toBeGreaterThan(100)
    expect(refused).toBeGreaterThan(100)
  })

  it('never let a later event change an earlier value', () => {
    fc.assert(
      fc.property(featureSets, histories, (set, history) => {
        const program = compileFeatures(set)
        const { transactions, payments } = seen(history, [0], 0)
        const window = openWindow()
        const before = new Map<number, number[]>()
        const arrivals = [...transactions].sort((a, b) => a.ingestedMs - b.ingestedMs)
        for (const payment of payments) for (const apply of deliveries([], [payment])) apply(window)
        for (const event of arrivals) {
          const asOf = Math.floor(event.ingestedMs / DAY_MS) - 1
          if (asOf >= window.earliestAsOfDay() && !before.has(asOf))
            before.set(asOf, [...window.featuresAt(program, asOf)])
          window.applyTransaction(event)
        }
        for (const [asOf, values] of before)
          if (asOf >= window.earliestAsOfDay()) expect([...window.featuresAt(program, asOf)]).toEqual(values)
      }),
      { numRuns: 200 },
    )
  })
})

/** What is sent: each transaction, each payment falling due, each being settled. */
function deliveries(transactions: readonly Transaction[], payments: readonly Payment[]) {
  type Deliver = (window: ReturnType<typeof openWindow>) => void
  return [
    ...transactions.map(
      (event): Deliver =>
        (window) =>
          window.applyTransaction(event),
    ),
    ...payments.map(
      (payment): Deliver =>
        (window) =>
          window.applyPaymentDue(payment),
    ),
    ...payments.flatMap(({ paidDay, ...payment }): Deliver[] =>
      paidDay === null ? [] : [(window) => window.applyPaymentSettled({ ...payment, paidDay })],
    ),
  ]
}
