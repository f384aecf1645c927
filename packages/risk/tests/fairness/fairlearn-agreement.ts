/** Holds our figures against Fairlearn's, figure by figure. */
import { expect } from 'vitest'
import {
  assessFairness,
  differenceBetweenGroups,
  differenceToOverall,
  type Groups,
  ratioBetweenGroups,
  ratioToOverall,
} from '../../fairness/index.ts'

export interface FairlearnData {
  readonly label: readonly number[]
  readonly decision: readonly number[]
  readonly probability: readonly number[]
  readonly weight: readonly number[]
  readonly groups: Readonly<Record<string, readonly string[]>>
}

interface FairlearnMetric {
  readonly overall: number
  readonly byGroup: Readonly<Record<string, number>>
  readonly difference: number
  readonly differenceToOverall: number
  readonly ratio: number
  readonly ratioToOverall: number
}

export type FairlearnFigures = Readonly<
  Record<
    string,
    {
      readonly metrics: Readonly<Record<string, FairlearnMetric>>
      readonly disparities: Readonly<Record<string, number>>
    }
  >
>

export function groupsFrom(values: readonly string[]): Groups {
  const labels = [...new Set(values)].sort()
  return { codes: Int32Array.from(values, (value) => labels.indexOf(value)), labels }
}

/** @returns how many figures were compared */
export function expectAgreement(data: FairlearnData, figures: FairlearnFigures): number {
  let compared = 0
  const same = (ours: number | null, theirs: number, what: string): void => {
    compared++
    expect(ours, what).not.toBeNull()
    expect(Math.abs(ours! - theirs), `${what}: ${ours} and ${theirs}`).toBeLessThanOrEqual(1e-12)
  }
  for (const [key, { metrics, disparities }] of Object.entries(figures)) {
    const [feature, weighted] = key.split('/')
    const report = assessFairness(
      {
        label: data.label,
        decision: data.decision,
        probability: Float64Array.from(data.probability),
        weight: weighted ? Float64Array.from(data.weight) : undefined,
        groups: Object.fromEntries(
          Object.entries(data.groups).map(([name, values]) => [name, groupsFrom(values)]),
        ),
      },
      { favourable: { label: 1, decision: 1 }, minimumGroupSize: 1, replicates: 1 },
    )
    const names = Object.keys(data.groups)
    const name = feature === 'both' ? names.join(' × ') : feature
    const attribute = report.attributes.find((each) => each.name === name)!
    for (const [id, theirs] of Object.entries(metrics)) {
      const overall = report.overall[id].value
      same(overall, theirs.overall, `${key} ${id} overall`)
      expect(attribute.groups.map(({ group }) => group).sort()).toEqual(Object.keys(theirs.byGroup).sort())
      const values = attribute.groups.map((group) => {
        same(group.metrics[id].value, theirs.byGroup[group.group], `${key} ${id} ${group.group}`)
        return group.metrics[id].value!
      })
      same(differenceBetweenGroups(values), theirs.difference, `${key} ${id} difference`)
      same(differenceToOverall(values, overall!), theirs.differenceToOverall, `${key} ${id} to overall`)
      same(ratioBetweenGroups(values), theirs.ratio, `${key} ${id} ratio`)
      same(ratioToOverall(values, overall!), theirs.ratioToOverall, `${key} ${id} ratio to overall`)
    }
    for (const [id, theirs] of Object.entries(disparities))
      same(attribute.disparities.find((each) => each.id === id)!.value, theirs, `${key} ${id}`)
  }
  return compared
}
