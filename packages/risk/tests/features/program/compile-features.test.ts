/** What a program shares, what it refuses, and what it says of the weeks. */
import {
  compileFeatures,
  type Expression,
  evaluate,
  evaluateOne,
  openBuckets,
  type Signal,
  weeklyAggregates,
  weeklyValues,
} from '@pratibimba/risk/features'
import { describe, expect, it } from 'vitest'
import { transaction, transactionRows } from '../support/events.ts'
import { feature, measures, setOf, signal, sum } from '../support/small-sets.ts'

const TODAY = 20_000
const one: Expression = { op: 'constant', value: 1 }

describe('a program', () => {
  it('computes what many features share once', () => {
    const shared: Expression = { op: 'divide', left: sum('spent', 30), right: sum('received', 30) }
    const program = compileFeatures(
      setOf({
        a: shared,
        b: { op: 'log1p', of: shared },
        c: { op: 'multiply', left: shared, right: sum('spent', 30) },
        d: { op: 'multiply', left: sum('spent', 30), right: shared },
        e: { op: 'feature', id: 'a' },
      }),
    )
    expect(program.features.loads.sum.registers).toHaveLength(2)
    expect(program.features.steps).toHaveLength(3)
  })

  it('walks what is shared once, in features and in signals', () => {
    let value: Expression = sum('spent', 0)
    // Told out, 2^60 leaves.
    for (let i = 0; i < 60; i++) value = { op: 'add', left: value, right: value }
    expect(compileFeatures(setOf({ value }, [signal('doubled', () => value)])).features.steps).toHaveLength(
      60,
    )
  })

  it('refuses in a signal what a feature may hold, though they share it', () => {
    const shared: Expression = { op: 'negate', of: { op: 'feature', id: 'a' } }
    expect(() => compileFeatures(setOf({ a: one, b: shared }, [signal('s', () => shared)]))).toThrow(
      'no reference to a feature in a signal',
    )
  })

  it('uses registers again', () => {
    let value: Expression = sum('spent', 0)
    for (let i = 0; i < 50; i++) value = { op: 'add', left: value, right: one }
    expect(compileFeatures(setOf({ value })).features.registers).toBeLessThan(5)
  })

  it('leaves out signals that no feature needs, and still tells their weeks', () => {
    const unused = signal('unused', (week) => sum('any', 7 * week + 6, 7 * week))
    const program = compileFeatures(setOf({ value: one }, [unused]))
    expect(program.features.loads.sum.registers).toHaveLength(0)
    const buckets = openBuckets({ set: program.set, customers: 1, firstDay: TODAY - 90, days: 91 })
    const { rows, customers } = transactionRows([transaction(TODAY - 6), transaction(TODAY - 7)])
    buckets.addTransactions(rows, customers)
    expect(weeklyValues(program, buckets, 0, TODAY).get('unused')).toEqual(
      Float64Array.of(1, 1, 0, 0, 0, 0, 0, 0),
    )
  })

  it('gives a customer the same numbers among many as alone', () => {
    const program = compileFeatures(setOf({ value: sum('spent', 90), last: { op: 'history_days' } }))
    const customers = 100
    const buckets = openBuckets({ set: program.set, customers, firstDay: TODAY - 90, days: 91 })
    const made = transactionRows(
      Array.from({ length: customers }, (_, customer) =>
        transaction(TODAY - (customer % 91), { customer, amountMinor: -customer }),
      ),
    )
    buckets.addTransactions(made.rows, made.customers)
    const [spent, last] = evaluate(program, buckets, TODAY)
    for (let customer = 0; customer < customers; customer++) {
      expect([...evaluateOne(program, buckets, customer, TODAY)]).toEqual([spent[customer], last[customer]])
      expect([spent[customer], last[customer]]).toEqual([customer, (customer % 91) + 1])
    }
  })

  it('refuses buckets of other measures, and customers they do not have', () => {
    const program = compileFeatures(setOf({ value: one }))
    const other = { measures: measures.slice(1), signals: [], features: [] }
    const buckets = openBuckets({ set: other, customers: 1, firstDay: TODAY - 90, days: 91 })
    expect(() => evaluate(program, buckets, TODAY)).toThrow(/measures of the program/)
    const own = openBuckets({ set: program.set, customers: 1, firstDay: TODAY - 90, days: 91 })
    expect(() => evaluateOne(program, own, 1, TODAY)).toThrow(/0…0, got 1/)
  })
})

