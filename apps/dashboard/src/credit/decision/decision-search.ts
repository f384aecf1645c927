/** Which part of a decision is shown, and what it is compared with. */
import { oneOrNone, textOrNone } from '../../parts/search-values.ts'

export const decisionTabs = ['evidence', 'letter', 'compare', 'record'] as const
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function readDecisionSearch(search: Record<string, unknown>): {
  tab?: (typeof decisionTabs)[number]
  /** Another decision. */
  against?: string
} {
  const against = textOrNone(search.against)
  return {
    tab: oneOrNone(decisionTabs, search.tab),
    against: against !== undefined && uuid.test(against) ? against : undefined,
  }
}
