/** What the online store has learnt since an instant, streamed: what a lake is brought up to date with. */
import type { CalendarDate, PaymentRecord, TransactionRecord } from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import type { Schema } from '../schema.ts'
import type { PaymentRow, TransactionRow } from './tables.ts'
import { fromPaymentRow, fromTransactionRow, transactionTypes } from './transaction-rows.ts'

export interface IngestedRange {
  /** Inclusive. */
  readonly from: Date
  /** Exclusive. */
  readonly until: Date
  /** Of these customers, also what became known before. */
  readonly wholeOf?: readonly string[]
}

const ROWS_AT_A_TIME = 10_000

/** Transactions that became known in a span of time, by when they happened, then by id. */
export async function* readIngested(url: string, range: IngestedRange): AsyncGenerator<TransactionRecord[]> {
  const { from, until, wholeOf = [] } = range
  const client = new pg.Client({ connectionString: url, application_name: 'pratibimba flush' })
  client.on('error', () => undefined) // its next statement fails and tells
  await client.connect()
  try {
    await client.query('begin read only')
    await client.query(
      `declare ingested no scroll cursor for
       select ${Object.keys(transactionTypes).join()} from transactions
       where ingested_at < $2 and (ingested_at >= $1 or customer_id = any($3))
       order by timestamp, transaction_id`,
      [from, until, wholeOf],
    )
    for (;;) {
      const { rows } = await client.query(`fetch ${ROWS_AT_A_TIME} from ingested`)
      if (rows.length === 0) return
      yield rows.map((row) =>
        fromTransactionRow({
          ...row,
          amount_minor: Number(row.amount_minor),
          balance_minor: row.balance_minor === null ? null : Number(row.balance_minor),
        } as TransactionRow),
      )
    }
  } finally {
    await client.end()
  }
}

/** Payments that fell due or were settled on a day or later, and all of some customers. */
export async function readRecentPayments(
  executor: Kysely<Schema>,
  from: CalendarDate,
  wholeOf: readonly string[] = [],
): Promise<PaymentRecord[]> {
  const { rows } = await sql<PaymentRow>`
    select * from payments
    where due_date >= ${from} or paid_date >= ${from} or customer_id = any(${wholeOf})
    order by due_date, payment_id`.execute(executor)
  return rows.map(fromPaymentRow)
}
