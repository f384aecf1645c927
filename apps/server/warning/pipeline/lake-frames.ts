/** Records of the online store as frames of a lake's tables. */
import { parseDay } from '@pratibimba/numerics/calendar'
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'
import type {
  AccountRecord,
  CustomerRecord,
  LabelRecord,
  PaymentRecord,
  TransactionRecord,
} from '@pratibimba/risk/ports'

/** What is not known is an empty text: no word of the vocabularies. */
function texts<Row>(rows: readonly Row[], of: (row: Row) => string | undefined): Column {
  return { kind: 'text', values: rows.map((row) => of(row) ?? '') }
}

function numbers<Row>(
  kind: 'int32' | 'int64' | 'date' | 'timestamp',
  rows: readonly Row[],
  of: (row: Row) => number | undefined,
): Column {
  const found = rows.map(of)
  const present = found.map((value) => value ?? 0)
  const values = kind === 'int32' || kind === 'date' ? Int32Array.from(present) : Float64Array.from(present)
  const validity = Uint8Array.from(found, (value) => (value === undefined ? 0 : 1))
  return { kind, values, ...(validity.includes(0) && { validity }) } as Column
}

const dayOf = (date: string | undefined): number | undefined =>
  date === undefined ? undefined : parseDay(date)

export function customerFrame(rows: readonly CustomerRecord[]): Frame {
  return frameOf({
    customer_id: texts(rows, ({ customerId }) => customerId),
    age: numbers('int32', rows, ({ age }) => age),
    employment_type: texts(rows, ({ employmentType }) => employmentType),
    home_ownership: texts(rows, ({ homeOwnership }) => homeOwnership),
    region: texts(rows, ({ region }) => region),
    household_size: numbers('int32', rows, ({ householdSize }) => householdSize),
    declared_income_minor: numbers('int64', rows, ({ declaredIncomeMinor }) => declaredIncomeMinor),
    opened_on: numbers('date', rows, ({ openedOn }) => dayOf(openedOn)),
  })
}

export function accountFrame(rows: readonly AccountRecord[]): Frame {
  return frameOf({
    account_id: texts(rows, ({ accountId }) => accountId),
    customer_id: texts(rows, ({ customerId }) => customerId),
    kind: texts(rows, ({ kind }) => kind),
    currency: texts(rows, ({ currency }) => currency),
    opened_on: numbers('date', rows, ({ openedOn }) => dayOf(openedOn)),
    credit_limit_minor: numbers('int64', rows, ({ creditLimitMinor }) => creditLimitMinor),
    outstanding_minor: numbers('int64', rows, ({ outstandingMinor }) => outstandingMinor),
  })
}

export function transactionFrame(rows: readonly TransactionRecord[]): Frame {
  return frameOf({
    transaction_id: texts(rows, ({ transactionId }) => transactionId),
    customer_id: texts(rows, ({ customerId }) => customerId),
    account_id: texts(rows, ({ accountId }) => accountId),
    account_kind: texts(rows, ({ accountKind }) => accountKind),
    timestamp: numbers('timestamp', rows, ({ timestamp }) => timestamp.getTime()),
    amount_minor: numbers('int64', rows, ({ amountMinor }) => amountMinor),
    currency: texts(rows, ({ currency }) => currency),
    category: texts(rows, ({ category }) => category),
    channel: texts(rows, ({ channel }) => channel),
    status: texts(rows, ({ status }) => status),
    description: texts(rows, ({ description }) => description),
    balance_minor: numbers('int64', rows, ({ balanceMinor }) => balanceMinor),
    ingested_at: numbers('timestamp', rows, ({ ingestedAt }) => ingestedAt.getTime()),
  })
}

export function paymentFrame(rows: readonly PaymentRecord[]): Frame {
  return frameOf({
    payment_id: texts(rows, ({ paymentId }) => paymentId),
    customer_id: texts(rows, ({ customerId }) => customerId),
    account_id: texts(rows, ({ accountId }) => accountId),
    kind: texts(rows, ({ kind }) => kind),
    due_date: numbers('date', rows, ({ dueDate }) => dayOf(dueDate)),
    amount_due_minor: numbers('int64', rows, ({ amountDueMinor }) => amountDueMinor),
    paid_date: numbers('date', rows, ({ paidDate }) => dayOf(paidDate)),
    // Paid without an amount: what was due.
    amount_paid_minor: numbers('int64', rows, ({ paidDate, amountPaidMinor, amountDueMinor }) =>
      paidDate === undefined ? undefined : (amountPaidMinor ?? amountDueMinor),
    ),
    status: texts(rows, ({ status }) => status),
  })
}

export function labelFrame(rows: readonly LabelRecord[]): Frame {
  return frameOf({
    customer_id: texts(rows, ({ customerId }) => customerId),
    as_of_date: numbers('date', rows, ({ asOfDate }) => dayOf(asOfDate)),
    missed_within_30d: {
      kind: 'boolean',
      values: Uint8Array.from(rows, ({ missedWithin30d }) => (missedWithin30d ? 1 : 0)),
    },
    first_missed_on: numbers('date', rows, ({ firstMissedOn }) => dayOf(firstMissedOn)),
    known_on: numbers('date', rows, ({ knownOn }) => dayOf(knownOn)),
  })
}
