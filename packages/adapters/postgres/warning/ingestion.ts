/** The one way in for transactions and payments as they happen. */
import { createHash, randomUUID } from 'node:crypto'
import {
  type AdvanceWindows,
  type CalendarDate,
  type CustomerWindow,
  customerActivityTopic,
  type IngestBatch,
  type Ingestion,
  type IngestProblem,
  type IngestReport,
  type JsonObject,
  type PaymentRecord,
  RecordConflict,
  type TouchedCustomer,
  type TransactionRecord,
} from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Schema } from '../schema.ts'
import { fromCustomerRow } from './customer-rows.ts'
import { accountsOf } from './customer-store.ts'
import { newProgress, type Progress } from './ingest-progress.ts'
import { type KeptPayment, keepPayments } from './keep-payments.ts'
import { keepTransactions } from './keep-transactions.ts'
import { appendEvents } from './outbox.ts'
import { prepareMonths } from './retention.ts'
import type { CustomerRow } from './tables.ts'
import { dayOf } from './transaction-rows.ts'
import { readWindows, writeWindows } from './windows.ts'

export interface IngestionOptions {
  /** Default: the system's. */
  readonly clock?: () => Date
}

/** How far a timestamp may lie ahead of our clock. */
const toleranceMs = 24 * 3600 * 1000

export function openIngestion(database: Database, options: IngestionOptions = {}): Ingestion {
  const { kysely } = database
  const clock = options.clock ?? (() => new Date())
  return {
    async ingest(batch, advance) {
      const progress = newProgress()
      const timely = await withinTime(kysely, batch.transactions, clock(), progress)
      await prepareMonths(
        kysely,
        'transactions',
        timely.map(({ timestamp }) => dayOf(timestamp)),
      )
      return kysely
        .transaction()
        .setIsolationLevel('read committed')
        .execute((transaction) => ingestOnce(transaction, batch, timely, progress, advance))
    },
  }
}

async function ingestOnce(
  transaction: Kysely<Schema>,
  batch: IngestBatch,
  timely: readonly TransactionRecord[],
  progress: Progress,
  advance: AdvanceWindows,
): Promise<IngestReport> {
  const contentHash = batch.batchId === undefined ? '' : hashOf(batch)
  if (batch.batchId !== undefined) {
    const earlier = await earlierReport(transaction, batch.batchId, contentHash)
    if (earlier !== undefined) return earlier
  }
  // From the beginning as one who writes: a reader who turned writer could stand against a bulk load in a circle.
  await sql`lock table only transactions in row exclusive mode`.execute(transaction)
  const customers = await lockCustomers(transaction, [...timely, ...batch.payments])
  const transactions = await keepTransactions(
    transaction,
    ofKnownCustomers(timely, customers, 'transaction', progress),
    progress,
  )
  const payments = await keepPayments(
    transaction,
    ofKnownCustomers(batch.payments, customers, 'payment', progress),
    progress,
  )
  const touched = await touchedCustomers(transaction, customers, transactions, payments)
  for (const { window, transactions, payments } of touched)
    if (window !== undefined) {
      const isLate = (day: CalendarDate) => day < window.through
      progress.late += transactions.filter(({ timestamp }) => isLate(dayOf(timestamp))).length
      progress.late += payments.filter(({ after }) => isLate(after.paidDate ?? after.dueDate)).length
    }
  await writeWindows(transaction, touched.length === 0 ? [] : await advance(touched))
  await appendEvents(transaction, [...touched.map(activityOf), ...(batch.events ?? [])])
  const report: IngestReport = {
    accepted: transactions.length + payments.reduce((sum, { steps }) => sum + steps, 0),
    repeated: progress.repeated,
    late: progress.late,
    conflicts: progress.conflicts,
    rejected: progress.rejected,
    customers: touched.map(({ customer }) => customer.customerId),
    replayed: false,
  }
  if (batch.batchId !== undefined)
    await transaction
      .updateTable('ingestion_batches')
      .set({ report: JSON.stringify(report) })
      .where('batch_id', '=', batch.batchId)
      .execute()
  return report
}

/** Waits for a batch of the same key that is under way. */
async function earlierReport(
  transaction: Kysely<Schema>,
  batchId: string,
  contentHash: string,
): Promise<IngestReport | undefined> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('ingestion_batches')
    .values({ batch_id: batchId, content_hash: contentHash })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 1n) return undefined
  const earlier = await transaction
    .selectFrom('ingestion_batches')
    .select(['content_hash', 'report'])
    .where('batch_id', '=', batchId)
    .executeTakeFirstOrThrow()
  if (earlier.content_hash !== contentHash)
    throw new RecordConflict(`The batch ${batchId} was ingested before with other content.`)
  return { ...(earlier.report as unknown as IngestReport), replayed: true }
}

