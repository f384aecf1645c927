/** What the scores of a portfolio add up to. */
import { type RiskLevel, riskLevels } from '@pratibimba/contract'
import { IN_TIME_DAYS } from '@pratibimba/risk/monitoring'
import type {
  CalendarDate,
  DriverFigures,
  JsonObject,
  PortfolioDay,
  Segment,
  Segmentation,
  WorklistFilter,
} from '@pratibimba/risk/ports'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { present } from './given-rows.ts'
import { whereOf } from './worklist.ts'

const bins = 20
const joined = sql`latest_scores l left join worklist_cases c on c.customer_id = l.customer_id`

/** Scores in force on a day: of several models' the one scored last. */
export function inForce(asOfDate: CalendarDate): RawBuilder<unknown> {
  return sql`(
    select distinct on (customer_id) * from risk_scores
    where as_of_date = ${asOfDate} and not shadow order by customer_id, scored_at desc, model_version
  )`
}

const byLevel = sql`json_build_object(${sql.join(
  riskLevels.map((level) => sql`${sql.lit(level)}, count(*) filter (where l.level = ${sql.lit(level)})`),
)})`

/** One pass over the scores `l`; no row of customers, no answer. */
async function addUp(
  executor: Kysely<Schema>,
  asOfDate: CalendarDate | undefined,
  from: RawBuilder<unknown>,
): Promise<PortfolioDay | undefined> {
  const { rows } = await sql<{
    day: CalendarDate
    customers: number
    figures: Omit<PortfolioDay, 'asOfDate'>
  }>`
    with l as materialized (${from})
    select max(as_of_date) as day, count(*) as customers, json_build_object(
      'customers', count(*),
      'byLevel', ${byLevel},
      'flagged', count(*) filter (where flagged),
      'meanScore', avg(score),
      'exposureMinor', sum(exposure_minor),
      'exposureAtRiskMinor', coalesce(sum(exposure_minor) filter (where level in ('HIGH', 'CRITICAL')), 0),
      'expectedLossMinor', sum(expected_loss_minor),
      'afterTheFact', count(*) filter (
        where scored_at >= (as_of_date + ${sql.lit(1 + IN_TIME_DAYS)})::timestamp at time zone 'UTC'),
      'histogram', (
        select json_agg(coalesce(n, 0) order by bin) from generate_series(0, ${sql.lit(bins - 1)}) as bin
        left join (
          select least(floor(score * ${sql.lit(bins)})::integer, ${sql.lit(bins - 1)}) as bin, count(*) as n from l group by 1
        ) counted using (bin))
    ) as figures from l`.execute(executor)
  const { day, customers, figures } = rows[0]!
  return customers === 0 ? undefined : { asOfDate: asOfDate ?? day, ...figures }
}

const needed = sql`as_of_date, score, level, flagged, exposure_minor, expected_loss_minor, scored_at`

export async function summarizeDay(executor: Kysely<Schema>, asOfDate: CalendarDate): Promise<PortfolioDay> {
  const day = await addUp(executor, asOfDate, sql`select ${needed} from ${inForce(asOfDate)} s`)
  if (day === undefined) throw new RangeError(`summarizeDay: need scores of ${asOfDate}, got none`)
  const figures = JSON.stringify(day)
  await sql`
    insert into portfolio_days (as_of_date, customers, figures) values (${asOfDate}, ${day.customers}, ${figures}::jsonb)
    on conflict (as_of_date) do update
    set customers = excluded.customers, figures = excluded.figures, summarized_at = now()`.execute(executor)
  return day
}

export async function portfolioDays(
  executor: Kysely<Schema>,
  from: CalendarDate,
  through: CalendarDate,
): Promise<PortfolioDay[]> {
  const rows = await executor
    .selectFrom('portfolio_days')
    .select('figures')
    .where('as_of_date', '>=', from)
    .where('as_of_date', '<=', through)
    .orderBy('as_of_date')
    .execute()
  return rows.map(({ figures }: { figures: JsonObject }) => figures as unknown as PortfolioDay)
}

export function presentPortfolio(executor: Kysely<Schema>, filter: WorklistFilter, now: Date) {
  const columns = sql`l.as_of_date, l.score, l.level, l.flagged, l.exposure_minor, l.expected_loss_minor, l.scored_at`
  return addUp(executor, undefined, sql`select ${columns} from ${joined} where ${whereOf(filter, now)}`)
}

const segmentColumns = {
  region: 'l.region',
  employment_type: 'l.employment_type',
  income_bracket: 'l.income_bracket',
  age_band: 'l.age_band',
  home_ownership: 'l.home_ownership',
  risk_level: 'l.level',
} as const satisfies Record<Segmentation, string>

export async function segments(
  executor: Kysely<Schema>,
  by: Segmentation,
  filter: WorklistFilter,
  now: Date,
): Promise<Segment[]> {
  const { rows } = await sql<{
    value: string | null
    customers: number
    by_level: Record<RiskLevel, number>
    mean_score: number
    exposure: number
    expected_loss: number
    mean_change: number | null
  }>`
    select ${sql.ref(segmentColumns[by])} as value, count(*) as customers, ${byLevel} as by_level,
      avg(l.score) as mean_score, sum(l.exposure_minor) as exposure, sum(l.expected_loss_minor) as expected_loss,
      avg(l.change_30d) as mean_change
    from ${joined} where ${whereOf(filter, now)} group by 1 order by 1 nulls last`.execute(executor)
  return rows.map((row) => ({
    value: row.value,
    customers: row.customers,
    byLevel: row.by_level,
    meanScore: row.mean_score,
    exposureMinor: row.exposure,
    expectedLossMinor: row.expected_loss,
    ...present({ meanChange30d: row.mean_change }),
  }))
}

export async function topDrivers(
  executor: Kysely<Schema>,
  filter: WorklistFilter,
  limit: number,
  now: Date,
): Promise<DriverFigures[]> {
  const { rows } = await sql<{ feature: string; customers: number; mean_contribution: number }>`
    with l as materialized (select l.drivers from ${joined} where ${whereOf(filter, now)})
    select d.feature, count(*) as customers, sum(d.contribution) / (select count(*) from l) as mean_contribution
    from l, jsonb_to_recordset(l.drivers) as d(feature text, contribution double precision)
    group by 1 order by customers desc, feature limit ${limit}`.execute(executor)
  return rows.map(({ feature, customers, mean_contribution }) => ({
    feature,
    customers,
    meanContribution: mean_contribution,
  }))
}

export async function concentration(executor: Kysely<Schema>) {
  const { rows } = await sql<{ customers: number; exposure: number; expected_loss: number }>`
    select count(*) as customers, sum(exposure_minor) as exposure, sum(expected_loss_minor) as expected_loss
    from (
      select exposure_minor, expected_loss_minor, ntile(10) over (order by score desc, customer_id) as tenth from latest_scores
    ) tenths group by tenth order by tenth`.execute(executor)
  return rows.map((row) => ({
    customers: row.customers,
    exposureMinor: row.exposure,
    expectedLossMinor: row.expected_loss,
  }))
}

export async function migrationsBetween(executor: Kysely<Schema>, from: CalendarDate, to: CalendarDate) {
  const { rows } = await sql<{ from: RiskLevel; to: RiskLevel; customers: number }>`
    select a.level as from, b.level as to, count(*) as customers
    from ${inForce(from)} a join ${inForce(to)} b using (customer_id)
    group by 1, 2 order by 1, 2`.execute(executor)
  return rows
}
