/** What the list of audit entries filters by. */
import { laterPage, textOrNone } from '../parts/search-values.ts'

export function readAuditSearch(search: Record<string, unknown>): {
  operation?: string
  subject?: string
  page?: number
  /** The chain is verified as soon as the page opens. */
  verify?: true
} {
  return {
    operation: textOrNone(search.operation)?.slice(0, 64),
    subject: textOrNone(search.subject)?.slice(0, 64),
    page: laterPage(search.page),
    verify: search.verify === true ? true : undefined,
  }
}
