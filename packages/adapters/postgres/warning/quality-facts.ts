/** What the quality of incoming data is judged by, counted in the database. */
import type { CalendarDate } from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'

export interface QualityFacts {
  /** Transactions by the day they happened, oldest first; days without any are left out. */
  readonly transactionsByDay: readonly { readonly day: CalendarDate; readonly rows: number }[]
  /** Of the last seven of these days: how many there are, and how many became known more than a day later. */
  readonly recent: { readonly rows: number; readonly late: number }
  /** When a transaction last became known, and when a payment was last settled. */
  readonly lastTransactionAt?: Date
  readonly lastSettledOn?: CalendarDate
}

/** @param from first day to count; both ends included */
export async function readQualityFacts(
  executor: Kysely<Schema>,
  from: CalendarDate,
  through: CalendarDate,
): Promise<QualityFacts> {
  const { rows: days } = await sql<{ day: CalendarDate; rows: number; late: number }>`
    select (timestamp at time zone 'UTC')::date as day, count(*) as rows,
      count(*) filter (where ingested_at > timestamp + interval '24 hours') as late
    from transactions
    where timestamp >= ${from}::date and timestamp < ${through}::date + 1
    group by 1 order by 1`.execute(executor)
  const { rows: last } = await sql<{
    transaction_at: Date | null
    settled_on: CalendarDate | null
  }>`
    select
      (select max(ingested_at) from transactions where timestamp >= ${through}::date - 7) as transaction_at,
      (select max(paid_date) from payments where paid_date <= ${through}::date) as settled_on`.execute(
    executor,
  )
  const { transaction_at, settled_on } = last[0]!
  const recent = days.slice(-7)
  return {
    transactionsByDay: days.map(({ day, rows }) => ({ day, rows })),
    recent: {
      rows: recent.reduce((sum, { rows }) => sum + rows, 0),
      late: recent.reduce((sum, { late }) => sum + late, 0),
    },
    ...(transaction_at && { lastTransactionAt: transaction_at }),
    ...(settled_on && { lastSettledOn: settled_on }),
  }
}
