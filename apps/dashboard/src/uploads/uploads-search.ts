/** What the list of uploads filters by. */
import { laterPage, oneOrNone } from '../parts/search-values.ts'

export const uploadStates = ['READY', 'REMOVED'] as const

export function readUploadsSearch(search: Record<string, unknown>): {
  status?: (typeof uploadStates)[number]
  page?: number
} {
  return { status: oneOrNone(uploadStates, search.status), page: laterPage(search.page) }
}
