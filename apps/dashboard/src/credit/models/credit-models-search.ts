/** Which versions are listed, which two are compared, and at which instant one asks who decided. */
import { creditModelStages } from '@pratibimba/contract'
import { laterPage, oneOrNone, someOrNone, textOrNone } from '../../parts/search-values.ts'

export const registryTabs = ['compare', 'live'] as const
export const versionTabs = ['lineage', 'card', 'reports'] as const

export function readCreditModelsSearch(search: Record<string, unknown>): {
  tab?: (typeof registryTabs)[number]
  /** Stages, separated by commas. */
  stage?: string
  page?: number
  /** The versions that are compared. */
  a?: string
  b?: string
  /** An instant, ISO 8601 in UTC. */
  at?: string
} {
  return {
    tab: oneOrNone(registryTabs, search.tab),
    stage: someOrNone(creditModelStages, search.stage),
    page: laterPage(search.page),
    a: versionOrNone(search.a),
    b: versionOrNone(search.b),
    at: instantOrNone(search.at),
  }
}

export function readCreditModelSearch(search: Record<string, unknown>): {
  tab?: (typeof versionTabs)[number]
  /** Step of the pipeline whose report is open. */
  step?: string
} {
  return { tab: oneOrNone(versionTabs, search.tab), step: textOrNone(search.step)?.slice(0, 64) }
}

export function versionOrNone(value: unknown): string | undefined {
  const text = textOrNone(value)
  return text !== undefined && /^[A-Za-z0-9][\w.-]{0,63}$/.test(text) ? text : undefined
}

/** An instant as the server takes it, or nothing. */
export function instantOrNone(value: unknown): string | undefined {
  const text = textOrNone(value)
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/.test(text))
    return undefined
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}
