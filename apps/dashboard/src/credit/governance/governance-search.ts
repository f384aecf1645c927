/** Which part of governance is shown, of which version, and since when. */
import { verdicts } from '@pratibimba/contract'
import { dateOrNone, laterPage, oneOrNone, textOrNone } from '../../parts/search-values.ts'
import { versionOrNone } from '../models/credit-models-search.ts'

export const governanceTabs = ['monitoring', 'audit'] as const

export function readGovernanceSearch(search: Record<string, unknown>): {
  tab?: (typeof governanceTabs)[number]
  /** The version that is assessed; the champion where it is absent. */
  version?: string
  /** The pack that is open. */
  pack?: string
  verdict?: (typeof verdicts)[number]
  /** First and last day of the monitoring. */
  from?: string
  to?: string
  /** Operation and subject of audit entries. */
  operation?: string
  subject?: string
  page?: number
} {
  return {
    tab: oneOrNone(governanceTabs, search.tab),
    version: versionOrNone(search.version),
    pack: textOrNone(search.pack)?.slice(0, 64),
    verdict: oneOrNone(verdicts, search.verdict),
    from: dateOrNone(search.from),
    to: dateOrNone(search.to),
    operation: textOrNone(search.operation)?.slice(0, 64),
    subject: textOrNone(search.subject)?.slice(0, 64),
    page: laterPage(search.page),
  }
}
