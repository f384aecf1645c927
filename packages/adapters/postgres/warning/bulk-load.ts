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

/**
 * Pieces of rows, each in a transaction of its own: what was loaded before a crash stands and is not doubled by loading
 * again. A piece is copied straight into the table; once one meets a key that is there, the pieces go through a table
 * of their own.
 */
export async function load<Row>(url: string, rows: Rows<Row>, target: BulkTarget<Row>): Promise<number> {
  const { table, columns } = target
  return withConnection(url, async (client) => {
    await client.query(`create temp table given as select ${columns.join()} from ${table} limit 0`)
    await client.query('alter table given add column place bigint generated always as identity')
    let written = 0
    let straight = true
    for await (const piece of chunksOf(rows, chunkRows)) {
      await target.prepare?.(client, piece)
      if (straight) {
        straight = await copyPiece(client, table, target, piece)
        if (straight) {
          written += piece.length
          continue
        }
      }
      written += await inTransaction(client, () => mergePiece(client, target, piece))
    }
    await target.finish?.(client)
    await client.query(`analyze ${table}`)
    return written
  })
}

/** @returns false when a key was there already; nothing of the piece is in then */
async function copyPiece<Row>(
  client: pg.Client,
  table: string,
  target: BulkTarget<Row>,
  piece: readonly Row[],
): Promise<boolean> {
  try {
    const copy = startCopy(client, table, target.columns)
    let text = ''
    for (const row of piece) {
      text += copyLine(target.values(row))
      if (text.length > 65_536) {
        await copy.write(text)
        text = ''
      }
    }
    await copy.write(text)
    await copy.end()
    return true
  } catch (error) {
    if ((error as pg.DatabaseError).code === uniqueViolation) return false
    throw error
  }
}

const uniqueViolation = '23505'

/** Within a transaction. @returns rows inserted or replaced */
async function mergePiece<Row>(
  client: pg.Client,
  target: BulkTarget<Row>,
  piece: readonly Row[],
): Promise<number> {
  const { table, onConflict } = target
  const names = target.columns.join()
  const key = target.key.join()
  const replaced = target.columns.filter((column) => !target.key.includes(column))
  const action =
    onConflict === 'nothing'
      ? 'nothing'
      : `update set ${replaced.map((column) => `${column} = excluded.${column}`).join()}
         ${onConflict === 'newer' ? `where excluded.scored_at > ${table}.scored_at` : ''}`
  await client.query('truncate given')
  await copyPiece(client, 'given', target, piece)
  const { rowCount } = await client.query(`
    insert into ${table} (${names})
    select distinct on (${key}) ${names} from given
    order by ${key}, place ${onConflict === 'nothing' ? 'asc' : 'desc'}
    on conflict (${key}) do ${action}`)
  return rowCount ?? 0
}
