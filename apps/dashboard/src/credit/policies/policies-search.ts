/** Which policies are listed. */
import { policyStates } from '@pratibimba/contract'
import { laterPage, someOrNone, textOrNone } from '../../parts/search-values.ts'

export function readPoliciesSearch(search: Record<string, unknown>): {
  name?: string
  state?: string
  page?: number
} {
  const name = textOrNone(search.name)
  return {
    name: name !== undefined && /^[a-z][a-z0-9-]{0,63}$/.test(name) ? name : undefined,
    state: someOrNone(policyStates, search.state),
    page: laterPage(search.page),
  }
}
