/** Removes the customers of an origin and all that is known of them. */
import { setTimeout as wait } from 'node:timers/promises'
import type { CustomerOrigin } from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import type pg from 'pg'
import type { Schema } from '../schema.ts'

/** Tables that hold something of a customer, besides `customers` itself and what hangs on it by foreign keys. */
const tablesOfCustomers = [
  'customer_windows',
  'transactions',
  'payments',
  'daily_balances',
  'labels',
  'risk_scores',
  'latest_scores',
  'interventions',
  'customer_assignments',
  'worklist_cases',
] as const
const emptied = [...tablesOfCustomers, 'intervention_outcomes', 'portfolio_days', 'accounts', 'customers']

const ATTEMPTS = 40
const PAUSE_MS = 50
const lockNotAvailable = '55P03'

/** @returns how many there were */
export async function removeAllOf(executor: Kysely<Schema>, origin: CustomerOrigin): Promise<number> {
  const remove = async (transaction: Kysely<Schema>) => {
    // Nobody adds customers between the counting and the end.
    await sql`lock table customers in share row exclusive mode`.execute(transaction)
    const { rows } = await sql<{ removed: number; others: number }>`
      select count(*) filter (where origin = ${origin}) as removed,
             count(*) filter (where origin <> ${origin}) as others from customers`.execute(transaction)
    const { removed, others } = rows[0]!
    if (others === 0 && (await lockedForUsAlone(transaction)))
      await sql`truncate ${tableList(emptied)}`.execute(transaction)
    else await deleteRows(transaction, origin)
    return removed
  }
  return executor.isTransaction ? remove(executor) : executor.transaction().execute(remove)
}

/**
 * Locks every table that is emptied, all at once or none. To wait for one while holding another would be a deadlock
 * with any query that reads both in the other order, and the query would be the one that fails.
 *
 * @returns false when somebody was always reading: rows are deleted then, beside which others may read
 */
async function lockedForUsAlone(transaction: Kysely<Schema>): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await sql`savepoint before_locks`.execute(transaction)
    try {
      await sql`lock table ${tableList(emptied)} in access exclusive mode nowait`.execute(transaction)
      return true
    } catch (error) {
      if ((error as pg.DatabaseError).code !== lockNotAvailable) throw error
      await sql`rollback to savepoint before_locks`.execute(transaction)
      await wait(PAUSE_MS)
    }
  }
  return false
}

async function deleteRows(transaction: Kysely<Schema>, origin: CustomerOrigin): Promise<void> {
  for (const table of tablesOfCustomers)
    await sql`
      delete from ${sql.table(table)} t using customers c
      where c.customer_id = t.customer_id and c.origin = ${origin}`.execute(transaction)
  await transaction.deleteFrom('customers').where('origin', '=', origin).execute()
  // They summed up others than those who are left.
  await transaction.deleteFrom('portfolio_days').execute()
}

function tableList(names: readonly string[]) {
  return sql.join(names.map((name) => sql.table(name)))
}
