/** What the list of portfolios filters by. */
import { jobStates, portfolioSources } from '@pratibimba/contract'
import { laterPage, oneOrNone, textOrNone } from '../parts/search-values.ts'

export function readPortfoliosSearch(search: Record<string, unknown>): {
  status?: (typeof jobStates)[number]
  source?: (typeof portfolioSources)[number]
  search?: string
  page?: number
} {
  return {
    status: oneOrNone(jobStates, search.status),
    source: oneOrNone(portfolioSources, search.source),
    search: textOrNone(search.search)?.slice(0, 200),
    page: laterPage(search.page),
  }
}
