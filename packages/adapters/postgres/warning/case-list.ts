/** Cases filtered, sorted, paged and counted. */
import {
  type InterventionType,
  interventionOutcomes,
  interventionStates,
  interventionTypes,
  type RiskLevel,
  riskLevels,
  slaStates,
  terminalInterventionStates,
} from '@pratibimba/contract'
import type {
  CalendarDate,
  InterventionFigures,
  InterventionFilter,
  InterventionQuery,
  InterventionRow,
  InterventionSort,
  TrialCase,
  TrialCounts,
} from '@pratibimba/risk/ports'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { startsWith } from './customer-store.ts'
import { present } from './given-rows.ts'
import { fromInterventionRow } from './intervention-rows.ts'
import { slaStateOf } from './score-rows.ts'
import { anyOf, slaCondition } from './sla-sql.ts'
import type { InterventionRow as TableRow } from './tables.ts'

const clock = {
  dueAt: 'i.sla_due_at',
  warnAt: 'i.sla_warn_at',
  pausedAt: 'i.sla_paused_at',
  metAt: 'i.sla_met_at',
} as const

export const isOpen = sql<boolean>`i.state not in (${sql.join(
  terminalInterventionStates.map((state) => sql.lit(state)),
)})`

const orders = {
  newest: sql`i.created_at desc, i.intervention_id desc`,
  oldest: sql`i.created_at, i.intervention_id`,
  due_at: sql`case when i.sla_met_at is null then i.sla_due_at end nulls last, i.intervention_id`,
  updated_at: sql`i.updated_at desc, i.intervention_id desc`,
  score: sql`i.score desc nulls last, i.intervention_id`,
  exposure: sql`i.exposure_minor desc nulls last, i.intervention_id`,
  expected_loss: sql`i.expected_loss_minor desc nulls last, i.intervention_id`,
  tier: sql`i.tier nulls last, i.score desc nulls last, i.intervention_id`,
  state: sql`i.state, i.created_at desc, i.intervention_id`,
  type: sql`i.type, i.created_at desc, i.intervention_id`,
} as const satisfies Record<InterventionSort, RawBuilder<unknown>>

export async function listCases(
  executor: Kysely<Schema>,
  { filter, sort = 'newest', limit, offset, now }: InterventionQuery,
): Promise<{ interventions: InterventionRow[]; total: number }> {
  const where = whereOf(filter, now)
  const { rows: totals } = await sql<{ total: number }>`
    select count(*) as total from interventions i where ${where}`.execute(executor)
  const { rows } = await sql<
    TableRow & { missed: boolean | null; current_score: number | null; current_level: RiskLevel | null }
  >`
    select i.*, o.missed, l.score as current_score, l.level as current_level
    from (
      select * from interventions i where ${where} order by ${orders[sort]} limit ${limit} offset ${offset}
    ) i
    left join intervention_outcomes o using (intervention_id)
    left join latest_scores l on l.customer_id = i.customer_id
    order by ${orders[sort]}`.execute(executor)
  const interventions = rows.map(
    (row): InterventionRow => ({
      ...fromInterventionRow(row),
      ...present({
        slaState: slaStateOf(
          {
            dueAt: row.sla_due_at,
            warnAt: row.sla_warn_at,
            pausedAt: row.sla_paused_at,
            metAt: row.sla_met_at,
          },
          now,
        ),
        currentScore: row.current_score,
        currentLevel: row.current_level,
      }),
    }),
  )
  return { interventions, total: totals[0]!.total }
}

