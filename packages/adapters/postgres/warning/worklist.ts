/** Worklists: the latest score of each customer beside the case that is open, filtered, sorted and paged. */
import { riskLevels } from '@pratibimba/contract'
import type {
  CalendarDate,
  WorklistCounts,
  WorklistFilter,
  WorklistQuery,
  WorklistRow,
  WorklistSort,
} from '@pratibimba/risk/ports'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { segmentConditions, startsWith } from './customer-store.ts'
import { fromJoinedRow, type JoinedRow } from './score-rows.ts'
import { anyOf, slaCondition } from './sla-sql.ts'

const clock = { dueAt: 'c.due_at', warnAt: 'c.warn_at', pausedAt: 'c.paused_at', metAt: 'c.met_at' } as const

const joined = sql`latest_scores l left join worklist_cases c on c.customer_id = l.customer_id`
const joinedColumns = sql`l.*, c.intervention_id as case_intervention_id, c.type as case_type, c.state as case_state,
  c.due_at as case_due_at, c.warn_at as case_warn_at, c.paused_at as case_paused_at, c.met_at as case_met_at,
  c.assigned_to as case_assigned_to, c.cool_down_until as case_cool_down_until,
  (select json_build_object('by', h.intervention_id, 'at', h.created_at) from interventions h
    where h.customer_id = l.customer_id and h.held_out order by h.created_at desc limit 1) as held_out`

const sortColumns = {
  score: 'l.score',
  change_1d: 'l.change_1d',
  change_7d: 'l.change_7d',
  change_30d: 'l.change_30d',
  tier: 'l.tier',
  expected_days_to_failure: 'l.expected_days_to_failure',
  exposure: 'l.exposure_minor',
  expected_loss: 'l.expected_loss_minor',
  due_at: 'c.due_at',
  scored_at: 'l.scored_at',
  customer_id: 'l.customer_id',
  // The levels are bands of the score.
  level: 'l.score',
  region: 'l.region',
  employment_type: 'l.employment_type',
  income_bracket: 'l.income_bracket',
  age_band: 'l.age_band',
  home_ownership: 'l.home_ownership',
  assigned_to: 'c.assigned_to',
  top_driver: 'l.top_driver',
  recommended_action: 'l.recommended_action',
} as const satisfies Record<WorklistSort, string>

export async function worklist(
  executor: Kysely<Schema>,
  { filter, sort = 'score', direction, limit, offset, now }: WorklistQuery,
): Promise<{ rows: WorklistRow[]; total: number; asOfDate?: CalendarDate }> {
  const where = whereOf(filter, now)
  const { rows: totals } = await sql<{ total: number; as_of_date: CalendarDate | null }>`
    select count(*) as total, (select max(as_of_date) from latest_scores) as as_of_date
    from ${needsCases(filter) ? joined : sql`latest_scores l`} where ${where}`.execute(executor)
  const { total, as_of_date } = totals[0]!
  const { rows } = await pageQuery({ filter, sort, direction, limit, offset, now }).execute(executor)
  return {
    rows: rows.map((row) => fromJoinedRow(row, now)),
    total,
    ...(as_of_date !== null && { asOfDate: as_of_date }),
  }
}

/** The statement of a page; by itself so that its plan can be looked at. */
export function pageQuery(
  query: Omit<WorklistQuery, 'sort'> & { sort: WorklistSort },
): RawBuilder<JoinedRow> {
  const { filter, sort, limit, offset, now } = query
  const direction = query.direction ?? (sort === 'score' ? 'desc' : 'asc')
  const column = sortColumns[sort]
  const order = sql.raw(direction)
  // What is missing comes last; where nothing is, the ascending order is the descending one read backwards, ties too.
  const backwards = direction === 'asc' && neverMissing.has(column)
  const nulls = backwards ? sql`nulls first` : sql`nulls last`
  const first = column === 'l.customer_id' ? sql`` : sql`${sql.ref(column)} ${order} ${nulls}, `
  const ties = column === 'l.customer_id' ? order : sql.raw(backwards ? 'desc' : 'asc')
  // Three tiers alone are no order of work: within one, the greatest loss comes first.
  const second = sort === 'tier' ? sql`l.expected_loss_minor desc nulls last, ` : sql``
  const orderBy = sql`order by ${first}${second}l.customer_id ${ties}`
  // The page by its ids, so that whole rows are neither sorted nor carried along.
  return sql<JoinedRow>`
    select ${joinedColumns}
    from (select l.customer_id from ${joined} where ${whereOf(filter, now)} ${orderBy} limit ${limit} offset ${offset}) page
    join latest_scores l on l.customer_id = page.customer_id left join worklist_cases c on c.customer_id = l.customer_id
    ${orderBy}`
}

const neverMissing = new Set<string>(['l.score', 'l.exposure_minor', 'l.expected_loss_minor', 'l.scored_at'])

export async function joinedRows(
  executor: Kysely<Schema>,
  customerIds: readonly string[],
  now: Date,
): Promise<WorklistRow[]> {
  const { rows } = await sql<JoinedRow>`
    select ${joinedColumns} from ${joined} where l.customer_id = any(${customerIds}) order by l.customer_id`.execute(
    executor,
  )
  return rows.map((row) => fromJoinedRow(row, now))
}

