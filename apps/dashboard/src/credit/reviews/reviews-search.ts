/** In which order the waiting decisions come, and which one is open. */
import { oneOrNone, textOrNone } from '../../parts/search-values.ts'

export const reviewOrders = ['largest'] as const
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function readReviewsSearch(search: Record<string, unknown>): {
  /** The oldest first where it is absent. */
  sort?: (typeof reviewOrders)[number]
  decision?: string
} {
  const decision = textOrNone(search.decision)
  return {
    sort: oneOrNone(reviewOrders, search.sort),
    decision: decision !== undefined && uuid.test(decision) ? decision : undefined,
  }
}
