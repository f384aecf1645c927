/** Which decisions are listed. */
import { decisionOutcomes } from '@pratibimba/contract'
import type { DecisionsQuery } from '../../api/decision-queries.ts'
import { dateOrNone, laterPage, numberWithin, someOrNone, textOrNone } from '../../parts/search-values.ts'

export type DecisionsSearch = ReturnType<typeof readDecisionsSearch>

export function readDecisionsSearch(search: Record<string, unknown>): {
  decision?: string
  /** Only those a person still has to decide. */
  waiting?: true
  model?: string
  policy?: number
  reason?: string
  customer?: string
  /** First and last day, YYYY-MM-DD, both included. */
  from?: string
  to?: string
  page?: number
} {
  const policy = numberWithin(1, 1_000_000, search.policy)
  const from = dateOrNone(search.from)
  const to = dateOrNone(search.to)
  return {
    decision: someOrNone(decisionOutcomes, search.decision),
    waiting: search.waiting === true ? true : undefined,
    model: textOrNone(search.model)?.slice(0, 64),
    policy: policy === undefined ? undefined : Math.floor(policy),
    reason: textOrNone(search.reason)?.slice(0, 64),
    customer: textOrNone(search.customer)?.slice(0, 64),
    from,
    to: from !== undefined && to !== undefined && to < from ? undefined : to,
    page: laterPage(search.page),
  }
}

const DAY_MS = 86_400_000

/** The filters as the server takes them; the last day counts whole. */
export function filterOf(search: DecisionsSearch): DecisionsQuery {
  const { decision, waiting, model, policy, reason, customer, from, to } = search
  return {
    decision,
    waiting,
    model_version: model,
    policy_version: policy,
    reason_code: reason,
    customer_id: customer,
    from: from === undefined ? undefined : `${from}T00:00:00.000Z`,
    to: to === undefined ? undefined : new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS - 1).toISOString(),
  }
}

export function isFiltered({ page: _, ...filter }: DecisionsSearch): boolean {
  return Object.values(filter).some((value) => value !== undefined)
}

export const noFilter: DecisionsSearch = {
  decision: undefined,
  waiting: undefined,
  model: undefined,
  policy: undefined,
  reason: undefined,
  customer: undefined,
  from: undefined,
  to: undefined,
  page: undefined,
}
