/** Which period and which cut the overview shows. */
import { segmentations } from '@pratibimba/contract'
import { oneOrNone } from '../../parts/search-values.ts'

/** Days of the trend; the first is the usual one. */
export const periods = [30, 90, 180] as const
export const usualPeriod = periods[0]

export function readOverviewSearch(search: Record<string, unknown>): {
  days?: Exclude<(typeof periods)[number], typeof usualPeriod>
  by?: Exclude<(typeof segmentations)[number], 'region'>
  levels?: 'bars'
} {
  const by = oneOrNone(segmentations, search.by)
  return {
    days: ([90, 180] as const).find((period) => period === Number(search.days)),
    by: by === 'region' ? undefined : by,
    levels: oneOrNone(['bars'], search.levels),
  }
}