function whereOf(filter: InterventionFilter, now: Date): RawBuilder<boolean> {
  const conditions: RawBuilder<boolean>[] = []
  const among = (column: string, values: readonly unknown[] | undefined) => {
    if (values !== undefined) conditions.push(sql<boolean>`${sql.ref(column)} = any(${values})`)
  }
  if (filter.customerId !== undefined) conditions.push(sql<boolean>`i.customer_id = ${filter.customerId}`)
  among('i.type', filter.type)
  among('i.state', filter.state)
  among('i.tier', filter.tier)
  among('i.level', filter.level)
  among('i.outcome', filter.outcome)
  if (filter.assignee === null) conditions.push(sql<boolean>`i.assignee is null`)
  else if (filter.assignee !== undefined) conditions.push(sql<boolean>`i.assignee = ${filter.assignee}`)
  if (filter.slaState !== undefined)
    conditions.push(anyOf(filter.slaState.map((state) => slaCondition(state, clock, now))))
  if (filter.heldOut !== undefined) conditions.push(sql<boolean>`i.held_out = ${filter.heldOut}`)
  if (filter.open !== undefined) conditions.push(filter.open ? isOpen : sql<boolean>`not (${isOpen})`)
  if (filter.createdFrom !== undefined) conditions.push(sql<boolean>`i.created_at >= ${filter.createdFrom}`)
  if (filter.createdUntil !== undefined) conditions.push(sql<boolean>`i.created_at < ${filter.createdUntil}`)
  if (filter.idPrefix !== undefined)
    conditions.push(
      anyOf([startsWith('i.customer_id', filter.idPrefix), startsWith('i.intervention_id', filter.idPrefix)]),
    )
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` and `)}`
}

function countsBy(column: string, values: readonly string[]) {
  return sql`json_build_object(${sql.join(
    values.map(
      (value) => sql`${sql.lit(value)}, count(*) filter (where ${sql.ref(column)} = ${sql.lit(value)})`,
    ),
  )})`
}

export async function caseFigures(
  executor: Kysely<Schema>,
  filter: InterventionFilter,
  now: Date,
): Promise<InterventionFigures> {
  const { rows } = await sql<{
    figures: Omit<InterventionFigures, 'meanScore' | 'meanResponseHours'> & {
      meanScore: number | null
      meanResponseHours: number | null
    }
  }>`
    select json_build_object(
      'total', count(*),
      'byState', ${countsBy('i.state', interventionStates)},
      'byType', ${countsBy('i.type', interventionTypes)},
      'byLevel', ${countsBy('i.level', riskLevels)},
      'byOutcome', ${countsBy('i.outcome', interventionOutcomes)},
      'bySla', json_build_object(${sql.join(
        slaStates.map(
          (state) => sql`${sql.lit(state)}, count(*) filter (where ${slaCondition(state, clock, now)})`,
        ),
      )}),
      'costMinor', coalesce(sum(i.cost_minor), 0),
      'meanScore', avg(i.score),
      'contacted', count(i.contacted_at),
      'responded', count(i.responded_at),
      'meanResponseHours', avg(extract(epoch from i.responded_at - i.contacted_at) / 3600)
    ) as figures
    from interventions i where ${whereOf(filter, now)}`.execute(executor)
  const { meanScore, meanResponseHours, ...figures } = rows[0]!.figures
  return { ...figures, ...present({ meanScore, meanResponseHours }) }
}

export async function caseTimeline(
  executor: Kysely<Schema>,
  filter: InterventionFilter,
  from: CalendarDate,
  through: CalendarDate,
  now: Date,
) {
  const { rows } = await sql<{ date: CalendarDate; opened: number; contacted: number; resolved: number }>`
    with chosen as (select * from interventions i where ${whereOf(filter, now)}),
    steps as (
      select (created_at at time zone 'UTC')::date as date, 'opened' as step from chosen
      union all select (contacted_at at time zone 'UTC')::date, 'contacted' from chosen
      union all select (closed_at at time zone 'UTC')::date, 'resolved' from chosen where state = 'resolved'
    )
    select date, count(*) filter (where step = 'opened') as opened,
      count(*) filter (where step = 'contacted') as contacted,
      count(*) filter (where step = 'resolved') as resolved
    from steps where date between ${from} and ${through} group by date order by date`.execute(executor)
  return rows
}

export async function caseAges(executor: Kysely<Schema>, now: Date) {
  const { rows } = await sql<{ days: number; cases: number }>`
    select greatest(0, floor(extract(epoch from ${now}::timestamptz - i.created_at) / 86400))::integer as days,
      count(*) as cases
    from interventions i where ${isOpen} group by 1 order by 1`.execute(executor)
  return rows
}

const wasDrawn = sql<boolean>`i.detail -> 'trial' ->> 'stratum' is not null`

/**
 * Whether the customer was drawn for in an earlier case of the same programme, support left aside. Who comes back depends on
 * what the first case did: the helped do so less often than the held out.
 */
const isLater = (support: readonly InterventionType[]) => sql<boolean>`exists (
  select from interventions e
  where e.customer_id = i.customer_id and e.detail -> 'trial' ->> 'stratum' is not null
    and e.detail -> 'trial' ->> 'programme' is not distinct from i.detail -> 'trial' ->> 'programme'
    and e.type <> all(${[...support]}::text[])
    and (e.created_at, e.intervention_id) < (i.created_at, i.intervention_id)
)`

export async function trialCases(
  executor: Kysely<Schema>,
  filter: InterventionFilter,
  support: readonly InterventionType[],
  now: Date,
): Promise<TrialCase[]> {
  const { rows } = await sql<Omit<TrialCase, 'missed'> & { missed: boolean | null }>`
    select i.type, i.level, (i.detail -> 'trial' ->> 'stratum')::smallint as "stratum", i.held_out as "heldOut",
      i.contacted_at is not null as contacted, o.missed, coalesce(i.exposure_minor, 0) as "exposureMinor",
      i.cost_minor as "costMinor", ${isLater(support)} as "isLater"
    from interventions i left join intervention_outcomes o using (intervention_id)
    where ${whereOf(filter, now)} and ${wasDrawn} and i.level is not null`.execute(executor)
  return rows.map(({ missed, ...row }) => ({ ...row, ...present({ missed }) }))
}

export async function trialCounts(
  executor: Kysely<Schema>,
  support: readonly InterventionType[],
): Promise<TrialCounts[]> {
  const arm = (condition: RawBuilder<unknown>) => sql`json_build_object(
    'customers', count(*) filter (where ${condition}), 'missed', count(*) filter (where ${condition} and o.missed))`
  const { rows } = await sql<TrialCounts>`
    select i.type, ${arm(sql`not i.held_out`)} as treated, ${arm(sql`i.held_out`)} as "heldOut"
    from interventions i join intervention_outcomes o using (intervention_id)
    where ${wasDrawn} and o.missed is not null and not ${isLater(support)} group by i.type order by i.type`.execute(
    executor,
  )
  return rows
}
