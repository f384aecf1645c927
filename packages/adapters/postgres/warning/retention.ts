/** Monthly parts: made ahead, dropped once the lake has them. */
import type { CalendarDate, Retention } from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Schema } from '../schema.ts'

/** Tables in monthly parts, with the column that is unique within each. */
const parted = { transactions: 'transaction_id', risk_scores: null } as const
type PartedTable = keyof typeof parted

export function openRetention(database: Database): Retention {
  const { kysely } = database
  return {
    async prepare(from, through) {
      const made: string[] = []
      for (const table of Object.keys(parted) as PartedTable[])
        made.push(...(await makeParts(kysely, table, from, through)))
      return made
    },
    async expired(before) {
      const parts = await partsOf(kysely, 'transactions')
      return parts
        .filter(({ month }) => nextMonth(month) <= before)
        .map(({ month, rowsEstimate }) => ({ month, rowsEstimate }))
    },
    drop: (month) =>
      kysely.transaction().execute(async (transaction) => {
        await sql`lock table only transactions in access exclusive mode`.execute(transaction)
        const [oldest] = await partsOf(transaction, 'transactions')
        if (oldest?.month !== month)
          throw new RangeError(
            `drop: need the oldest month, ${oldest?.month ?? 'of which there is none'}, got ${month}`,
          )
        await sql`drop table ${sql.table(oldest.part)}`.execute(transaction)
        await transaction
          .insertInto('transaction_retention')
          .values({ accepts_from: nextMonth(month) })
          .onConflict((conflict) =>
            conflict.column('only_row').doUpdateSet({
              accepts_from: sql`greatest(transaction_retention.accepts_from, excluded.accepts_from)`,
            }),
          )
          .execute()
      }),
    async forget(before) {
      const deletions = [
        sql`delete from event_outbox where created_at < ${before} and published_at is not null`,
        sql`delete from consumed_events where at < ${before}`,
        sql`delete from ingestion_batches where received_at < ${before}`,
        sql`delete from replies where created_at < ${before}`,
      ]
      let rows = 0n
      for (const deletion of deletions) rows += (await deletion.execute(kysely)).numAffectedRows ?? 0n
      return Number(rows)
    },
  }
}

/** Makes the parts that days need, outside of the caller's transaction: it holds a lock until its end. */
export async function prepareMonths(
  kysely: Kysely<Schema>,
  table: PartedTable,
  days: readonly CalendarDate[],
): Promise<void> {
  const months = [...new Set(days.map((day) => `${day.slice(0, 7)}-01`))]
  if (months.length === 0) return
  const { rows } = await sql<{ month: CalendarDate }>`
    select month from unnest(${months}::date[]) as month
    where to_regclass(${`${table}_`} || to_char(month, 'YYYYMM')) is null`.execute(kysely)
  for (const { month } of rows) await makeParts(kysely, table, month, month)
}

async function makeParts(
  kysely: Kysely<Schema>,
  table: PartedTable,
  from: CalendarDate,
  through: CalendarDate,
): Promise<string[]> {
  const { rows } = await sql<{ part: string }>`
    select ensure_month_parts(${table}, ${from}, ${through}, ${parted[table]}) as part`.execute(kysely)
  return rows.map(({ part }) => part)
}

/** Oldest first. */
export async function partsOf(
  executor: Kysely<Schema>,
  table: PartedTable,
): Promise<{ part: string; month: CalendarDate; rowsEstimate: number }[]> {
  const { rows } = await sql<{ part: string; rows_estimate: number }>`
    select c.relname as part, greatest(c.reltuples, 0)::float8 as rows_estimate
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = ${table}::regclass order by 1`.execute(executor)
  return rows.map(({ part, rows_estimate }) => {
    const digits = part.slice(-6)
    return {
      part,
      month: `${digits.slice(0, 4)}-${digits.slice(4)}-01`,
      rowsEstimate: Math.round(rows_estimate),
    }
  })
}

function nextMonth(month: CalendarDate): CalendarDate {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10)
}
