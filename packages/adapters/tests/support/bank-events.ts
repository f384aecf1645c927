/** Deterministic customers with transactions and payments: enough of everything that features look at, no story behind it. */
import {
  accountKinds,
  paymentKinds,
  transactionCategories,
  transactionChannels,
  transactionStatuses,
} from '@pratibimba/contract'
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { openStream } from '@pratibimba/numerics/random'

const DAY_MS = 86_400_000

export interface BankEvents {
  readonly seed: number
  /** Numbers of the customers; their ids follow. */
  readonly customers: readonly number[]
  /** Days since 1970-01-01. */
  readonly firstDay: number
  readonly days: number
  readonly transactionsPerDay: number
  /** Share of transactions known only days later. Default 0.02. */
  readonly lateShare?: number
  /** Share of rows that are there twice, the second time known later. Default 0. */
  readonly repeatedShare?: number
  /** Whether transactions come in random order. Default false. */
  readonly shuffled?: boolean
}

export interface BankTables {
  readonly customers: Frame
  readonly accounts: Frame
  readonly transactions: Frame
  readonly payments: Frame
}

export const customerId = (number: number): string => `C${String(number).padStart(7, '0')}`

/** Every fifth customer has no events, every seventh no card. */
export function bankEvents(settings: BankEvents): BankTables {
  const { seed, customers, firstDay, days, lateShare = 0.02, repeatedShare = 0 } = settings
  const stream = openStream(seed, 'bank-events')
  const uniform = (): number => stream.uniform()
  const below = (count: number): number => Math.floor(uniform() * count)

  const accounts: { customer: number; kind: number }[] = []
  const transactions: Record<string, number>[] = []
  const payments: Record<string, number>[] = []
  for (const [index, number] of customers.entries()) {
    const kinds = number % 7 === 0 ? [0, 1] : [0, 1, 2]
    for (const kind of kinds) accounts.push({ customer: index, kind })
    if (number % 5 === 0) continue
    const count = Math.round(days * settings.transactionsPerDay * (0.5 + uniform()))
    for (let k = 0; k < count; k++) {
      // Minutes apart, so that some fall on the same moment.
      const at = (firstDay + below(days)) * DAY_MS + below(24 * 60) * 60_000
      const amount = Math.round((uniform() - 0.4) * 10 ** (1 + below(6)))
      const late = uniform() < lateShare
      const row = {
        customer: index,
        id: number * 100_000 + k,
        account: kinds[below(kinds.length)],
        at,
        amount,
        category: below(transactionCategories.length),
        channel: below(transactionChannels.length),
        status: uniform() < 0.9 ? 0 : 1,
        balance: uniform() < 0.02 ? Number.NaN : Math.round((uniform() - 0.3) * 1e6),
        ingested: at + (late ? below(20 * 24) * 3_600_000 : below(3_600_000)),
      }
      transactions.push(row)
      if (uniform() < repeatedShare) transactions.push({ ...row, ingested: row.ingested + below(5) * DAY_MS })
    }
    for (let due = firstDay + below(10), k = 0; due < firstDay + days + 20; due += 7 + below(25), k++) {
      const paid = uniform() < 0.85 ? due - 3 + below(15) : Number.NaN
      const amount = 100 + below(200_000)
      const row = {
        customer: index,
        id: number * 1000 + k,
        kind: below(paymentKinds.length),
        due,
        amount,
        paid,
        amountPaid: Number.isNaN(paid) ? Number.NaN : uniform() < 0.9 ? amount : below(amount),
      }
      payments.push(row)
      if (uniform() < repeatedShare) payments.push(row)
    }
  }
  if (settings.shuffled === true) for (const rows of [transactions, payments]) shuffle(rows, below)
  else transactions.sort((a, b) => a.customer - b.customer || a.at - b.at || a.id - b.id)

  const ids = customers.map(customerId)
  return {
    customers: frameOf({
      customer_id: text(ids),
      age: { kind: 'int32', values: Int32Array.from(customers, () => 20 + below(50)) },
      employment_type: coded(
        customers.map(() => below(2)),
        ['FULL_TIME', 'PART_TIME'],
      ),
      home_ownership: coded(
        customers.map(() => below(3)),
        ['RENT', 'OWN', 'MORTGAGE'],
      ),
      region: coded(
        customers.map(() => below(2)),
        ['north', 'south'],
      ),
      household_size: { kind: 'int32', values: Int32Array.from(customers, () => 1 + below(5)) },
      declared_income_minor: whole(customers.map((number) => (number % 4 === 0 ? Number.NaN : below(9e6)))),
      opened_on: dates(customers.map(() => firstDay - below(2000))),
    }),
    accounts: frameOf({
      account_id: text(accounts.map(({ customer, kind }) => `A${customers[customer]}-${kind}`)),
      customer_id: coded(
        accounts.map(({ customer }) => customer),
        ids,
      ),
      kind: coded(
        accounts.map(({ kind }) => kind),
        accountKinds,
      ),
      currency: coded(
        accounts.map(() => 0),
        ['USD'],
      ),
      opened_on: dates(accounts.map(() => firstDay)),
      credit_limit_minor: whole(
        accounts.map(({ kind }) => (kind === 2 ? 1e5 * (1 + below(20)) : Number.NaN)),
      ),
      outstanding_minor: whole(accounts.map(() => Number.NaN)),
    }),
    transactions: frameOf({
      transaction_id: text(transactions.map(({ id }) => `T${String(id).padStart(12, '0')}`)),
      customer_id: coded(
        transactions.map(({ customer }) => customer),
        ids,
      ),
      account_id: text(transactions.map(({ customer, account }) => `A${customers[customer]}-${account}`)),
      account_kind: coded(
        transactions.map(({ account }) => account),
        accountKinds,
      ),
      timestamp: { kind: 'timestamp', values: Float64Array.from(transactions, ({ at }) => at) },
      amount_minor: whole(transactions.map(({ amount }) => amount)),
      currency: coded(
        transactions.map(() => 0),
        ['USD'],
      ),
      category: coded(
        transactions.map(({ category }) => category),
        transactionCategories,
      ),
      channel: coded(
        transactions.map(({ channel }) => channel),
        transactionChannels,
      ),
      status: coded(
        transactions.map(({ status }) => status),
        transactionStatuses,
      ),
      description: coded(
        transactions.map(({ category }) => category),
        transactionCategories,
      ),
      balance_minor: whole(transactions.map(({ balance }) => balance)),
      ingested_at: { kind: 'timestamp', values: Float64Array.from(transactions, ({ ingested }) => ingested) },
    }),
    payments: frameOf({
      payment_id: text(payments.map(({ id }) => `P${String(id).padStart(10, '0')}`)),
      customer_id: coded(
        payments.map(({ customer }) => customer),
        ids,
      ),
      account_id: text(payments.map(({ customer }) => `A${customers[customer]}-0`)),
      kind: coded(
        payments.map(({ kind }) => kind),
        paymentKinds,
      ),
      due_date: dates(payments.map(({ due }) => due)),
      amount_due_minor: whole(payments.map(({ amount }) => amount)),
      paid_date: dates(payments.map(({ paid }) => paid)),
      amount_paid_minor: whole(payments.map(({ amountPaid }) => amountPaid)),
      status: coded(
        payments.map(({ paid, due }) => (Number.isNaN(paid) ? 2 : paid > due ? 1 : 0)),
        ['paid', 'late', 'missed'],
      ),
    }),
  }
}

function shuffle<Row>(rows: Row[], below: (count: number) => number): void {
  for (let i = rows.length - 1; i > 0; i--) {
    const j = below(i + 1)
    ;[rows[i], rows[j]] = [rows[j], rows[i]]
  }
}

const text = (values: readonly string[]): Column => ({ kind: 'text', values })
const coded = (codes: readonly number[], dictionary: readonly string[]): Column => ({
  kind: 'category',
  values: Int32Array.from(codes),
  dictionary,
})
const validityOf = (values: readonly number[]) =>
  values.some(Number.isNaN)
    ? { validity: Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1)) }
    : {}
const whole = (values: readonly number[]): Column => ({
  kind: 'int64',
  values: Float64Array.from(values, (value) => (Number.isNaN(value) ? 0 : value)),
  ...validityOf(values),
})
const dates = (values: readonly number[]): Column => ({
  kind: 'date',
  values: Int32Array.from(values, (value) => (Number.isNaN(value) ? 0 : value)),
  ...validityOf(values),
})
