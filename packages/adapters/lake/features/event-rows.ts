/** Transactions and payments that features are computed from: their columns, and rows of those as events. */
import type { Frame } from '@pratibimba/numerics/frame'
import type { PaymentSettledEvent, TransactionEvent } from '@pratibimba/risk/features/stream'
import { numbersOf, textsOf } from '../named-values.ts'

export const transactionColumns = [
  'customer_id',
  'transaction_id',
  'account_kind',
  'timestamp',
  'amount_minor',
  'category',
  'channel',
  'status',
  'balance_minor',
  'ingested_at',
] as const
export const paymentColumns = [
  'customer_id',
  'payment_id',
  'kind',
  'due_date',
  'amount_due_minor',
  'paid_date',
  'amount_paid_minor',
] as const

/** @throws LakeError when a column is missing or of another kind */
export function transactionReader(rows: Frame): (row: number) => TransactionEvent {
  const [id, accountKind, category, channel, status] = [
    'transaction_id',
    'account_kind',
    'category',
    'channel',
    'status',
  ].map((name) => textsOf(rows, name))
  const [timestamp, ingested, amount, balance] = [
    'timestamp',
    'ingested_at',
    'amount_minor',
    'balance_minor',
  ].map((name) => numbersOf(rows, name))
  return (row) => {
    const balanceMinor = balance(row)
    return {
      id: id(row),
      timestampMs: timestamp(row),
      ingestedMs: ingested(row),
      accountKind: accountKind(row),
      category: category(row),
      channel: channel(row),
      status: status(row),
      amountMinor: amount(row),
      balanceMinor: Number.isNaN(balanceMinor) ? null : balanceMinor,
    }
  }
}

/** What is not settled has NaN for the day and the amount paid. @throws LakeError as `transactionReader` does */
export function paymentReader(rows: Frame): (row: number) => PaymentSettledEvent {
  const [id, kind] = ['payment_id', 'kind'].map((name) => textsOf(rows, name))
  const [due, amountDue, paid, amountPaid] = [
    'due_date',
    'amount_due_minor',
    'paid_date',
    'amount_paid_minor',
  ].map((name) => numbersOf(rows, name))
  return (row) => ({
    id: id(row),
    kind: kind(row),
    dueDay: due(row),
    amountDueMinor: amountDue(row),
    paidDay: paid(row),
    amountPaidMinor: amountPaid(row),
  })
}
