/** What the page filters by. */
import { liveEventKinds } from '@pratibimba/contract'
import { laterPage, someOrNone } from '../../parts/search-values.ts'

export function readMonitorSearch(search: Record<string, unknown>): { kind?: string; page?: number } {
  return { kind: someOrNone(liveEventKinds, search.kind), page: laterPage(search.page) }
}
