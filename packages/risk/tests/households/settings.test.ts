/** Settings and parameters: what is refused, and with which words. */
import {
  householdParameters,
  InvalidParameters,
  planHouseholds,
  resolveParameters,
} from '@pratibimba/risk/households'
import { describe, expect, test } from 'vitest'
import { simulated } from './support/simulated.ts'

describe('parameters', () => {
  test('every usual value lies in its own range and says why', () => {
    expect(() => resolveParameters()).not.toThrow()
    for (const { value, range, unit, reason } of Object.values(householdParameters)) {
      expect(value).toBeGreaterThanOrEqual(range[0])
      expect(value).toBeLessThanOrEqual(range[1])
      expect(unit.length).toBeGreaterThan(0)
      expect(reason.length).toBeGreaterThan(0)
    }
  })

  test.each([
    [{ 'app.willing_share': 2 }, 'app.willing_share: must be a number from 0 to 1 (share), got 2.'],
    [{ 'app.willing_share': 'many' }, 'got "many"'],
    [{ 'app.willing_share': null }, 'got null'],
    [{ 'app.wiling_share': 0.1 }, 'app.wiling_share: is no parameter; did you mean app.willing_share?'],
    [
      { 'housing.rent_share': 0.9 },
      'housing.rent_share: and housing.mortgage_share must add up to 1 at most',
    ],
    [{ constructor: 1 }, 'constructor: is no parameter'],
    [[1], 'must be an object of numbers by name'],
    [null, 'must be an object of numbers by name'],
  ])('%j is refused', (given, words) => {
    expect(() => resolveParameters(given)).toThrow(InvalidParameters)
    expect(() => resolveParameters(given)).toThrow(words)
  })

  test('all faults are named at once', () => {
    expect(() => resolveParameters({ 'app.fee': -1, 'card.share': 7 })).toThrow(/app\.fee.*card\.share/)
  })

  test('extremes simulate without a number that is none', () => {
    for (const end of [0, 1] as const) {
      const extreme = Object.fromEntries(
        Object.entries(householdParameters)
          .filter(
            ([name]) =>
              !name.startsWith('income.') && !name.startsWith('housing.') && name !== 'warm_up.days',
          )
          .map(([name, { range }]) => [name, range[end]]),
      )
      const { transactions, daily_balances } = simulated({ customers: 6, days: 40, parameters: extreme })
      for (const row of transactions) expect(Number.isSafeInteger(row.amount_minor)).toBe(true)
      for (const row of daily_balances) expect(Number.isSafeInteger(row.current_minor)).toBe(true)
    }
  })
})

describe('settings', () => {
  test.each([
    [{ customers: 0, days: 10 }, 'need customers 1–9999999, got 0'],
    [{ customers: 10, days: 0 }, 'need days 1–3660, got 0'],
    [{ customers: 10, days: 1.5 }, 'need days'],
    [{ customers: 10, days: 10, seed: -1 }, 'need seed'],
    [{ customers: 10, days: 10, labelEvery: 0 }, 'need labelEvery 1–366'],
    [{ customers: 10, days: 10, truthPaths: 5000 }, 'need truthPaths 0–4096'],
  ])('%j is refused', (settings, words) => {
    expect(() => planHouseholds(settings)).toThrow(words)
  })

  test('as-of dates have ninety days behind them, and thirty and the days of grace before them', () => {
    const plan = planHouseholds({ customers: 1, days: 180 })
    expect(plan.labelDates.at(-1)).toBe(plan.lastDay - 33)
    expect(plan.labelDates[0]).toBeGreaterThanOrEqual(plan.firstDay + 89)
    expect(plan.labelDates.map((day) => plan.lastDay - 33 - day)).toEqual([45, 30, 15, 0])
    expect(planHouseholds({ customers: 1, days: 122 }).labelDates).toEqual([])
    expect(planHouseholds({ customers: 1, days: 123 }).labelDates).toEqual([plan.firstDay + 89])
  })
})
