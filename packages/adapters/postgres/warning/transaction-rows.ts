/** Transactions and payments as rows. */
import type { CalendarDate, PaymentRecord, TransactionRecord } from '@pratibimba/risk/ports'
import { present } from './given-rows.ts'
import type { PaymentRow, TransactionRow } from './tables.ts'

export const transactionTypes = {
  transaction_id: 'text',
  customer_id: 'text',
  account_id: 'text',
  account_kind: 'text',
  timestamp: 'timestamptz',
  amount_minor: 'bigint',
  currency: 'text',
  category: 'text',
  channel: 'text',
  status: 'text',
  description: 'text',
  balance_minor: 'bigint',
  ingested_at: 'timestamptz',
} as const satisfies Record<keyof TransactionRow, string>

export function toTransactionRow(record: TransactionRecord) {
  return {
    transaction_id: record.transactionId,
    customer_id: record.customerId,
    account_id: record.accountId ?? null,
    account_kind: record.accountKind,
    timestamp: record.timestamp,
    amount_minor: record.amountMinor,
    currency: record.currency,
    category: record.category,
    channel: record.channel ?? null,
    status: record.status,
    description: record.description ?? null,
    balance_minor: record.balanceMinor ?? null,
    ingested_at: record.ingestedAt,
  }
}

export function fromTransactionRow(row: TransactionRow): TransactionRecord {
  return {
    transactionId: row.transaction_id,
    customerId: row.customer_id,
    accountKind: row.account_kind,
    timestamp: row.timestamp,
    amountMinor: row.amount_minor,
    currency: row.currency,
    category: row.category,
    status: row.status,
    ingestedAt: row.ingested_at,
    ...present({
      accountId: row.account_id,
      channel: row.channel,
      description: row.description,
      balanceMinor: row.balance_minor,
    }),
  }
}

/** Fields that make two deliveries of one id contradict each other; when it was delivered is not one of them. */
const transactionContent = [
  'customerId',
  'accountId',
  'accountKind',
  'timestamp',
  'amountMinor',
  'currency',
  'category',
  'channel',
  'status',
  'description',
  'balanceMinor',
] as const satisfies readonly (keyof TransactionRecord)[]

/** @returns names of the fields in which they differ */
export function transactionDifferences(kept: TransactionRecord, given: TransactionRecord): string[] {
  return transactionContent.filter((field) => plain(kept[field]) !== plain(given[field]))
}

export const paymentTypes = {
  payment_id: 'text',
  customer_id: 'text',
  account_id: 'text',
  kind: 'text',
  due_date: 'date',
  amount_due_minor: 'bigint',
  paid_date: 'date',
  amount_paid_minor: 'bigint',
  status: 'text',
} as const satisfies Record<keyof PaymentRow, string>

export function toPaymentRow(record: PaymentRecord) {
  return {
    payment_id: record.paymentId,
    customer_id: record.customerId,
    account_id: record.accountId ?? null,
    kind: record.kind,
    due_date: record.dueDate,
    amount_due_minor: record.amountDueMinor,
    paid_date: record.paidDate ?? null,
    amount_paid_minor: record.amountPaidMinor ?? null,
    status: record.status,
  }
}

export function fromPaymentRow(row: PaymentRow): PaymentRecord {
  return {
    paymentId: row.payment_id,
    customerId: row.customer_id,
    kind: row.kind,
    dueDate: row.due_date,
    amountDueMinor: row.amount_due_minor,
    status: row.status,
    ...present({
      accountId: row.account_id,
      paidDate: row.paid_date,
      amountPaidMinor: row.amount_paid_minor,
    }),
  }
}

const paymentIdentity = [
  'customerId',
  'accountId',
  'kind',
  'dueDate',
  'amountDueMinor',
] as const satisfies readonly (keyof PaymentRecord)[]
const paymentState = ['status', 'paidDate', 'amountPaidMinor'] as const

/** A payment goes from scheduled over missed to paid, and never back. */
const stage = { scheduled: 0, missed: 1, late: 2, paid: 2 } as const

/** What another statement on a payment is: the same again, its next stage, or one that contradicts what is kept. */
export function comparePayments(
  kept: PaymentRecord,
  given: PaymentRecord,
): { what: 'repeated' | 'advanced' } | { what: 'conflict'; fields: string[] } {
  const identity = paymentIdentity.filter((field) => kept[field] !== given[field])
  if (identity.length > 0) return { what: 'conflict', fields: identity }
  const state = paymentState.filter((field) => kept[field] !== given[field])
  if (state.length === 0) return { what: 'repeated' }
  if (stage[given.status] > stage[kept.status]) return { what: 'advanced' }
  return { what: 'conflict', fields: state }
}

function plain(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value
}

/** The day in UTC. */
export function dayOf(instant: Date): CalendarDate {
  return instant.toISOString().slice(0, 10)
}
