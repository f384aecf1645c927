/** What of a customer is open. */
import { transactionCategories } from '@pratibimba/contract'
import { dateOrNone, laterPage, oneOrNone, textOrNone } from '../../parts/search-values.ts'

export const customerTabs = ['behaviour', 'transactions', 'features', 'history'] as const
export const stressViews = ['dots'] as const

export function readCustomerSearch(search: Record<string, unknown>): {
  tab?: (typeof customerTabs)[number]
  stress?: (typeof stressViews)[number]
  category?: (typeof transactionCategories)[number]
  from?: string
  to?: string
  page?: number
  as_of?: string
  group?: string
  feature?: string
} {
  return {
    tab: oneOrNone(customerTabs, search.tab),
    stress: oneOrNone(stressViews, search.stress),
    category: oneOrNone(transactionCategories, search.category),
    from: dateOrNone(search.from),
    to: dateOrNone(search.to),
    page: laterPage(search.page),
    as_of: dateOrNone(search.as_of),
    group: textOrNone(search.group)?.slice(0, 40),
    feature: textOrNone(search.feature)?.slice(0, 100),
  }
}
