/** Features that fit what was asked for, in the order that was asked for. */
import type { FeatureInfo } from '@pratibimba/contract'

interface Asked {
  readonly search?: string
  readonly group?: string
  readonly sort?: 'title' | 'group'
}

/** Words of the search are looked for in name, id, group, formula and rationale; all of them have to be there. */
export function fittingFeatures(
  features: readonly FeatureInfo[],
  { search, group, sort }: Asked,
): readonly FeatureInfo[] {
  const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  return features
    .filter((one) => group === undefined || one.group === group)
    .filter((one) => {
      const text = `${one.title} ${one.id} ${one.group} ${one.formula} ${one.rationale}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .sort(orders[sort ?? 'rank'])
}

const last = Number.MAX_SAFE_INTEGER
const byTitle = (a: FeatureInfo, b: FeatureInfo) => a.title.localeCompare(b.title, 'en')
const byRank = (a: FeatureInfo, b: FeatureInfo) => (a.rank ?? last) - (b.rank ?? last) || byTitle(a, b)
const orders = {
  rank: byRank,
  title: byTitle,
  group: (a: FeatureInfo, b: FeatureInfo) => a.group.localeCompare(b.group, 'en') || byRank(a, b),
}
