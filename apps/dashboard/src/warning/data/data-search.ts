/** Which part of the page is open. */
import { oneOrNone } from '../../parts/search-values.ts'

export function readDataSearch(search: Record<string, unknown>): { tab?: 'import' } {
  return { tab: oneOrNone(['import'], search.tab) }
}
