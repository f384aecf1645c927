/** A customer as a list of events by days before the as-of date, and as the frames that engines read. */
import type {
  AccountKind,
  PaymentKind,
  TransactionCategory,
  TransactionChannel,
  TransactionStatus,
} from '@pratibimba/contract'
import { type CategoryColumn, type Frame, frameOf } from '@pratibimba/numerics/frame'

/** 30 June 2025. */
export const asOfDay = Date.UTC(2025, 5, 30) / 86_400_000
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

export interface WrittenTransaction {
  readonly daysAgo: number
  readonly category: TransactionCategory
  readonly amount: number
  readonly channel: TransactionChannel
  /** After it. */
  readonly balance: number
  /** Default current. */
  readonly account?: AccountKind
  readonly status?: TransactionStatus
  readonly hour?: number
  /** Days before the as-of date on which the bank learnt of it; by default at once. */
  readonly knownDaysAgo?: number
}

export interface WrittenPayment {
  readonly kind: PaymentKind
  readonly dueDaysAgo: number
  readonly amount: number
  /** Absent where still open. */
  readonly paidDaysAgo?: number
}

const category = (words: readonly string[]): CategoryColumn => {
  const dictionary = [...new Set(words)]
  return {
    kind: 'category',
    dictionary,
    values: Int32Array.from(words, (word) => dictionary.indexOf(word)),
  }
}

export function transactionFrame(rows: readonly WrittenTransaction[]): Frame {
  const at = ({ daysAgo, hour = 12 }: WrittenTransaction) => (asOfDay - daysAgo) * DAY_MS + hour * HOUR_MS
  return frameOf({
    transaction_id: { kind: 'text', values: rows.map((_, i) => `T${String(i).padStart(6, '0')}`) },
    account_kind: category(rows.map(({ account }) => account ?? 'current')),
    timestamp: { kind: 'timestamp', values: Float64Array.from(rows, at) },
    amount_minor: { kind: 'int64', values: Float64Array.from(rows, ({ amount }) => amount) },
    category: category(rows.map((row) => row.category)),
    channel: category(rows.map(({ channel }) => channel)),
    status: category(rows.map(({ status }) => status ?? 'posted')),
    balance_minor: { kind: 'int64', values: Float64Array.from(rows, ({ balance }) => balance) },
    ingested_at: {
      kind: 'timestamp',
      values: Float64Array.from(rows, (row) =>
        row.knownDaysAgo === undefined ? at(row) : (asOfDay - row.knownDaysAgo) * DAY_MS,
      ),
    },
  })
}

export function paymentFrame(rows: readonly WrittenPayment[]): Frame {
  const validity = Uint8Array.from(rows, ({ paidDaysAgo }) => (paidDaysAgo === undefined ? 0 : 1))
  return frameOf({
    payment_id: { kind: 'text', values: rows.map((_, i) => `P${String(i).padStart(6, '0')}`) },
    kind: category(rows.map(({ kind }) => kind)),
    due_date: { kind: 'date', values: Int32Array.from(rows, ({ dueDaysAgo }) => asOfDay - dueDaysAgo) },
    amount_due_minor: { kind: 'int64', values: Float64Array.from(rows, ({ amount }) => amount) },
    paid_date: {
      kind: 'date',
      values: Int32Array.from(rows, ({ paidDaysAgo }) => asOfDay - (paidDaysAgo ?? 0)),
      validity,
    },
    amount_paid_minor: {
      kind: 'int64',
      values: Float64Array.from(rows, ({ amount, paidDaysAgo }) => (paidDaysAgo === undefined ? 0 : amount)),
      validity,
    },
  })
}
