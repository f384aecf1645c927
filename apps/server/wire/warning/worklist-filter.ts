/** What a worklist is filtered by, from the query of a request. */
import type { Operations, QueryOf, RiskLevel, trends } from '@pratibimba/contract'
import type { WorklistFilter, WorklistQuery, WorklistSort } from '@pratibimba/risk/ports'
import { NOTICEABLE_CHANGE } from './customer-row.ts'

type ListQuery = QueryOf<Operations['listCustomers']>

export function worklistFilter(query: ListQuery): WorklistFilter {
  const some = <T>(text: string | undefined): readonly T[] | undefined =>
    text === undefined ? undefined : (text.split(',') as unknown as T[])
  const one = (text: string | undefined) => (text === undefined ? undefined : [text])
  return present({
    level: some<RiskLevel>(query.level),
    tier: some<string>(query.tier)?.map(Number) as WorklistFilter['tier'],
    score:
      query.min_score === undefined && query.max_score === undefined
        ? undefined
        : present({ min: query.min_score, max: query.max_score }),
    change30d: query.trend === undefined ? undefined : trendRanges[query.trend],
    region: one(query.region),
    employmentType: one(query.employment_type),
    homeOwnership: one(query.home_ownership),
    incomeBracket: some<string>(query.income_bracket),
    ageBand: some<string>(query.age_band),
    recommendedAction: query.recommended === undefined ? undefined : [query.recommended],
    topDriver: one(query.driver),
    assignedTo: query.assigned_to === 'nobody' ? null : query.assigned_to,
    slaState: some(query.sla) as WorklistFilter['slaState'],
    hasOpenCase: query.case === 'open' ? true : query.case === 'none' ? false : undefined,
    coolingDown: query.case === 'cool_down' ? true : undefined,
    idPrefix: query.search,
  })
}

/** The ends belong to the trends that are not stable; the neighbouring doubles keep them apart. */
const trendRanges = {
  rising: { min: NOTICEABLE_CHANGE },
  falling: { max: -NOTICEABLE_CHANGE },
  // One who was not scored thirty days ago has not been seen to move.
  stable: {
    min: -NOTICEABLE_CHANGE + Number.EPSILON,
    max: NOTICEABLE_CHANGE - Number.EPSILON,
    orMissing: true,
  },
} as const satisfies Record<(typeof trends)[number], NonNullable<WorklistFilter['change30d']>>

const sorts = {
  risk_score: 'score',
  change_30d: 'change_30d',
  expected_days_to_failure: 'expected_days_to_failure',
  exposure: 'exposure',
  expected_loss: 'expected_loss',
  tier: 'tier',
  customer_id: 'customer_id',
} as const satisfies Record<NonNullable<ListQuery['sort']>, WorklistSort>

export function worklistOrder(
  query: Pick<ListQuery, 'sort' | 'order'>,
): Pick<WorklistQuery, 'sort' | 'direction'> {
  return { sort: sorts[query.sort ?? 'risk_score'], direction: query.order ?? 'desc' }
}

/** Without the fields that are undefined: a filter that is there holds. */
function present<Fields extends object>(
  fields: Fields,
): { [K in keyof Fields]: Exclude<Fields[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}
