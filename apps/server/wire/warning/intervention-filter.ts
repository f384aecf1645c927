/** What cases are filtered and sorted by, from the query of a request. */
import type { Operations, QueryOf } from '@pratibimba/contract'
import type { InterventionFilter, InterventionSort } from '@pratibimba/risk/ports'

type ListQuery = QueryOf<Operations['listInterventions']>

const DAY_MS = 86_400_000

export function interventionFilter(query: Omit<ListQuery, 'sort'>, now: Date): InterventionFilter {
  const some = <T>(text: string | undefined) => text?.split(',') as readonly T[] | undefined
  const fields = {
    state: some(query.state),
    type: some(query.type),
    level: some(query.level),
    slaState: some(query.sla),
    tier: some<string>(query.tier)?.map(Number),
    assignee: query.assigned_to === 'nobody' ? null : query.assigned_to,
    customerId: query.customer_id,
    createdFrom: query.days === undefined ? undefined : new Date(now.getTime() - query.days * DAY_MS),
  }
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as InterventionFilter
}

export const interventionOrders = {
  newest: 'newest',
  due_at: 'due_at',
  risk_score: 'score',
  exposure: 'exposure',
  tier: 'tier',
} as const satisfies Record<NonNullable<ListQuery['sort']>, InterventionSort>
