/** What the tracker looks at, and which case is open. */
import {
  interventionSorts,
  interventionStates,
  interventionTypes,
  riskLevels,
  slaStates,
} from '@pratibimba/contract'
import { laterPage, numberWithin, oneOrNone, someOrNone, textOrNone } from '../../parts/search-values.ts'

export type InterventionsSearch = ReturnType<typeof readInterventionsSearch>

export const usualDays = 90
/** As the server makes them. */
const idPattern = /^INT_[0-9a-z]{8,26}$/

export function readInterventionsSearch(search: Record<string, unknown>): {
  days?: number
  type?: string
  state?: string
  level?: string
  sla?: string
  assigned_to?: string
  customer_id?: string
  sort?: (typeof interventionSorts)[number]
  page?: number
  case?: string
} {
  const days = numberWithin(1, 3660, search.days)
  const sort = oneOrNone(interventionSorts, search.sort)
  const id = textOrNone(search.case)
  return {
    days: days === undefined || days === usualDays ? undefined : Math.floor(days),
    type: someOrNone(interventionTypes, search.type),
    state: someOrNone(interventionStates, search.state),
    level: someOrNone(riskLevels, search.level),
    sla: someOrNone(slaStates, search.sla),
    assigned_to: textOrNone(search.assigned_to)?.slice(0, 100),
    customer_id: textOrNone(search.customer_id)?.slice(0, 64),
    sort: sort === 'newest' ? undefined : sort,
    page: laterPage(search.page),
    case: id !== undefined && idPattern.test(id) ? id : undefined,
  }
}
