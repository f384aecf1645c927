/** What happens, or becomes known, after the as-of date changes no value. */
import { transactionCategories, transactionChannels } from '@pratibimba/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { advancedFeatureSet } from '../../../features/advanced/index.ts'
import { featuresOf } from './compute.ts'
import { payments, transactions } from './golden-customer.ts'
import type { WrittenTransaction } from './written-customer.ts'

const FUTURE_DAYS = 20
const before = featuresOf(advancedFeatureSet, transactions, payments, 200_000, FUTURE_DAYS)

const event = fc.record({
  category: fc.constantFrom(...transactionCategories),
  channel: fc.constantFrom(...transactionChannels),
  amount: fc.integer({ min: -1_000_000, max: 1_000_000 }),
  balance: fc.integer({ min: -1_000_000, max: 1_000_000 }),
  account: fc.constantFrom('current' as const, 'savings' as const, 'credit_card' as const),
  hour: fc.integer({ min: 0, max: 23 }),
})

it('later transactions change nothing', () => {
  const later = event.chain((row) =>
    fc
      .integer({ min: 1, max: FUTURE_DAYS })
      .map((ahead): WrittenTransaction => ({ ...row, daysAgo: -ahead })),
  )
  fc.assert(
    fc.property(fc.array(later, { minLength: 1, maxLength: 8 }), (rows) => {
      expect(
        featuresOf(advancedFeatureSet, [...transactions, ...rows], payments, 200_000, FUTURE_DAYS),
      ).toEqual(before)
    }),
    { numRuns: 20 },
  )
})

it('transactions of which the bank learnt later change nothing', () => {
  const late = fc
    .tuple(event, fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 30 }))
    .map(([row, daysAgo, ahead]): WrittenTransaction => ({ ...row, daysAgo, knownDaysAgo: -ahead }))
  fc.assert(
    fc.property(fc.array(late, { minLength: 1, maxLength: 8 }), (rows) => {
      expect(
        featuresOf(advancedFeatureSet, [...transactions, ...rows], payments, 200_000, FUTURE_DAYS),
      ).toEqual(before)
    }),
    { numRuns: 20 },
  )
})

it('settlements and due dates to come change nothing', () => {
  const settledLater = payments.map((payment) =>
    payment.paidDaysAgo === undefined ? { ...payment, paidDaysAgo: -3 } : payment,
  )
  const dueLater = { kind: 'rent', dueDaysAgo: -2, amount: 100_000, paidDaysAgo: -2 } as const
  expect(
    featuresOf(advancedFeatureSet, transactions, [...settledLater, dueLater], 200_000, FUTURE_DAYS),
  ).toEqual(before)
})