/** Of the content alone: when it was delivered may differ. */
function hashOf(batch: IngestBatch): string {
  const hash = createHash('sha256')
  for (const { ingestedAt, ...content } of batch.transactions) hash.update(canonical(content))
  for (const payment of batch.payments) hash.update(canonical({ ...payment }))
  return hash.digest('hex')
}

function canonical(content: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(content).filter(([, value]) => value !== undefined)
  return JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)))
}

async function withinTime(
  kysely: Kysely<Schema>,
  transactions: readonly TransactionRecord[],
  now: Date,
  progress: Progress,
): Promise<TransactionRecord[]> {
  if (transactions.length === 0) return []
  const retention = await kysely.selectFrom('transaction_retention').select('accepts_from').executeTakeFirst()
  const acceptsFrom = retention?.accepts_from ?? '1990-01-01'
  const latest = now.getTime() + toleranceMs
  return transactions.filter(({ transactionId: id, timestamp }) => {
    const reject = (detail: string) => {
      progress.rejected.push({ id, what: 'transaction', detail })
      return false
    }
    if (Number.isNaN(timestamp.getTime())) return reject('Its timestamp is no instant.')
    if (timestamp.getTime() > latest) return reject('Its timestamp lies in the future.')
    if (dayOf(timestamp) < acceptsFrom)
      return reject(`It is of before ${acceptsFrom}, the first day that is kept online.`)
    return true
  })
}

/** In the order of their ids, so that batches that share customers wait for each other and never in a circle. */
async function lockCustomers(
  transaction: Kysely<Schema>,
  events: readonly { customerId: string }[],
): Promise<Map<string, CustomerRow>> {
  const ids = [...new Set(events.map(({ customerId }) => customerId))]
  const rows = await transaction
    .selectFrom('customers')
    .selectAll()
    .where('customer_id', '=', sql<string>`any(${ids})`)
    .orderBy('customer_id')
    .forNoKeyUpdate()
    .execute()
  return new Map(rows.map((row) => [row.customer_id, row]))
}

function ofKnownCustomers<Event extends TransactionRecord | PaymentRecord>(
  events: readonly Event[],
  customers: ReadonlyMap<string, unknown>,
  what: IngestProblem['what'],
  { rejected }: Progress,
): Event[] {
  return events.filter((event) => {
    if (customers.has(event.customerId)) return true
    const id = 'paymentId' in event ? event.paymentId : event.transactionId
    rejected.push({ id, what, detail: `The customer ${event.customerId} is unknown.` })
    return false
  })
}

async function touchedCustomers(
  transaction: Kysely<Schema>,
  customers: ReadonlyMap<string, CustomerRow>,
  transactions: readonly TransactionRecord[],
  payments: readonly KeptPayment[],
): Promise<TouchedCustomer[]> {
  const transactionsOf = Map.groupBy(transactions, ({ customerId }) => customerId)
  const paymentsOf = Map.groupBy(payments, ({ after }) => after.customerId)
  const ids = [...new Set([...transactionsOf.keys(), ...paymentsOf.keys()])].sort()
  if (ids.length === 0) return []
  const windows = new Map<string, CustomerWindow>(
    (await readWindows(transaction, ids)).map((window) => [window.customerId, window]),
  )
  const accounts = Map.groupBy(await accountsOf(transaction, ids), ({ customerId }) => customerId)
  return ids.map((id) => {
    const window = windows.get(id)
    return {
      customer: fromCustomerRow(customers.get(id)!),
      accounts: accounts.get(id) ?? [],
      ...(window && { window }),
      transactions: transactionsOf.get(id) ?? [],
      payments: (paymentsOf.get(id) ?? []).map(({ before, after }) => ({ ...(before && { before }), after })),
    }
  })
}

function activityOf({ customer, transactions, payments }: TouchedCustomer) {
  const days = [
    ...transactions.map(({ timestamp }) => dayOf(timestamp)),
    ...payments.map(({ after }) => after.paidDate ?? after.dueDate),
  ]
  const payload: JsonObject = {
    through: days.sort().at(-1),
    transactions: transactions.length,
    payments: payments.length,
  }
  return { id: randomUUID(), topic: customerActivityTopic, key: customer.customerId, payload }
}
