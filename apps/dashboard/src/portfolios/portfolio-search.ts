/** What of a portfolio is open. */
import { oneOrNone, textOrNone } from '../parts/search-values.ts'

export const portfolioTabs = ['columns', 'data', 'files', 'settings', 'audit'] as const

export function readPortfolioSearch(search: Record<string, unknown>): {
  tab?: (typeof portfolioTabs)[number]
  table?: string
  column?: string
} {
  return {
    tab: oneOrNone(portfolioTabs, search.tab),
    table: textOrNone(search.table),
    column: textOrNone(search.column),
  }
}
