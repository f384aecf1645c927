/**
 * Transactions by the million. They are copied into parts of their own without indexes; a month of which nothing was
 * there becomes a part of the table as it is, the rows of other months are inserted one by one. One transaction: a load
 * that is cut off leaves nothing behind.
 */
import type { TransactionRecord } from '@pratibimba/risk/ports'
import pg from 'pg'
import {
  type CopyTarget,
  copyLine,
  inTransaction,
  type Rows,
  startCopy,
  withConnection,
} from './copy-rows.ts'
import { dayOf, toTransactionRow, transactionTypes } from './transaction-rows.ts'

const columns = Object.keys(transactionTypes)
const names = columns.map((name) => pg.escapeIdentifier(name)).join()
const TEXT_AT_A_TIME = 65_536
const DAY_MS = 86_400_000

/** @returns how many were not there before */
export async function bulkLoadTransactions(url: string, rows: Rows<TransactionRecord>): Promise<number> {
  const inserted = await withConnection(url, (client) =>
    inTransaction(client, async () => {
      const months = await copyIntoParts(client, rows)
      let inserted = 0
      // Before the table is locked: this takes the time.
      for (const month of months) await indexPart(client, month)
      await client.query(`select pg_advisory_xact_lock(hashtext('month parts of transactions'))`)
      await client.query('lock table only transactions in share row exclusive mode')
      for (const month of [...months].sort()) inserted += await moveIn(client, month)
      return inserted
    }),
  )
  await withConnection(url, (client) => client.query('analyze transactions'))
  return inserted
}

const loadPart = (month: string) => `transactions_load_${month}`

/** @returns the months there are rows of, YYYYMM */
async function copyIntoParts(client: pg.Client, rows: Rows<TransactionRecord>): Promise<Set<string>> {
  // One load at a time: the tables have their names.
  await client.query(`select pg_advisory_xact_lock(hashtext('load of transactions'))`)
  const { rows: retention } = await client.query<{ day: string }>(
    'select accepts_from::text as day from transaction_retention',
  )
  const acceptsFrom = retention[0]?.day ?? '1990-01-01'
  await client.query(
    'create table transactions_load (like transactions including constraints) partition by range (timestamp)',
  )
  const days = new Set<number>()
  const months = new Set<string>()
  let copy: CopyTarget | undefined
  let text = ''
  const finishCopy = async () => {
    await copy?.write(text)
    await copy?.end()
    copy = undefined
    text = ''
  }
  try {
    for await (const row of rows) {
      const day = Math.floor(row.timestamp.getTime() / DAY_MS)
      if (!days.has(day)) {
        const month = monthOf(row, acceptsFrom)
        if (!months.has(month)) {
          // Between two copies: while one runs, the connection does nothing else.
          await finishCopy()
          const [from, to] = boundsOf(month)
          await client.query(`
            create table ${loadPart(month)} partition of transactions_load
            for values from ('${from}') to ('${to}')`)
          months.add(month)
        }
        days.add(day)
      }
      copy ??= startCopy(client, 'transactions_load', columns)
      text += copyLine(Object.values(toTransactionRow(row)))
      if (text.length > TEXT_AT_A_TIME) {
        await copy.write(text)
        text = ''
      }
    }
    await finishCopy()
  } catch (error) {
    await copy?.abort(error as Error)
    throw error
  }
  for (const month of months)
    await client.query(`alter table transactions_load detach partition ${loadPart(month)}`)
  await client.query('drop table transactions_load')
  return months
}

/** YYYYMM. @throws RangeError of a day that is not kept any more */
function monthOf({ timestamp, transactionId }: TransactionRecord, acceptsFrom: string): string {
  const day = dayOf(timestamp)
  if (day < acceptsFrom)
    throw new RangeError(
      `transactions: need days from ${acceptsFrom} on, which are kept online; got ${day} of ${transactionId}`,
    )
  return day.slice(0, 4) + day.slice(5, 7)
}

function boundsOf(month: string): [string, string] {
  const year = Number(month.slice(0, 4))
  const number = Number(month.slice(4))
  const first = (at: number) => new Date(Date.UTC(year, at, 1)).toISOString()
  return [first(number - 1), first(number)]
}

async function indexPart(client: pg.Client, month: string): Promise<void> {
  const part = loadPart(month)
  await client.query(`set local maintenance_work_mem = '128MB'`)
  const makeUnique = `create unique index ${part}_id on ${part} (transaction_id)`
  await client.query('savepoint unique_ids')
  try {
    await client.query(makeUnique)
  } catch (error) {
    if ((error as pg.DatabaseError).code !== '23505') throw error
    await client.query('rollback to savepoint unique_ids')
    // The first of those with one id stays.
    await client.query(`
      delete from ${part} where ctid in (
        select ctid from (
          select ctid, row_number() over (partition by transaction_id order by ctid) as nth from ${part}
        ) numbered where nth > 1)`)
    await client.query(makeUnique)
  }
  await client.query('release savepoint unique_ids')
  await client.query(`create index on ${part} (customer_id, timestamp, transaction_id)`)
}

/** @returns rows that were not there before */
async function moveIn(client: pg.Client, month: string): Promise<number> {
  const part = loadPart(month)
  const final = `transactions_${month}`
  const [from, to] = boundsOf(month)
  const { rows } = await client.query<{ anything: boolean; present: boolean }>(`
    select exists (select from transactions) as anything, exists (
      select from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'transactions'::regclass and c.relname = '${final}') as present`)
  const { anything, present } = rows[0]!
  if (anything)
    await client.query(`
      delete from ${part} l using transactions t where t.transaction_id = l.transaction_id`)
  const isEmpty =
    !present || !(await client.query(`select exists (select from ${final}) as filled`)).rows[0].filled
  if (!isEmpty) {
    const { rowCount } = await client.query(`
      insert into transactions (${names}) select ${names} from ${part}`)
    await client.query(`drop table ${part}`)
    return rowCount ?? 0
  }
  if (present) await client.query(`drop table ${final}`)
  await client.query(`alter table ${part} rename to ${final}`)
  await client.query(`alter index ${part}_id rename to ${final}_transaction_id`)
  await client.query(
    `alter table transactions attach partition ${final} for values from ('${from}') to ('${to}')`,
  )
  const { rows: counted } = await client.query<{ rows: string }>(`select count(*) as rows from ${final}`)
  return Number(counted[0]!.rows)
}
