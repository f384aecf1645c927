/** Rows of a bucket as frames of a lake's tables. */
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { paymentStatus, type ReadPayment } from '@pratibimba/risk/transactions'
import { firstMissed, LABEL_KNOWN_DAYS } from '@pratibimba/risk/warning'
import type { BucketTransaction } from './bucket-rows.ts'

const DAY_MS = 86_400_000

/** What is not known is an empty text: no word of the vocabularies. */
function texts<Row>(rows: readonly Row[], of: (row: Row) => string): Column {
  return { kind: 'text', values: rows.map(of) }
}

/** NaN is missing. */
function numbers<Row>(
  kind: 'int32' | 'int64' | 'date' | 'timestamp',
  rows: readonly Row[],
  of: (row: Row) => number,
): Column {
  const found = Float64Array.from(rows, of)
  const validity = Uint8Array.from(found, (value) => (Number.isNaN(value) ? 0 : 1))
  const present = found.map((value) => (Number.isNaN(value) ? 0 : value))
  const values = kind === 'int32' || kind === 'date' ? Int32Array.from(present) : present
  return { kind, values, ...(validity.includes(0) && { validity }) } as Column
}

const dayOf = (ms: number): number => Math.floor(ms / DAY_MS)
const unknownText = (): string => ''
const unknown = (): number => Number.NaN

export function transactionFrame(rows: readonly BucketTransaction[], currency: string): Frame {
  return frameOf({
    transaction_id: texts(rows, ({ id }) => id),
    customer_id: texts(rows, ({ customerId }) => customerId),
    account_id: texts(rows, ({ accountId }) => accountId),
    account_kind: texts(rows, ({ accountKind }) => accountKind),
    timestamp: numbers('timestamp', rows, ({ timestampMs }) => timestampMs),
    amount_minor: numbers('int64', rows, ({ amountMinor }) => amountMinor),
    currency: texts(rows, () => currency),
    category: texts(rows, ({ category }) => category),
    channel: texts(rows, ({ channel }) => channel),
    status: texts(rows, ({ status }) => status),
    description: texts(rows, ({ description }) => description),
    balance_minor: numbers('int64', rows, ({ balanceAfter }) => balanceAfter),
    ingested_at: numbers('timestamp', rows, ({ ingestedMs }) => ingestedMs),
  })
}

/** Customers and their accounts, from their transactions and payments: whatever else a bank knows is missing. */
export function peopleFrames(
  rows: readonly BucketTransaction[],
  payments: readonly ReadPayment[],
  currency: string,
): {
  readonly customers: Frame
  readonly accounts: Frame
  readonly customerIds: readonly string[]
  readonly firstSeen: ReadonlyMap<string, number>
} {
  const customers = new Map<string, number>()
  const accounts = new Map<string, { customerId: string; kind: string; day: number }>()
  const see = (customerId: string, accountId: string, kind: string, day: number): void => {
    customers.set(customerId, Math.min(customers.get(customerId) ?? day, day))
    const account = accounts.get(accountId)
    if (account === undefined) accounts.set(accountId, { customerId, kind, day })
    else account.day = Math.min(account.day, day)
  }
  for (const { customerId, accountId, accountKind, timestampMs } of rows)
    see(customerId, accountId, accountKind, dayOf(timestampMs))
  for (const { customerId, accountId, kind, dueDay } of payments)
    see(
      customerId,
      accountId,
      kind === 'card_minimum' ? 'credit_card' : kind === 'instalment' ? 'loan' : 'current',
      dueDay,
    )
  const people = [...customers].sort(([a], [b]) => (a < b ? -1 : 1))
  const owned = [...accounts].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    customerIds: people.map(([id]) => id),
    firstSeen: customers,
    customers: frameOf({
      customer_id: texts(people, ([id]) => id),
      age: numbers('int32', people, unknown),
      employment_type: texts(people, unknownText),
      home_ownership: texts(people, unknownText),
      region: texts(people, unknownText),
      household_size: numbers('int32', people, unknown),
      declared_income_minor: numbers('int64', people, unknown),
      opened_on: numbers('date', people, ([, day]) => day),
    }),
    accounts: frameOf({
      account_id: texts(owned, ([id]) => id),
      customer_id: texts(owned, ([, { customerId }]) => customerId),
      kind: texts(owned, ([, { kind }]) => kind),
      currency: texts(owned, () => currency),
      opened_on: numbers('date', owned, ([, { day }]) => day),
      credit_limit_minor: numbers('int64', owned, unknown),
      outstanding_minor: numbers('int64', owned, unknown),
    }),
  }
}

