/** Events of one customer as they arrive: once, late, too late, in advance. */
import { compileFeatures, openWindow } from '@pratibimba/risk/features'
import { describe, expect, it } from 'vitest'
import { DAY_MS, transaction } from '../support/events.ts'
import { setOf, signal, sum } from '../support/small-sets.ts'

const TODAY = 20_000
const program = compileFeatures(
  setOf(
    {
      any: sum('any', 90),
      closing: { op: 'closing', level: 'current', daysAgo: 0 },
      due: sum('due', 90),
      paid: sum('paid', 90),
    },
    [signal('weekly', (week) => sum('any', 7 * week + 6, 7 * week))],
  ),
)
const rent = { id: 'P1', kind: 'rent', dueDay: TODAY - 3, amountDueMinor: 900 }
const settled = { ...rent, paidDay: TODAY - 1, amountPaidMinor: 850 }

describe('a window', () => {
  it('counts an event delivered ten times once', () => {
    const window = openWindow()
    const event = transaction(TODAY, { balanceMinor: 5 })
    const arrivals = Array.from({ length: 10 }, () => window.applyTransaction(event))
    expect(arrivals).toEqual(['applied', ...Array(9).fill('repeated')])
    expect([...window.featuresAt(program, TODAY)]).toEqual([1, 5, 0, 0])
  })

  it('knows an event from its first becoming known, whichever delivery came first', () => {
    const window = openWindow()
    const late = transaction(TODAY - 5, { ingestedMs: TODAY * DAY_MS })
    window.applyTransaction(late)
    expect(window.featuresAt(program, TODAY - 1)[0]).toBe(0)
    expect(window.applyTransaction({ ...late, ingestedMs: late.timestampMs })).toBe('repeated')
    expect(window.featuresAt(program, TODAY - 1)[0]).toBe(1)
  })

  it('takes late events of the days it keeps, and says of older ones that they are outside', () => {
    const window = openWindow()
    window.advanceTo(TODAY)
    expect(window.earliestAsOfDay()).toBe(-Infinity)
    const ingestedMs = TODAY * DAY_MS
    expect(window.applyTransaction(transaction(TODAY - 90, { ingestedMs }))).toBe('applied')
    expect(window.applyTransaction(transaction(TODAY - 97, { ingestedMs }))).toBe('applied')
    expect(window.applyTransaction(transaction(TODAY - 98, { ingestedMs }))).toBe('outside')
    expect(window.applyPaymentDue({ ...rent, dueDay: TODAY - 98 })).toBe('outside')
    expect(window.featuresAt(program, TODAY)[0]).toBe(1)
    expect(window.earliestAsOfDay()).toBe(TODAY - 7)
    expect(() => window.featuresAt(program, TODAY - 8)).toThrow(/day 19993 or later, got 19992/)
  })

  it('answers for any date while nothing was left out, and before the first event', () => {
    const window = openWindow()
    expect([...window.featuresAt(program, TODAY)]).toEqual([0, NaN, 0, 0])
    window.applyTransaction(transaction(TODAY))
    expect(window.featuresAt(program, TODAY - 50)[0]).toBe(0)
    expect(window.featuresAt(program, TODAY + 90)[0]).toBe(1)
    expect(window.featuresAt(program, TODAY + 91)[0]).toBe(0)
  })

  it('drops days as time passes, and keeps events that are early', () => {
    const window = openWindow()
    window.applyTransaction(transaction(TODAY))
    window.applyTransaction(transaction(TODAY + 1, { ingestedMs: TODAY * DAY_MS }))
    expect(window.featuresAt(program, TODAY)[0]).toBe(1)
    window.advanceTo(TODAY + 98)
    expect(window.facts().transactions.ids).toHaveLength(1)
    expect(window.featuresAt(program, TODAY + 91)[0]).toBe(1)
    window.advanceTo(TODAY)
    expect(window.facts().day).toBe(TODAY + 98)
  })

  it('takes payments falling due and being settled, once each, in either order', () => {
    for (const dueFirst of [true, false]) {
      const window = openWindow()
      if (dueFirst) expect(window.applyPaymentDue(rent)).toBe('applied')
      if (dueFirst) expect([...window.featuresAt(program, TODAY)].slice(2)).toEqual([900, 0])
      expect(window.applyPaymentSettled(settled)).toBe('applied')
      expect(window.applyPaymentSettled(settled)).toBe('repeated')
      expect(window.applyPaymentDue(rent)).toBe('repeated')
      expect([...window.featuresAt(program, TODAY)].slice(2)).toEqual([900, 850])
      expect([...window.featuresAt(program, TODAY - 2)].slice(2)).toEqual([900, 0])
    }
  })

  it('tells the weeks of a signal', () => {
    const window = openWindow()
    window.applyTransaction(transaction(TODAY - 8))
    expect(window.weeklyValuesAt(program, TODAY).get('weekly')?.[1]).toBe(1)
  })

  it('holds a hundred thousand events of one customer', () => {
    const window = openWindow()
    for (let i = 0; i < 100_000; i++)
      window.applyTransaction(transaction(TODAY - (i % 91), { id: `T${i}`, ingestedMs: TODAY * DAY_MS }))
    expect(window.featuresAt(program, TODAY)[0]).toBe(100_000)
    window.applyTransaction(transaction(TODAY, { id: 'last' }))
    expect(window.featuresAt(program, TODAY)[0]).toBe(100_001)
  })

  it('refuses numbers that are none, and ids that are empty, and is as before', () => {
    const window = openWindow()
    const event = transaction(TODAY)
    expect(() => window.applyTransaction({ ...event, amountMinor: 0.5 })).toThrow(/amountMinor .*got 0.5/)
    expect(() => window.applyTransaction({ ...event, timestampMs: NaN })).toThrow(/timestampMs/)
    expect(() => window.applyTransaction({ ...event, ingestedMs: 1e300 })).toThrow(/ingestedMs/)
    expect(() => window.applyTransaction({ ...event, id: '' })).toThrow(/id of 1/)
    expect(() => window.applyPaymentSettled({ ...settled, paidDay: 1.5 })).toThrow(/paidDay/)
    expect(() => window.advanceTo(NaN)).toThrow(/advanceTo/)
    expect(() => window.featuresAt(program, 0.5)).toThrow(/as-of date/)
    expect(window.facts()).toMatchObject({ day: -Infinity, payments: [] })
  })
})
