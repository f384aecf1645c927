/** Scores of customers: history, the latest of each, portfolio figures. */
import type { CalendarDate, RiskScore, RiskScoreStore } from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { columnList, givenRows, setFromExcluded } from './given-rows.ts'
import {
  concentration,
  inForce,
  migrationsBetween,
  portfolioDays,
  presentPortfolio,
  segments,
  summarizeDay,
  topDrivers,
} from './portfolio-figures.ts'
import { prepareMonths } from './retention.ts'
import { fromScoreRow, scoreTypes, toScoreRow } from './score-rows.ts'
import type { RiskScoreRow } from './tables.ts'
import { countWorklist, joinedRows, worklist } from './worklist.ts'

/** @param executor the database's `kysely`, or a transaction to take part in */
export function openRiskScoreStore(executor: Kysely<Schema>): RiskScoreStore {
  return {
    insert: (scores, options) => insertScores(executor, scores, options?.shadow ?? false),
    worklist: (query) => worklist(executor, query),
    async lastDay() {
      const { rows } = await sql<{ day: CalendarDate | null }>`
        select max(as_of_date) as day from latest_scores`.execute(executor)
      return rows[0]!.day ?? undefined
    },
    async latest(customerId, now) {
      const [row] = await joinedRows(executor, [customerId], now)
      return row
    },
    latestMany: (customerIds, now) => joinedRows(executor, customerIds, now),
    counts: (filter, now) => countWorklist(executor, filter, now),
    history: (customerId, from, through) => history(executor, customerId, from, through),
    historyOf: (customerIds, from, through) => historyOf(executor, customerIds, from, through),
    summarizeDay: (asOfDate) => summarizeDay(executor, asOfDate),
    portfolioDays: (from, through) => portfolioDays(executor, from, through),
    portfolio: (filter, now) => presentPortfolio(executor, filter, now),
    segments: (by, filter, now) => segments(executor, by, filter, now),
    topDrivers: (filter, limit, now) => topDrivers(executor, filter, limit, now),
    concentration: () => concentration(executor),
    migrations: (from, to) => migrationsBetween(executor, from, to),
    async ofDay(asOfDate, modelVersion) {
      const source =
        modelVersion === undefined
          ? inForce(asOfDate)
          : sql`(select * from risk_scores where as_of_date = ${asOfDate} and model_version = ${modelVersion})`
      const { rows } = await sql<{ customer_id: string; score: number; scored_at: Date }>`
        select customer_id, score, scored_at from ${source} s order by customer_id`.execute(executor)
      return {
        customerIds: rows.map(({ customer_id }) => customer_id),
        scores: Float64Array.from(rows, ({ score }) => score),
        scoredAtMs: Float64Array.from(rows, ({ scored_at }) => scored_at.getTime()),
      }
    },
  }
}

const scoreNames = Object.keys(scoreTypes)

async function insertScores(
  executor: Kysely<Schema>,
  scores: readonly RiskScore[],
  shadow: boolean,
): Promise<number> {
  if (scores.length === 0) return 0
  // The last of one key stands, as if they had come one after the other.
  const keyOf = (score: RiskScore) => `${score.customerId} ${score.asOfDate} ${score.modelVersion}`
  const rows = [...new Map(scores.map((score) => [keyOf(score), score])).values()].map((score) =>
    toScoreRow(score, shadow),
  )
  await prepareMonths(
    executor,
    'risk_scores',
    rows.map(({ as_of_date }) => as_of_date),
  )
  const write = async (transaction: Kysely<Schema>) => {
    const { rows: written } = await sql<{ customer_id: string }>`
      insert into risk_scores (${columnList(scoreNames)})
      select * from ${givenRows(scoreTypes, rows)} order by customer_id, as_of_date, model_version
      on conflict (customer_id, as_of_date, model_version) do update set ${setFromExcluded(scoreNames.slice(3))}
      where excluded.scored_at > risk_scores.scored_at returning customer_id`.execute(transaction)
    if (!shadow && written.length > 0)
      await bringUpToDate(
        transaction,
        sql`unnest(${[...new Set(rows.map((row) => row.customer_id))]}::text[])`,
      )
    return written.length
  }
  return executor.isTransaction ? write(executor) : executor.transaction().execute(write)
}

/** Sets the latest score of customers from their history. */
export async function bringUpToDate(
  executor: Kysely<Schema>,
  customerIds: ReturnType<typeof sql>,
): Promise<void> {
  const copied = [
    'as_of_date',
    'score',
    'log_odds',
    'expected_days_to_failure',
    'exposure_minor',
    'expected_loss_minor',
    'scored_at',
    'tier',
    'flagged',
    'level',
    'recommended_action',
    'model_version',
    'drivers',
  ]
  const segmentColumns = ['region', 'employment_type', 'home_ownership', 'age_band', 'income_bracket']
  const changes = [1, 7, 30]
  const names = [
    'customer_id',
    ...copied,
    'top_driver',
    ...segmentColumns,
    ...changes.map((days) => `change_${days}d`),
  ]
  await sql`
    insert into latest_scores (${columnList(names)})
    select given.id, ${sql.join(copied.map((name) => sql`s.${sql.ref(name)}`))}, s.drivers -> 0 ->> 'feature',
      ${sql.join(segmentColumns.map((name) => sql`c.${sql.ref(name)}`))},
      ${sql.join(
        changes.map(
          (days) => sql`s.score - (
            select h.score from risk_scores h
            where h.customer_id = given.id and h.as_of_date = s.as_of_date - ${sql.lit(days)} and not h.shadow
            order by h.scored_at desc limit 1)`,
        ),
      )}
    from ${customerIds} as given(id)
    cross join lateral (
      select * from risk_scores h where h.customer_id = given.id and not h.shadow
      order by h.as_of_date desc, h.scored_at desc limit 1
    ) s
    left join customers c on c.customer_id = given.id
    order by given.id collate "C"
    on conflict (customer_id) do update set ${setFromExcluded(names.slice(1))}
    where (excluded.as_of_date, excluded.scored_at) >= (latest_scores.as_of_date, latest_scores.scored_at)`.execute(
    executor,
  )
}

async function history(
  executor: Kysely<Schema>,
  customerId: string,
  from: CalendarDate | undefined,
  through: CalendarDate | undefined,
): Promise<RiskScore[]> {
  const { rows } = await sql<RiskScoreRow>`
    select distinct on (as_of_date) * from risk_scores
    where customer_id = ${customerId} and not shadow
      and as_of_date >= ${from ?? '-infinity'} and as_of_date <= ${through ?? 'infinity'}
    order by as_of_date, scored_at desc, model_version`.execute(executor)
  return rows.map(fromScoreRow)
}

async function historyOf(
  executor: Kysely<Schema>,
  customerIds: readonly string[],
  from: CalendarDate,
  through: CalendarDate,
) {
  const { rows } = await sql<Pick<RiskScoreRow, 'customer_id' | 'as_of_date' | 'score'>>`
    select distinct on (customer_id, as_of_date) customer_id, as_of_date, score from risk_scores
    where customer_id = any(${customerIds}) and not shadow and as_of_date between ${from} and ${through}
    order by customer_id, as_of_date, scored_at desc, model_version`.execute(executor)
  return rows.map((row) => ({ customerId: row.customer_id, asOfDate: row.as_of_date, score: row.score }))
}
