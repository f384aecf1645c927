/** Which version is shown, which part of it, and how. */
import { segmentations } from '@pratibimba/contract'
import { numberWithin, oneOrNone, textOrNone } from '../../parts/search-values.ts'

export const modelTabs = ['threshold', 'monitoring', 'fairness', 'versions'] as const
export const fairnessFigures = ['recall', 'false_alarm_rate'] as const

export function readModelsSearch(search: Record<string, unknown>): {
  /** The champion where it is absent. */
  version?: string
  tab?: (typeof modelTabs)[number]
  threshold?: number
  /** What a miss costs, in false alarms. */
  ratio?: number
  by?: (typeof segmentations)[number]
  figure?: (typeof fairnessFigures)[number]
  /** Feature whose drift is open. */
  drift?: string
} {
  const version = textOrNone(search.version)
  return {
    version: version !== undefined && /^[A-Za-z0-9][\w.-]{0,63}$/.test(version) ? version : undefined,
    tab: oneOrNone(modelTabs, search.tab),
    threshold: numberWithin(0, 1, search.threshold),
    ratio: numberWithin(1, 1000, search.ratio),
    by: oneOrNone(segmentations, search.by),
    figure: oneOrNone(fairnessFigures, search.figure),
    drift: textOrNone(search.drift)?.slice(0, 100),
  }
}
