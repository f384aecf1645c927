import { firstMissed, GRACE_DAYS, isMissed, LABEL_DAYS, LABEL_KNOWN_DAYS } from '@pratibimba/risk/warning'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const due = { dueDay: 100, amountDueMinor: 5_000 }

describe('isMissed', () => {
  it.each([
    ['paid on its day', { paidDay: 100, amountPaidMinor: 5_000 }, false],
    ['paid before', { paidDay: 95, amountPaidMinor: 5_000 }, false],
    ['refused, and made good on the last day of grace', { paidDay: 103, amountPaidMinor: 5_000 }, false],
    ['made good a day later', { paidDay: 104, amountPaidMinor: 5_000 }, true],
    ['never paid', {}, true],
    ['paid in part', { paidDay: 100, amountPaidMinor: 4_999 }, true],
    ['paid, and nobody said how much', { paidDay: 100 }, false],
    ['paid with more than was due', { paidDay: 102, amountPaidMinor: 9_000 }, false],
  ])('%s: %o → %s', (_, paid, missed) => {
    expect(isMissed({ ...due, ...paid })).toBe(missed)
  })
})

describe('firstMissed', () => {
  it('is the earliest missed due day after the as-of day and up to thirty days on, in any order', () => {
    const payments = fc.array(
      fc.record({
        dueDay: fc.integer({ min: 0, max: 80 }),
        amountDueMinor: fc.constant(100),
        paidDay: fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
      }),
    )
    fc.assert(
      fc.property(payments, fc.integer({ min: 0, max: 60 }), (rows, asOf) => {
        const days = rows
          .filter((row) => row.dueDay > asOf && row.dueDay <= asOf + LABEL_DAYS && isMissed(row))
          .map(({ dueDay }) => dueDay)
        expect(firstMissed(rows, asOf)).toBe(days.length === 0 ? undefined : Math.min(...days))
      }),
    )
  })

  it('is known when the grace of the last due day is over', () => {
    expect(LABEL_KNOWN_DAYS).toBe(LABEL_DAYS + GRACE_DAYS)
    expect([LABEL_DAYS, GRACE_DAYS]).toEqual([30, 3])
  })
})
