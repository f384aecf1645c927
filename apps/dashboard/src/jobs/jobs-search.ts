/** What the list of jobs filters by. */
import { jobStates } from '@pratibimba/contract'
import { laterPage, oneOrNone, textOrNone } from '../parts/search-values.ts'

export function readJobsSearch(search: Record<string, unknown>): {
  state?: (typeof jobStates)[number]
  subject?: string
  page?: number
} {
  return {
    state: oneOrNone(jobStates, search.state),
    subject: textOrNone(search.subject)?.slice(0, 64),
    page: laterPage(search.page),
  }
}
