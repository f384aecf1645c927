/** What the page filters by, and which feature is open. */
import { oneOrNone, textOrNone } from '../../parts/search-values.ts'

export const featureSorts = ['title', 'group'] as const

export function readFeaturesSearch(search: Record<string, unknown>): {
  set?: 'advanced'
  search?: string
  group?: string
  sort?: (typeof featureSorts)[number]
  feature?: string
} {
  return {
    set: oneOrNone(['advanced'], search.set),
    search: textOrNone(search.search)?.slice(0, 64),
    group: textOrNone(search.group)?.slice(0, 40),
    sort: oneOrNone(featureSorts, search.sort),
    feature: textOrNone(search.feature)?.slice(0, 100),
  }
}
