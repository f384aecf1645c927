/** Fast ways in for imports and demonstrations. */
import type {
  BulkLoad,
  CustomerWindow,
  DailyBalance,
  LabelRecord,
  PaymentRecord,
} from '@pratibimba/risk/ports'
import type pg from 'pg'
import type { Database } from '../database.ts'
import { bulkLoadTransactions } from './bulk-transactions.ts'
import { chunksOf, copyLine, inTransaction, type Rows, startCopy, withConnection } from './copy-rows.ts'
import { paymentTypes, toPaymentRow } from './transaction-rows.ts'

export function openBulkLoad({ url }: Database): BulkLoad {
  return {
    transactions: (rows) => bulkLoadTransactions(url, rows),
    payments: (rows) =>
      load<PaymentRecord>(url, rows, {
        table: 'payments',
        columns: Object.keys(paymentTypes),
        key: ['payment_id'],
        values: (payment) => Object.values(toPaymentRow(payment)),
        onConflict: 'nothing',
      }),
    dailyBalances: (rows) =>
      load<DailyBalance>(url, rows, {
        table: 'daily_balances',
        columns: ['customer_id', 'date', 'current_minor', 'savings_minor', 'credit_card_minor'],
        key: ['customer_id', 'date'],
        values: (row) => [row.customerId, row.date, row.currentMinor, row.savingsMinor, row.creditCardMinor],
        onConflict: 'replace',
      }),
    labels: (rows) =>
      load<LabelRecord>(url, rows, {
        table: 'labels',
        columns: ['customer_id', 'as_of_date', 'missed_within_30d', 'first_missed_on', 'known_on'],
        key: ['customer_id', 'as_of_date'],
        values: (row) => [row.customerId, row.asOfDate, row.missedWithin30d, row.firstMissedOn, row.knownOn],
        onConflict: 'replace',
      }),
    windows: (rows) =>
      load<CustomerWindow>(url, rows, {
        table: 'customer_windows',
        columns: ['customer_id', 'bytes', 'layout', 'through'],
        key: ['customer_id'],
        values: (window) => [window.customerId, window.bytes, window.layout, window.through],
        onConflict: 'replace',
      }),
  }
}

export interface BulkTarget<Row> {
  readonly table: string
  readonly columns: readonly string[]
  readonly key: readonly string[]
  values(row: Row): readonly unknown[]
  /** `newer`: the one whose `scored_at` is later stands. */
  readonly onConflict: 'nothing' | 'replace' | 'newer'
  /** Before a piece is copied. */
  prepare?(client: pg.Client, piece: readonly Row[]): Promise<void>
  /** Once everything is in. */
  finish?(client: pg.Client): Promise<void>
}

const chunkRows = 50_000

/** Pieces of rows, each in a transaction of its own: what was loaded before a crash stands and is not doubled by loading again. */
export async function load<Row>(url: string, rows: Rows<Row>, target: BulkTarget<Row>): Promise<number> {
  const { table, columns, key } = target
  const names = columns.join()
  const replaced = columns.filter((column) => !key.includes(column))
  const action =
    target.onConflict === 'nothing'
      ? 'nothing'
      : `update set ${replaced.map((column) => `${column} = excluded.${column}`).join()}
         ${target.onConflict === 'newer' ? `where excluded.scored_at > ${table}.scored_at` : ''}`
  return withConnection(url, async (client) => {
    await client.query(`create temp table given as select ${names} from ${table} limit 0`)
    await client.query('alter table given add column place bigint generated always as identity')
    let written = 0
    for await (const chunk of chunksOf(rows, chunkRows))
      written += await inTransaction(client, async () => {
        await target.prepare?.(client, chunk)
        await client.query('truncate given')
        const copy = startCopy(client, 'given', columns)
        let text = ''
        for (const row of chunk) {
          text += copyLine(target.values(row))
          if (text.length > 65_536) {
            await copy.write(text)
            text = ''
          }
        }
        await copy.write(text)
        await copy.end()
        const { rowCount } = await client.query(`
          insert into ${table} (${names})
          select distinct on (${key.join()}) ${names} from given
          order by ${key.join()}, place ${target.onConflict === 'nothing' ? 'asc' : 'desc'}
          on conflict (${key.join()}) do ${action}`)
        return rowCount ?? 0
      })
    await target.finish?.(client)
    await client.query(`analyze ${table}`)
    return written
  })
}