export async function countWorklist(
  executor: Kysely<Schema>,
  filter: WorklistFilter,
  now: Date,
): Promise<WorklistCounts> {
  const sums = (condition?: RawBuilder<unknown>) => {
    const only = condition === undefined ? sql`` : sql` filter (where ${condition})`
    return sql`json_build_object('customers', count(*)${only},
      'exposureMinor', coalesce(sum(l.exposure_minor)${only}, 0),
      'expectedLossMinor', coalesce(sum(l.expected_loss_minor)${only}, 0))`
  }
  const cooling = sql`c.cool_down_until > ${now}`
  const { rows } = await sql<{
    all: { customers: number; exposureMinor: number; expectedLossMinor: number }
    by_tier: WorklistCounts['byTier']
    by_level: WorklistCounts['byLevel']
    by_sla: WorklistCounts['bySla']
    unassigned: number
    open_cases: number
    cooling: number
  }>`
    select ${sums()} as all,
      json_build_object(${sql.join(
        [1, 2, 3].map((tier) => sql`${sql.lit(String(tier))}, ${sums(sql`l.tier = ${sql.lit(tier)}`)}`),
      )}) as by_tier,
      json_build_object(${sql.join(
        riskLevels.map(
          (level) => sql`${sql.lit(level)}, count(*) filter (where l.level = ${sql.lit(level)})`,
        ),
      )}) as by_level,
      json_build_object(${sql.join(
        (['within', 'approaching', 'overdue', 'paused'] as const).map(
          (state) => sql`${sql.lit(state)}, count(*) filter (where ${slaCondition(state, clock, now)})`,
        ),
      )}) as by_sla,
      count(*) filter (where c.assigned_to is null) as unassigned,
      count(*) filter (where c.intervention_id is not null) as open_cases,
      count(*) filter (where ${cooling}) as cooling
    from ${joined} where ${whereOf(filter, now)}`.execute(executor)
  const { rows: recommended } = await sql<{ type: string; customers: number }>`
    select l.recommended_action as type, count(*) as customers
    from ${joined} where ${whereOf(filter, now)} and l.recommended_action is not null
      and c.intervention_id is null and (${cooling}) is not true
    group by 1 order by 1`.execute(executor)
  const row = rows[0]!
  return {
    ...row.all,
    byTier: row.by_tier,
    byLevel: row.by_level,
    bySla: row.by_sla,
    byRecommended: Object.fromEntries(recommended.map(({ type, customers }) => [type, customers])),
    unassigned: row.unassigned,
    withOpenCase: row.open_cases,
    coolingDown: row.cooling,
  }
}

function needsCases(filter: WorklistFilter): boolean {
  return (['assignedTo', 'slaState', 'hasOpenCase', 'coolingDown'] as const).some(
    (field) => filter[field] !== undefined,
  )
}

/** The conditions on `latest_scores l left join worklist_cases c`. */
export function whereOf(filter: WorklistFilter, now: Date): RawBuilder<boolean> {
  const conditions: RawBuilder<boolean>[] = []
  const among = (column: string, values: readonly unknown[] | undefined) => {
    if (values !== undefined) conditions.push(sql<boolean>`${sql.ref(column)} = any(${values})`)
  }
  const within = (column: string, range: WorklistFilter['change30d']) => {
    const or = range?.orMissing === true ? sql` or ${sql.ref(column)} is null` : sql``
    if (range?.min !== undefined) conditions.push(sql<boolean>`(${sql.ref(column)} >= ${range.min}${or})`)
    if (range?.max !== undefined) conditions.push(sql<boolean>`(${sql.ref(column)} <= ${range.max}${or})`)
  }
  among('l.level', filter.level)
  among('l.tier', filter.tier)
  within('l.score', filter.score)
  within('l.change_30d', filter.change30d)
  within('l.exposure_minor', filter.exposureMinor)
  if (filter.flagged !== undefined) conditions.push(sql<boolean>`l.flagged = ${filter.flagged}`)
  among('l.top_driver', filter.topDriver)
  among('l.recommended_action', filter.recommendedAction)
  if (filter.assignedTo === null) conditions.push(sql<boolean>`c.assigned_to is null`)
  else if (filter.assignedTo !== undefined)
    conditions.push(sql<boolean>`c.assigned_to = ${filter.assignedTo}`)
  if (filter.slaState !== undefined)
    conditions.push(anyOf(filter.slaState.map((state) => slaCondition(state, clock, now))))
  if (filter.hasOpenCase !== undefined)
    conditions.push(
      filter.hasOpenCase
        ? sql<boolean>`c.intervention_id is not null`
        : sql<boolean>`c.intervention_id is null`,
    )
  if (filter.coolingDown !== undefined)
    conditions.push(sql<boolean>`coalesce(c.cool_down_until > ${now}, false) = ${filter.coolingDown}`)
  if (filter.idPrefix !== undefined) conditions.push(startsWith('l.customer_id', filter.idPrefix))
  conditions.push(...segmentConditions(filter, 'l.'))
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` and `)}`
}
