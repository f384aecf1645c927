/** The events of one customer that features can still look at, and the features at any date they can answer for. */
import { paymentKinds } from '@pratibimba/contract'
import { type CustomerDayBuckets, openBuckets } from '../buckets/index.ts'
import { BUCKET_DAYS } from '../feature-set.ts'
import type { FeatureProgram } from '../program/compile-features.ts'
import { evaluateOne, type OneCustomerAttributes } from '../program/evaluate.ts'
import { weeklyValues } from '../program/weekly-values.ts'
import {
  type Arrival,
  needEvent,
  type PaymentDueEvent,
  type PaymentSettledEvent,
  type TransactionEvent,
} from './events.ts'
import { type PaymentEntry, paymentFrame } from './payment-log.ts'
import {
  appendTransaction,
  codeOf,
  emptyTransactions,
  pickTransactions,
  type TransactionColumns,
  transactionFrame,
} from './transaction-log.ts'
import { unpackWindow } from './unpack-window.ts'

const DAY_MS = 86_400_000
/** Days of events that are kept: what features look at, and a week, so that rows known late leave the dates before answerable. */
const KEPT_DAYS = BUCKET_DAYS + 7
/** Days that buckets hold beyond the date asked for, so that the next days find them ready. */
const DAYS_AHEAD = 31

/** What a window is made of, all of it. */
export interface WindowFacts {
  /** The latest day that was reached, by `advanceTo` or a transaction's becoming known; −Infinity before any. */
  readonly day: number
  /** The latest day of which something is not held any more; −Infinity while nothing was left out. */
  readonly lostThrough: number
  readonly transactions: Readonly<TransactionColumns>
  readonly payments: readonly PaymentEntry[]
}

/**
 * Keeps the events themselves, of the latest day and the 97 before (and later ones, if they come early): so it answers
 * for every feature set, knows what it has seen, and can leave out what was not known yet on an earlier date.
 */
export interface CustomerWindow {
  /** @throws RangeError naming the event when a number of it is not whole */
  readonly applyTransaction: (event: TransactionEvent) => Arrival
  readonly applyPaymentDue: (event: PaymentDueEvent) => Arrival
  readonly applyPaymentSettled: (event: PaymentSettledEvent) => Arrival
  /** Lets time pass to a day; earlier days than the latest change nothing. */
  readonly advanceTo: (day: number) => void
  /** The first as-of date that can be answered; −Infinity where every date can. */
  readonly earliestAsOfDay: () => number
  /**
   * What `evaluateOne` gives over buckets with the same events.
   *
   * @throws RangeError when the date looks back to days of which something is not held any more
   */
  readonly featuresAt: (
    program: FeatureProgram,
    asOfDay: number,
    attributes?: OneCustomerAttributes,
    into?: Float64Array,
  ) => Float64Array
  /** The weeks of every signal, week 0 first. */
  readonly weeklyValuesAt: (
    program: FeatureProgram,
    asOfDay: number,
    attributes?: OneCustomerAttributes,
  ) => Map<string, Float64Array>
  readonly facts: () => WindowFacts
}

/**
 * The window of a new customer, or one that was packed.
 *
 * @param bytes from `packWindow`
 * @throws CorruptWindowError when the bytes are not those that `packWindow` wrote
 */
export function openWindow(bytes?: Uint8Array): CustomerWindow {
  return windowFrom(bytes === undefined ? undefined : unpackWindow(bytes), false)
}

/** What can be asked of a window that takes nothing in any more. */
export type ReadableWindow = Pick<
  CustomerWindow,
  'earliestAsOfDay' | 'featuresAt' | 'weeklyValuesAt' | 'facts'
>

/**
 * A packed window to be asked only, which is opened in half the time: ids of its transactions are ranks.
 *
 * @throws CorruptWindowError as `openWindow` does
 */
export function readWindow(bytes: Uint8Array): ReadableWindow {
  return windowFrom(unpackWindow(bytes, false), true)
}

/** Memory of the buckets that were read last, by program: a window that is only asked needs them for one answer. */
const lastRead = new WeakMap<FeatureProgram, CustomerDayBuckets>()

