/** Calendar arithmetic against the platform's. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstOfMonth, monthOf, openDueDates } from '../../portfolios/calendar.ts'

const DAY = 86_400_000

test('months and their first days agree with UTC dates', () => {
  fc.assert(
    fc.property(fc.integer({ min: -20_000, max: 60_000 }), (day) => {
      const date = new Date(day * DAY)
      const { month, dayOfMonth } = monthOf(day)
      expect(month).toBe(date.getUTCFullYear() * 12 + date.getUTCMonth())
      expect(dayOfMonth).toBe(date.getUTCDate())
      expect(firstOfMonth(month)).toBe(day - dayOfMonth + 1)
    }),
    { seed: 5 },
  )
})

test('due dates fall on their day, a month apart, and the last one leaves time for a late payment', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10_957, max: 47_481 }), fc.integer({ min: 1, max: 28 }), (asOf, day) => {
      const dates = openDueDates(asOf, 24)
      for (let age = 0; age < 24; age++) {
        expect(monthOf(dates.due(age, day)).dayOfMonth).toBe(day)
        expect(monthOf(dates.due(age, day)).month).toBe(monthOf(dates.due(age + 1, day)).month + 1)
      }
      expect(asOf - dates.due(0, day)).toBeGreaterThanOrEqual(15)
      expect(asOf - dates.due(0, day)).toBeLessThan(15 + 31)
    }),
    { seed: 5 },
  )
})
