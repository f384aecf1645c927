/**
 * Tables of a bank's customers, as files. A directory of them (a lake) is laid out so that all rows of a customer
 * lie in one bucket:
 *
 *   manifest.json                                   what it holds, how it was made
 *   customers/bucket=000/….parquet                  and so accounts, transactions, payments, daily_balances, labels
 *   truth/bucket=000/….parquet                      simulated lakes only; no feature reads it
 *
 * Money is in minor units (cents), signed as the customer sees it: + came, − went. Instants are UTC.
 */
import type { ColumnSchema } from '../ports/index.ts'

const columns = <const C extends readonly ColumnSchema[]>(...list: C): C => list

/** One row a customer. Nothing here changes with time. */
export const customerColumns = columns(
  { name: 'customer_id', kind: 'text' },
  { name: 'age', kind: 'int32' },
  { name: 'employment_type', kind: 'category' },
  { name: 'home_ownership', kind: 'category' },
  { name: 'region', kind: 'category' },
  { name: 'household_size', kind: 'int32' },
  { name: 'declared_income_minor', kind: 'int64' },
  { name: 'opened_on', kind: 'date' },
)

/** Limit of cards, outstanding debt of loans at the end of the data; missing for others. */
export const accountColumns = columns(
  { name: 'account_id', kind: 'text' },
  { name: 'customer_id', kind: 'text' },
  { name: 'kind', kind: 'category' },
  { name: 'currency', kind: 'category' },
  { name: 'opened_on', kind: 'date' },
  { name: 'credit_limit_minor', kind: 'int64' },
  { name: 'outstanding_minor', kind: 'int64' },
)

/** `ingested_at` is when the bank knew of it; `balance_minor` the account's after it (before, where it failed). */
export const transactionColumns = columns(
  { name: 'transaction_id', kind: 'text' },
  { name: 'customer_id', kind: 'text' },
  { name: 'account_id', kind: 'text' },
  { name: 'account_kind', kind: 'category' },
  { name: 'timestamp', kind: 'timestamp' },
  { name: 'amount_minor', kind: 'int64' },
  { name: 'currency', kind: 'category' },
  { name: 'category', kind: 'category' },
  { name: 'channel', kind: 'category' },
  { name: 'status', kind: 'category' },
  { name: 'description', kind: 'category' },
  { name: 'balance_minor', kind: 'int64' },
  { name: 'ingested_at', kind: 'timestamp' },
)

/** One row a payment that is owed; `paid_date` and `amount_paid_minor` are missing until it is settled. */
export const paymentColumns = columns(
  { name: 'payment_id', kind: 'text' },
  { name: 'customer_id', kind: 'text' },
  { name: 'account_id', kind: 'text' },
  { name: 'kind', kind: 'category' },
  { name: 'due_date', kind: 'date' },
  { name: 'amount_due_minor', kind: 'int64' },
  { name: 'paid_date', kind: 'date' },
  { name: 'amount_paid_minor', kind: 'int64' },
  { name: 'status', kind: 'category' },
)

/** Closing balances; −1 times what is owed for cards. */
export const dailyBalanceColumns = columns(
  { name: 'customer_id', kind: 'text' },
  { name: 'date', kind: 'date' },
  { name: 'current_minor', kind: 'int64' },
  { name: 'savings_minor', kind: 'int64' },
  { name: 'credit_card_minor', kind: 'int64' },
)

/** Whether a payment due in the thirty days after the as-of date was missed; known when the grace of the last is over. */
export const labelColumns = columns(
  { name: 'customer_id', kind: 'text' },
  { name: 'as_of_date', kind: 'date' },
  { name: 'missed_within_30d', kind: 'boolean' },
  { name: 'first_missed_on', kind: 'date' },
  { name: 'known_on', kind: 'date' },
)

/** What only a simulator knows: the hidden state on a date, and the chance of a missed payment given all of it. */
export const truthColumns = columns(
  { name: 'customer_id', kind: 'text' },
  { name: 'as_of_date', kind: 'date' },
  { name: 'hidden_state', kind: 'category' },
  { name: 'miss_probability', kind: 'float64' },
)

export const lakeTables = {
  customers: customerColumns,
  accounts: accountColumns,
  transactions: transactionColumns,
  payments: paymentColumns,
  daily_balances: dailyBalanceColumns,
  labels: labelColumns,
  truth: truthColumns,
} as const satisfies Record<string, readonly ColumnSchema[]>
export type LakeTable = keyof typeof lakeTables

/** `manifest.json` of a lake. */
export interface LakeManifest {
  readonly format: 'pratibimba-lake'
  readonly version: 1
  readonly customers: number
  /** Number of `bucket=NNN` directories of each table; a customer's is `bucketOf(customer_id, buckets)`. */
  readonly buckets: number
  /** First and last day with data, YYYY-MM-DD. */
  readonly first_day: string
  readonly last_day: string
  readonly currency: string
  /** As-of dates of the labels, ascending. */
  readonly label_dates: readonly string[]
  readonly rows: Readonly<Partial<Record<LakeTable, number>>>
  readonly origin: 'simulated' | 'imported' | 'store'
  /** Of a simulated lake: seed, parameters and their hash. */
  readonly simulation?: Readonly<Record<string, unknown>>
}

/** Customers that one bucket is meant to hold: what one worker keeps in memory at a time. */
const CUSTOMERS_A_BUCKET = 2_000

/** Buckets for so many customers: a power of two, at least 4. */
export function bucketsFor(customers: number): number {
  return 2 ** Math.max(2, Math.ceil(Math.log2(Math.max(1, customers) / CUSTOMERS_A_BUCKET)))
}

/**
 * The bucket of a customer: FNV-1a (32 bits) over the UTF-16 units of the id, modulo the number of buckets.
 *
 * @see http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function bucketOf(customerId: string, buckets: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < customerId.length; i++) hash = Math.imul(hash ^ customerId.charCodeAt(i), 0x01000193)
  return (hash >>> 0) % buckets
}