/** @param once whether it is asked once or twice, so that nothing is kept ready for the next time */
function windowFrom(start: WindowFacts | undefined, once: boolean): CustomerWindow {
  let day = start?.day ?? -Infinity
  let lostThrough = start?.lostThrough ?? -Infinity
  let transactions: TransactionColumns = start?.transactions ?? emptyTransactions()
  /** Made when the first event comes. */
  let transactionPlaces: Map<string, number> | undefined
  let payments: PaymentEntry[] = [...(start?.payments ?? [])]
  let paymentPlaces = placesOf(payments.map(({ id }) => id))
  /** No event is of an earlier day, so that nothing needs to be dropped before the window reaches it. */
  let oldestDay = oldestOf(transactions, payments)
  let ready: ReadyBuckets | undefined

  const firstDay = () => day - KEPT_DAYS + 1

  const dropOld = () => {
    if (oldestDay >= firstDay()) return
    const lastDays = transactions.timestampsMs.map(dayOf)
    const kept = keptPlaces(lastDays)
    if (kept.length < lastDays.length) {
      transactions = pickTransactions(transactions, kept)
      transactionPlaces = undefined
      ready = undefined
    }
    const keptPayments = keptPlaces(payments.map(lastDayOf))
    if (keptPayments.length < payments.length) {
      payments = keptPayments.map((place) => payments[place])
      paymentPlaces = placesOf(payments.map(({ id }) => id))
      ready = undefined
    }
    oldestDay = oldestOf(transactions, payments)
  }
  const keptPlaces = (days: readonly number[]): number[] => {
    const kept: number[] = []
    for (const [place, of] of days.entries())
      if (of >= firstDay()) kept.push(place)
      else lostThrough = Math.max(lostThrough, of)
    return kept
  }
  const isOutside = (of: number): boolean => {
    if (of >= firstDay()) return false
    lostThrough = Math.max(lostThrough, of)
    return true
  }
  const advanceTo = (to: number) => {
    if (to <= day) return
    day = to
    dropOld()
  }

  const bucketsAt = (program: FeatureProgram, asOfDay: number): CustomerDayBuckets => {
    if (!Number.isSafeInteger(asOfDay))
      throw new RangeError(`featuresAt: need an as-of date in days since 1970, got ${asOfDay}`)
    const from = asOfDay - BUCKET_DAYS + 1
    if (from <= lostThrough)
      throw new RangeError(
        `featuresAt: need an as-of date of day ${lostThrough + BUCKET_DAYS} or later, got ${asOfDay}: events before are not held`,
      )
    if (once) {
      const buckets = openBuckets({
        set: program.set,
        customers: 1,
        firstDay: from,
        days: BUCKET_DAYS,
        asOfDays: [asOfDay],
        inPlaceOf: lastRead.get(program),
      })
      lastRead.set(program, buckets)
      const rows = transactionFrame(transactions, 0)
      buckets.addTransactions(rows, new Int32Array(rows.rows))
      const dues = paymentFrame(payments)
      buckets.addPayments(dues, new Int32Array(dues.rows))
      return buckets
    }
    if (
      ready === undefined ||
      ready.buckets.table !== program.table ||
      from < ready.buckets.firstDay ||
      asOfDay >= ready.buckets.firstDay + ready.buckets.days
    )
      ready = {
        buckets: openBuckets({
          set: program.set,
          customers: 1,
          firstDay: from,
          days: BUCKET_DAYS + DAYS_AHEAD,
        }),
        transactions: 0,
        payments: 0,
      }
    if (ready.transactions < transactions.ids.length) {
      const rows = transactionFrame(transactions, ready.transactions)
      ready.buckets.addTransactions(rows, new Int32Array(rows.rows))
      ready.transactions = transactions.ids.length
    }
    if (ready.payments < payments.length) {
      const rows = paymentFrame(payments.slice(ready.payments))
      ready.buckets.addPayments(rows, new Int32Array(rows.rows))
      ready.payments = payments.length
    }
    return ready.buckets
  }

  return {
    applyTransaction(event) {
      const { id, timestampMs, ingestedMs, amountMinor, balanceMinor } = event
      needEvent('applyTransaction', id, {
        ms: { timestampMs, ingestedMs },
        minor: { amountMinor, balanceMinor: balanceMinor ?? 0 },
      })
      transactionPlaces ??= placesOf(transactions.ids)
      const known = transactionPlaces.get(id)
      if (known !== undefined) {
        if (ingestedMs < transactions.ingestedMs[known]) {
          transactions.ingestedMs[known] = ingestedMs
          ready = undefined
        }
        return 'repeated'
      }
      advanceTo(dayOf(ingestedMs))
      const of = dayOf(timestampMs)
      if (isOutside(of)) return 'outside'
      oldestDay = Math.min(oldestDay, of)
      transactionPlaces?.set(id, transactions.ids.length)
      appendTransaction(transactions, event)
      return 'applied'
    },
    applyPaymentDue({ id, kind, dueDay, amountDueMinor }) {
      needEvent('applyPaymentDue', id, { days: { dueDay }, minor: { amountDueMinor } })
      if (paymentPlaces.has(id)) return 'repeated'
      if (isOutside(dueDay)) return 'outside'
      oldestDay = Math.min(oldestDay, dueDay)
      paymentPlaces.set(id, payments.length)
      payments.push({
        id,
        kind: codeOf(paymentKinds, kind),
        dueDay,
        amountDue: amountDueMinor,
        settled: undefined,
      })
      return 'applied'
    },
    applyPaymentSettled({ id, kind, dueDay, amountDueMinor, paidDay, amountPaidMinor }) {
      needEvent('applyPaymentSettled', id, {
        days: { dueDay, paidDay },
        minor: { amountDueMinor, amountPaidMinor },
      })
      const place = paymentPlaces.get(id)
      if (place !== undefined && payments[place].settled !== undefined) return 'repeated'
      if (isOutside(Math.max(paidDay, place === undefined ? dueDay : payments[place].dueDay)))
        return 'outside'
      const settled = { paidDay, amountPaid: amountPaidMinor }
      if (place === undefined) {
        oldestDay = Math.min(oldestDay, Math.max(dueDay, paidDay))
        paymentPlaces.set(id, payments.length)
        payments.push({
          id,
          kind: codeOf(paymentKinds, kind),
          dueDay,
          amountDue: amountDueMinor,
          settled,
        })
      } else {
        payments[place] = { ...payments[place], settled }
        if (ready !== undefined && place < ready.payments) ready = undefined
      }
      return 'applied'
    },
    advanceTo(to) {
      if (!Number.isSafeInteger(to))
        throw new RangeError(`advanceTo: need a day in days since 1970, got ${to}`)
      advanceTo(to)
    },
    earliestAsOfDay: () => lostThrough + BUCKET_DAYS,
    featuresAt: (program, asOfDay, attributes, into) =>
      evaluateOne(program, bucketsAt(program, asOfDay), 0, asOfDay, attributes, into),
    weeklyValuesAt: (program, asOfDay, attributes) =>
      weeklyValues(program, bucketsAt(program, asOfDay), 0, asOfDay, attributes),
    facts: () => ({ day, lostThrough, transactions, payments }),
  }
}

/** Buckets that hold the first so many transactions and payments. */
interface ReadyBuckets {
  readonly buckets: CustomerDayBuckets
  transactions: number
  payments: number
}

function dayOf(timestampMs: number): number {
  return Math.floor(timestampMs / DAY_MS)
}

/** The last day on which a payment shows. */
function lastDayOf({ dueDay, settled }: PaymentEntry): number {
  return Math.max(dueDay, settled?.paidDay ?? dueDay)
}

function placesOf(ids: readonly string[]): Map<string, number> {
  return new Map(ids.map((id, place) => [id, place]))
}

function oldestOf(transactions: TransactionColumns, payments: readonly PaymentEntry[]): number {
  let oldest = Infinity
  for (const timestampMs of transactions.timestampsMs) oldest = Math.min(oldest, timestampMs)
  oldest = oldest === Infinity ? oldest : dayOf(oldest)
  for (const payment of payments) oldest = Math.min(oldest, lastDayOf(payment))
  return oldest
}
