/** Which step of making a twin is open. */
import { oneOrNone } from '../parts/search-values.ts'

export function readReviewSearch(search: Record<string, unknown>): { step?: 'clone' } {
  return { step: oneOrNone(['clone'], search.step) }
}
