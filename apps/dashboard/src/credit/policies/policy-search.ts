/** Which part of a policy is shown, which stage, against which version, and whether a copy is edited. */
import { dateOrNone, numberWithin, oneOrNone, textOrNone } from '../../parts/search-values.ts'

export const policyTabs = ['tests', 'changes', 'simulation', 'history'] as const

export function readPolicySearch(search: Record<string, unknown>): {
  tab?: (typeof policyTabs)[number]
  stage?: string
  against?: number
  edit?: true
  /** Days whose applications are simulated, YYYY-MM-DD, both included. */
  from?: string
  to?: string
} {
  const against = numberWithin(1, 1_000_000, search.against)
  return {
    tab: oneOrNone(policyTabs, search.tab),
    stage: textOrNone(search.stage)?.slice(0, 64),
    against: against === undefined ? undefined : Math.floor(against),
    edit: search.edit === true ? true : undefined,
    from: dateOrNone(search.from),
    to: dateOrNone(search.to),
  }
}
