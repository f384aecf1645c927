/** What the worklist filters and sorts by. */
import {
  ageBands,
  customerSorts,
  incomeBrackets,
  interventionTypes,
  riskLevels,
  slaStates,
  trends,
} from '@pratibimba/contract'
import { laterPage, numberWithin, oneOrNone, someOrNone, textOrNone } from '../../parts/search-values.ts'

export type CustomersSearch = ReturnType<typeof readCustomersSearch>
/** What narrows the list; the rest is how it is shown. */
export type CustomersFilter = Omit<CustomersSearch, 'sort' | 'order' | 'page'>

export const caseStates = ['open', 'none', 'cool_down'] as const
export const usualSort = 'risk_score'

export function readCustomersSearch(search: Record<string, unknown>): {
  level?: string
  tier?: string
  trend?: (typeof trends)[number]
  min_score?: number
  max_score?: number
  region?: string
  employment_type?: string
  home_ownership?: string
  income_bracket?: string
  age_band?: string
  recommended?: (typeof interventionTypes)[number]
  driver?: string
  assigned_to?: string
  case?: (typeof caseStates)[number]
  sla?: string
  search?: string
  sort?: (typeof customerSorts)[number]
  order?: 'asc'
  page?: number
} {
  const sort = oneOrNone(customerSorts, search.sort)
  return {
    level: someOrNone(riskLevels, search.level),
    tier: someOrNone(['1', '2', '3'], search.tier),
    trend: oneOrNone(trends, search.trend),
    min_score: numberWithin(0, 1, search.min_score),
    max_score: numberWithin(0, 1, search.max_score),
    region: textOrNone(search.region)?.slice(0, 64),
    employment_type: textOrNone(search.employment_type)?.slice(0, 64),
    home_ownership: textOrNone(search.home_ownership)?.slice(0, 64),
    income_bracket: someOrNone(incomeBrackets, search.income_bracket),
    age_band: someOrNone(ageBands, search.age_band),
    recommended: oneOrNone(interventionTypes, search.recommended),
    driver: textOrNone(search.driver)?.slice(0, 100),
    assigned_to: textOrNone(search.assigned_to)?.slice(0, 100),
    case: oneOrNone(caseStates, search.case),
    sla: someOrNone(slaStates, search.sla),
    search: textOrNone(search.search)?.slice(0, 64),
    sort: sort === usualSort ? undefined : sort,
    order: oneOrNone(['asc'], search.order),
    page: laterPage(search.page),
  }
}
