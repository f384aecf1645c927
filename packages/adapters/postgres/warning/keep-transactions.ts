/** Inserting transactions that are new, and telling the others apart. */
import type { TransactionRecord } from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { columnList, givenRows } from './given-rows.ts'
import { conflictOf, type Progress } from './ingest-progress.ts'
import {
  fromTransactionRow,
  toTransactionRow,
  transactionDifferences,
  transactionTypes,
} from './transaction-rows.ts'

/** @returns those that were not there before, in order of time, then id */
export async function keepTransactions(
  transaction: Kysely<Schema>,
  given: readonly TransactionRecord[],
  progress: Progress,
): Promise<TransactionRecord[]> {
  const compare = (kept: TransactionRecord, again: TransactionRecord) => {
    const fields = transactionDifferences(kept, again)
    if (fields.length === 0) progress.repeated++
    else progress.conflicts.push(conflictOf('transaction', again.transactionId, fields))
  }
  const known = await readTransactions(
    transaction,
    given.map(({ transactionId }) => transactionId),
  )
  const fresh = new Map<string, TransactionRecord>()
  for (const one of given) {
    const kept = known.get(one.transactionId) ?? fresh.get(one.transactionId)
    if (kept === undefined) fresh.set(one.transactionId, one)
    else compare(kept, one)
  }
  if (fresh.size === 0) return []
  const names = Object.keys(transactionTypes)
  const { rows } = await sql<{ transaction_id: string }>`
    insert into transactions (${columnList(names)})
    select * from ${givenRows(transactionTypes, [...fresh.values()].map(toTransactionRow))}
    order by transaction_id
    on conflict do nothing returning transaction_id`.execute(transaction)
  if (rows.length < fresh.size) {
    // Another batch was faster, with a customer of its own: we waited for its end.
    const inserted = new Set(rows.map(({ transaction_id }) => transaction_id))
    const lost = [...fresh.values()].filter(({ transactionId }) => !inserted.has(transactionId))
    const winners = await readTransactions(
      transaction,
      lost.map(({ transactionId }) => transactionId),
    )
    for (const one of lost) {
      fresh.delete(one.transactionId)
      compare(winners.get(one.transactionId)!, one)
    }
  }
  return [...fresh.values()].sort(
    (a, b) => a.timestamp.getTime() - b.timestamp.getTime() || (a.transactionId < b.transactionId ? -1 : 1),
  )
}

async function readTransactions(
  transaction: Kysely<Schema>,
  ids: readonly string[],
): Promise<Map<string, TransactionRecord>> {
  if (ids.length === 0) return new Map()
  const rows = await transaction
    .selectFrom('transactions')
    .selectAll()
    .where('transaction_id', '=', sql<string>`any(${[...new Set(ids)]})`)
    .execute()
  return new Map(rows.map((row) => [row.transaction_id, fromTransactionRow(row)]))
}
