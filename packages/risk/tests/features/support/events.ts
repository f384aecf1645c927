/** Events as objects, and as the columns that buckets take. */
import { type CategoryColumn, type Frame, frameOf } from '@pratibimba/numerics/frame'

export const DAY_MS = 86_400_000

export interface Transaction {
  readonly customer: number
  readonly id: string
  readonly timestampMs: number
  readonly ingestedMs: number
  readonly accountKind: string
  readonly category: string
  readonly channel: string
  readonly status: string
  readonly amountMinor: number
  readonly balanceMinor: number | null
}

export interface Payment {
  readonly customer: number
  readonly id: string
  readonly kind: string
  readonly dueDay: number
  readonly amountDueMinor: number
  readonly paidDay: number | null
  readonly amountPaidMinor: number
}

/** The dictionary holds the words in the order of their appearance, so that frames differ in their codes. */
export function categoryColumn(words: readonly string[]): CategoryColumn {
  const dictionary = [...new Set(words)]
  return { kind: 'category', values: Int32Array.from(words, (word) => dictionary.indexOf(word)), dictionary }
}

export function transactionRows(events: readonly Transaction[]): { rows: Frame; customers: Int32Array } {
  return {
    customers: Int32Array.from(events, ({ customer }) => customer),
    rows: frameOf({
      transaction_id: { kind: 'text', values: events.map(({ id }) => id) },
      timestamp: { kind: 'timestamp', values: Float64Array.from(events, (e) => e.timestampMs) },
      ingested_at: { kind: 'timestamp', values: Float64Array.from(events, (e) => e.ingestedMs) },
      amount_minor: { kind: 'int64', values: Float64Array.from(events, (e) => e.amountMinor) },
      balance_minor: {
        kind: 'int64',
        values: Float64Array.from(events, (e) => e.balanceMinor ?? 0),
        validity: Uint8Array.from(events, (e) => (e.balanceMinor === null ? 0 : 1)),
      },
      category: categoryColumn(events.map(({ category }) => category)),
      channel: categoryColumn(events.map(({ channel }) => channel)),
      account_kind: categoryColumn(events.map(({ accountKind }) => accountKind)),
      status: categoryColumn(events.map(({ status }) => status)),
    }),
  }
}

export function paymentRows(payments: readonly Payment[]): { rows: Frame; customers: Int32Array } {
  const validity = Uint8Array.from(payments, ({ paidDay }) => (paidDay === null ? 0 : 1))
  return {
    customers: Int32Array.from(payments, ({ customer }) => customer),
    rows: frameOf({
      payment_id: { kind: 'text', values: payments.map(({ id }) => id) },
      kind: categoryColumn(payments.map(({ kind }) => kind)),
      due_date: { kind: 'date', values: Int32Array.from(payments, ({ dueDay }) => dueDay) },
      amount_due_minor: { kind: 'int64', values: Float64Array.from(payments, (p) => p.amountDueMinor) },
      paid_date: { kind: 'date', values: Int32Array.from(payments, (p) => p.paidDay ?? 0), validity },
      amount_paid_minor: {
        kind: 'int64',
        values: Float64Array.from(payments, (p) => p.amountPaidMinor),
        validity,
      },
    }),
  }
}

/** A posted card payment on a day of somebody's current account, known at once, with these exceptions. */
export function transaction(day: number, than: Partial<Transaction> = {}): Transaction {
  const timestampMs = than.timestampMs ?? day * DAY_MS + DAY_MS / 2
  return {
    customer: 0,
    id: `T${timestampMs}`,
    timestampMs,
    ingestedMs: timestampMs,
    accountKind: 'current',
    category: 'groceries',
    channel: 'card',
    status: 'posted',
    amountMinor: -1000,
    balanceMinor: null,
    ...than,
  }
}
