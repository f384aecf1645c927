/** What the queue filters and sorts by, and who is open beside it. */
import { customerSorts, interventionTypes, riskLevels, slaStates } from '@pratibimba/contract'
import { laterPage, oneOrNone, someOrNone, textOrNone } from '../../parts/search-values.ts'

export type ActionsSearch = ReturnType<typeof readActionsSearch>
/** What narrows the queue; the rest is how it is shown. */
export type ActionsFilter = Omit<ActionsSearch, 'sort' | 'order' | 'page' | 'customer'>

export const usualSort = 'tier'
/** Below HIGH nobody waits for help. */
export const queuedLevels = 'HIGH,CRITICAL'
const caseStates = ['open', 'none', 'cool_down'] as const

export function readActionsSearch(search: Record<string, unknown>): {
  tier?: string
  level?: string
  recommended?: (typeof interventionTypes)[number]
  assigned_to?: string
  case?: (typeof caseStates)[number]
  sla?: string
  search?: string
  sort?: (typeof customerSorts)[number]
  /** Against the usual direction of the sort: from the small end for tiers, days and ids, from the great one else. */
  order?: 'asc' | 'desc'
  page?: number
  customer?: string
} {
  const sort = oneOrNone(customerSorts, search.sort)
  return {
    tier: someOrNone(['1', '2', '3'], search.tier),
    level: someOrNone(riskLevels, search.level),
    recommended: oneOrNone(interventionTypes, search.recommended),
    assigned_to: textOrNone(search.assigned_to)?.slice(0, 100),
    case: oneOrNone(caseStates, search.case),
    sla: someOrNone(slaStates, search.sla),
    search: textOrNone(search.search)?.slice(0, 64),
    sort: sort === usualSort ? undefined : sort,
    order: oneOrNone(['asc', 'desc'], search.order),
    page: laterPage(search.page),
    customer: textOrNone(search.customer)?.slice(0, 64),
  }
}

/** Direction in which a column is read first. */
export function firstDirection(sort: (typeof customerSorts)[number]): 'asc' | 'desc' {
  return ['tier', 'expected_days_to_failure', 'customer_id'].includes(sort) ? 'asc' : 'desc'
}