export function paymentFrame(
  payments: readonly (ReadPayment & { readonly id: string })[],
  lastDay: number,
): Frame {
  return frameOf({
    payment_id: texts(payments, ({ id }) => id),
    customer_id: texts(payments, ({ customerId }) => customerId),
    account_id: texts(payments, ({ accountId }) => accountId),
    kind: texts(payments, ({ kind }) => kind),
    due_date: numbers('date', payments, ({ dueDay }) => dueDay),
    amount_due_minor: numbers('int64', payments, ({ amountDueMinor }) => amountDueMinor),
    paid_date: numbers('date', payments, ({ paidDay }) => paidDay ?? Number.NaN),
    amount_paid_minor: numbers('int64', payments, ({ amountPaidMinor }) => amountPaidMinor ?? Number.NaN),
    status: texts(payments, (payment) => paymentStatus(payment, lastDay)),
  })
}

/** A label for every customer that was there on an as-of day. */
export function labelFrame(
  firstSeen: ReadonlyMap<string, number>,
  payments: ReadonlyMap<string, readonly ReadPayment[]>,
  asOfDays: readonly number[],
): Frame {
  const rows: { id: string; day: number; missed: number | undefined }[] = []
  for (const [id, first] of firstSeen)
    for (const day of asOfDays)
      if (first <= day) rows.push({ id, day, missed: firstMissed(payments.get(id) ?? [], day) })
  return frameOf({
    customer_id: texts(rows, ({ id }) => id),
    as_of_date: numbers('date', rows, ({ day }) => day),
    missed_within_30d: {
      kind: 'boolean',
      values: Uint8Array.from(rows, ({ missed }) => (missed === undefined ? 0 : 1)),
    },
    first_missed_on: numbers('date', rows, ({ missed }) => missed ?? Number.NaN),
    known_on: numbers('date', rows, ({ day }) => day + LABEL_KNOWN_DAYS),
  })
}

/** Closing balances by day from the first that is known on; the sum over accounts of a kind. */
export function balanceFrame(rows: readonly BucketTransaction[], lastDay: number): Frame {
  const kinds = ['current', 'savings', 'credit_card'] as const
  const out = { id: [] as string[], day: [] as number[], values: kinds.map(() => [] as number[]) }
  let from = 0
  while (from < rows.length) {
    const { customerId } = rows[from]
    let to = from
    while (to < rows.length && rows[to].customerId === customerId) to++
    closeDays(rows.slice(from, to), customerId)
    from = to
  }
  const index = out.id.map((_, k) => k)
  return frameOf({
    customer_id: texts(index, (k) => out.id[k]),
    date: numbers('date', index, (k) => out.day[k]),
    ...Object.fromEntries(
      kinds.map((kind, place) => [`${kind}_minor`, numbers('int64', index, (k) => out.values[place][k])]),
    ),
  })

  function closeDays(own: readonly BucketTransaction[], customerId: string): void {
    const closing = new Map<string, { kind: string; balance: number }>()
    let next = 0
    for (let day = dayOf(own[0].timestampMs); day <= lastDay; day++) {
      for (; next < own.length && dayOf(own[next].timestampMs) <= day; next++) {
        const { accountId, accountKind, balanceAfter } = own[next]
        if (!Number.isNaN(balanceAfter)) closing.set(accountId, { kind: accountKind, balance: balanceAfter })
      }
      if (closing.size === 0) continue
      out.id.push(customerId)
      out.day.push(day)
      for (const [place, kind] of kinds.entries()) {
        let sum = Number.NaN
        for (const account of closing.values())
          if (account.kind === kind) sum = (Number.isNaN(sum) ? 0 : sum) + account.balance
        out.values[place].push(sum)
      }
    }
  }
}