describe('weeks', () => {
  /** The aggregates of eight given weeks, null for unknown ones: nobody's attribute. */
  function aggregates(weeks: readonly (number | null)[], high: number): Record<string, number> {
    const given: Signal = signal(
      'given',
      (week) => {
        const value = weeks[week]
        return value === null ? { op: 'attribute', name: 'accounts' } : { op: 'constant', value }
      },
      high,
    )
    const set = setOf(
      Object.fromEntries(
        weeklyAggregates.map((aggregate) => [aggregate, { op: 'weekly', aggregate, signal: 'given' }]),
      ),
      [given],
    )
    const buckets = openBuckets({ set, customers: 1, firstDay: TODAY - 90, days: 91 })
    const values = evaluateOne(compileFeatures(set), buckets, 0, TODAY)
    return Object.fromEntries(weeklyAggregates.map((aggregate, k) => [aggregate, values[k]]))
  }

  it('of a rising signal have a positive trend: week 0 is the present', () => {
    expect(aggregates([8, 7, 6, 5, 4, 3, 2, 1], 5)).toEqual({
      mean: 4.5,
      max: 8,
      min: 1,
      std: Math.sqrt(6),
      trend: 1,
      consec_high: 4,
    })
  })

  it('that are unknown are left out, and end a run', () => {
    const some = aggregates([9, null, 9, 9, null, 3, null, null], 9)
    expect(some).toMatchObject({ mean: 7.5, max: 9, min: 3, std: 3, consec_high: 2 })
    expect(some.trend).toBeCloseTo(15 / 13, 12)
  })

  it('that are too few give nothing', () => {
    const none = [null, null, null, null, null, null, null]
    expect(aggregates([null, ...none], 1)).toEqual(
      Object.fromEntries(weeklyAggregates.map((aggregate) => [aggregate, NaN])),
    )
    expect(aggregates([...none, 4], 5)).toEqual({
      mean: 4,
      max: 4,
      min: 4,
      std: NaN,
      trend: NaN,
      consec_high: 0,
    })
    expect(aggregates([2, 1, ...none.slice(1)], 5)).toMatchObject({ std: Math.SQRT1_2, trend: NaN })
  })

  it('that are all the same have neither spread nor trend, to the last bit', () => {
    expect(aggregates(Array(8).fill(0.1), 1)).toMatchObject({ std: 0, trend: 0 })
  })
})

describe('a feature set is refused', () => {
  const refused: [string, () => unknown, RegExp][] = [
    ['unknown measure', () => compileFeatures(setOf({ x: sum('nothing', 3) })), /feature "x".*"nothing"/],
    ['window past 90 days', () => compileFeatures(setOf({ x: sum('any', 91) })), /feature "x".*91 to 0/],
    ['window of the future', () => compileFeatures(setOf({ x: sum('any', 3, -1) })), /3 to -1/],
    ['window the wrong way', () => compileFeatures(setOf({ x: sum('any', 3, 4) })), /3 to 4/],
    ['half a day', () => compileFeatures(setOf({ x: sum('any', 1.5) })), /1.5 to 0/],
    [
      'a week past 90 days',
      () => compileFeatures(setOf({}, [signal('s', (week) => sum('any', 13 * week + 6, 13 * week))])),
      /signal "s", week 7.*97 to 91/,
    ],
    [
      'later feature',
      () => compileFeatures(setOf({ x: { op: 'feature', id: 'y' }, y: one })),
      /feature "x".*earlier.*"y"/,
    ],
    [
      'itself',
      () => compileFeatures(setOf({ x: { op: 'negate', of: { op: 'feature', id: 'x' } } })),
      /feature "x".*earlier/,
    ],
    ['unknown feature', () => compileFeatures(setOf({ x: { op: 'feature', id: 'z' } })), /feature "x".*"z"/],
    [
      'unknown signal',
      () => compileFeatures(setOf({ x: { op: 'weekly', aggregate: 'mean', signal: 's' } })),
      /feature "x".*signal.*"s"/,
    ],
    [
      'signals in a circle',
      () =>
        compileFeatures(
          setOf({}, [
            signal('a', () => ({ op: 'weekly', aggregate: 'mean', signal: 'b' })),
            signal('b', () => ({ op: 'weekly', aggregate: 'max', signal: 'a' })),
          ]),
        ),
      /a → b → a/,
    ],
    [
      'a feature in a signal',
      () => compileFeatures(setOf({ x: one }, [signal('s', () => ({ op: 'feature', id: 'x' }))])),
      /signal "s".*"x"/,
    ],
    ['no number', () => compileFeatures(setOf({ x: { op: 'constant', value: NaN } })), /finite.*NaN/],
    [
      'a clip of nothing',
      () => compileFeatures(setOf({ x: { op: 'clip', of: one, low: 2, high: 1 } })),
      /low ≤ high/,
    ],
    [
      'an unknown operation',
      () => compileFeatures(setOf({ x: { op: 'cube', of: one } as unknown as Expression })),
      /"cube"/,
    ],
    [
      'an unknown attribute',
      () => compileFeatures(setOf({ x: { op: 'attribute', name: 'age' as 'accounts' } })),
      /attribute.*"age"/,
    ],
    [
      'an unknown level',
      () => compileFeatures(setOf({ x: { op: 'closing', level: 'loan' as 'current', daysAgo: 0 } })),
      /level.*"loan"/,
    ],
    [
      'two of one name',
      () => compileFeatures({ measures, signals: [], features: [feature('x', one), feature('x', one)] }),
      /"x".*twice/,
    ],
    [
      'two measures of one name',
      () => compileFeatures({ measures: [...measures, measures[0]], signals: [], features: [] }),
      /"spent" twice/,
    ],
    [
      'hours of no day',
      () =>
        compileFeatures({
          measures: [{ id: 'm', title: '', event: 'transaction', where: { hours: [3, 25] }, value: 'count' }],
          signals: [],
          features: [],
        }),
      /"m".*3 to 25/,
    ],
  ]

  it.each(refused)('for %s', (_, compile, message) => {
    expect(compile).toThrow(RangeError)
    expect(compile).toThrow(message)
  })
})
