/** What became of payments: labels of as-of dates, and misses of customers in a span of days. */
import type { CalendarDate } from '@pratibimba/risk/ports'
import { GRACE_DAYS, LABEL_DAYS, LABEL_KNOWN_DAYS } from '@pratibimba/risk/warning'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { givenRows } from './given-rows.ts'

/** `isMissed` of the domain, in SQL: not paid in full by the end of the grace period, whatever the reason. */
const isMissed: RawBuilder<boolean> = sql`(
  p.paid_date is null or p.paid_date > p.due_date + ${sql.lit(GRACE_DAYS)}
  or coalesce(p.amount_paid_minor, p.amount_due_minor) < p.amount_due_minor
)`

/**
 * Labels of all customers that were there on a date, from the payments of the thirty days after it; those that are there
 * stay. To be called once the thirty days and the days of grace are over.
 *
 * @returns how many were new
 */
export async function fillLabels(executor: Kysely<Schema>, asOfDate: CalendarDate): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into labels (customer_id, as_of_date, missed_within_30d, first_missed_on, known_on)
    select c.customer_id, ${asOfDate}::date, m.first is not null, m.first, ${asOfDate}::date + ${sql.lit(LABEL_KNOWN_DAYS)}
    from customers c
    left join lateral (
      select min(p.due_date) as first from payments p
      where p.customer_id = c.customer_id
        and p.due_date > ${asOfDate}::date and p.due_date <= ${asOfDate}::date + ${sql.lit(LABEL_DAYS)} and ${isMissed}
    ) m on true
    where c.opened_on is null or c.opened_on <= ${asOfDate}::date
    on conflict (customer_id, as_of_date) do nothing`.execute(executor)
  return Number(numAffectedRows ?? 0)
}

/** Days of which the portfolio was added up and no label is there yet, oldest first. */
export async function daysWithoutLabels(
  executor: Kysely<Schema>,
  through: CalendarDate,
): Promise<CalendarDate[]> {
  const { rows } = await sql<{ day: CalendarDate }>`
    select as_of_date as day from portfolio_days d
    where as_of_date <= ${through} and not exists (select from labels l where l.as_of_date = d.as_of_date)
    order by as_of_date`.execute(executor)
  return rows.map(({ day }) => day)
}

export interface ObservedSpan {
  readonly id: string
  readonly customerId: string
  /** Exclusive. */
  readonly after: CalendarDate
  /** Inclusive. */
  readonly through: CalendarDate
}

/** @returns ids of the spans in which a payment was missed, with the amount that was due */
export async function missesIn(
  executor: Kysely<Schema>,
  spans: readonly ObservedSpan[],
): Promise<Map<string, number>> {
  if (spans.length === 0) return new Map()
  const types = { id: 'text', customer_id: 'text', after: 'date', through: 'date' }
  const given = spans.map(({ id, customerId, after, through }) => ({
    id,
    customer_id: customerId,
    after,
    through,
  }))
  const { rows } = await sql<{ id: string; minor: number }>`
    select g.id, sum(p.amount_due_minor)::float8 as minor
    from (select * from ${givenRows(types, given)}) g
    join payments p on p.customer_id = g.customer_id and p.due_date > g.after and p.due_date <= g.through
    where ${isMissed}
    group by g.id`.execute(executor)
  return new Map(rows.map(({ id, minor }) => [id, minor]))
}

/** Customers who were contacted after a day, up to and including another. */
export async function contactedIn(
  executor: Kysely<Schema>,
  after: CalendarDate,
  through: CalendarDate,
): Promise<Set<string>> {
  const { rows } = await sql<{ customer_id: string }>`
    select distinct customer_id from interventions
    where contacted_at >= (${after}::date + 1)::timestamp at time zone 'UTC'
      and contacted_at < (${through}::date + 1)::timestamp at time zone 'UTC'`.execute(executor)
  return new Set(rows.map(({ customer_id }) => customer_id))
}
