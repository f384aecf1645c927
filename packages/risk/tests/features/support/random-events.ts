/** Histories of a few customers: late, at midnight, at the same instant, refused, of unknown words. */
import { accountKinds, paymentKinds, transactionCategories, transactionChannels } from '@pratibimba/contract'
import fc from 'fast-check'
import { DAY_MS, type Payment, type Transaction } from './events.ts'

export const TODAY = 20_000
export const CUSTOMERS = 3

/** Mostly of the last weeks, so that events meet. */
const days = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: TODAY - 12, max: TODAY + 2 }) },
  fc.integer({ min: TODAY - 140, max: TODAY + 5 }),
)
/** Midnight, the last millisecond of a day, a few instants that come again, any. */
const timeOfDay = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, DAY_MS - 1, 3_600_000 * 9, 3_600_000 * 22) },
  fc.integer({ min: 0, max: DAY_MS - 1 }),
)
/** Known at once, within the day or so, at a midnight, days or months later. */
const delay = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  fc.integer({ min: 0, max: DAY_MS }),
  fc.integer({ min: 1, max: 6 }).map((late) => late * DAY_MS),
  fc.integer({ min: 0, max: 130 * DAY_MS }),
)

const transaction = fc.record({
  customer: fc.nat(CUSTOMERS - 1),
  day: days,
  time: timeOfDay,
  delay,
  accountKind: fc.constantFrom(...accountKinds, 'current', 'current'),
  category: fc.oneof(fc.constantFrom('salary', 'rent', 'gift'), fc.constantFrom(...transactionCategories)),
  channel: fc.constantFrom<string[]>(...transactionChannels, 'pigeon'),
  status: fc.constantFrom<string[]>('posted', 'posted', 'posted', 'failed', 'pending'),
  amountMinor: fc.integer({ min: -50_000, max: 50_000 }),
  balanceMinor: fc.option(fc.integer({ min: -100_000, max: 100_000 }), { freq: 6 }),
})

const payment = fc.record({
  customer: fc.nat(CUSTOMERS - 1),
  kind: fc.constantFrom<string[]>(...paymentKinds, 'favour'),
  dueDay: days,
  amountDueMinor: fc.integer({ min: 1, max: 90_000 }),
  after: fc.option(fc.integer({ min: -10, max: 100 })),
  amountPaidMinor: fc.integer({ min: 0, max: 90_000 }),
})

export interface History {
  readonly transactions: readonly Transaction[]
  readonly payments: readonly Payment[]
}

/** Ids neither in the order of time nor of arrival. */
export const histories: fc.Arbitrary<History> = fc
  .record({
    drawn: fc.array(transaction, { maxLength: 90, size: 'max' }),
    owed: fc.array(payment, { maxLength: 12 }),
    salt: fc.integer({ min: 1, max: 1000 }),
  })
  .map(({ drawn, owed, salt }) => ({
    transactions: drawn.map(({ day, time, delay: late, ...rest }, i) => {
      const timestampMs = day * DAY_MS + time
      return {
        ...rest,
        id: `T${(i * 7919 * salt) % 10007}-${i}`,
        timestampMs,
        ingestedMs: timestampMs + late,
      }
    }),
    payments: owed.map(({ after, ...rest }, i) => ({
      ...rest,
      id: `P${(i * salt) % 13}-${i}`,
      paidDay: after === null ? null : rest.dueDay + after,
    })),
  }))

/** Dates to ask for, in no order. */
export const asOfDates = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: TODAY - 10, max: TODAY + 2 }) },
    fc.integer({ min: TODAY - 45, max: TODAY + 2 }),
  ),
  { minLength: 1, maxLength: 5 },
)
