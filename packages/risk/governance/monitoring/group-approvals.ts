/** Approval rates of groups, with intervals, and the four-fifths ratio between them. */
import { wilson } from '@pratibimba/learning/metrics'
import { normalQuantile } from '@pratibimba/numerics/distributions'
import { fourFifths } from '../../fairness/index.ts'
import type { GroupApprovals } from './credit-monitoring.ts'
import type { GroupCount } from './decision-tally.ts'

/** Groups with fewer decisions are named, not shown. */
const LEAST_DECISIONS = 30
const CONFIDENCE = 0.95

export interface GroupComparison {
  readonly groups: readonly GroupApprovals[]
  /** As `attribute group`. */
  readonly suppressed: readonly string[]
}

/**
 * Compares the groups of each attribute among themselves.
 *
 * @param counts of one span; those of the same attribute and group are added up
 * @see docs/methods/fairness.md
 */
export function compareGroups(counts: readonly GroupCount[]): GroupComparison {
  const attributes = new Map<string, Map<string, { decisions: number; approved: number }>>()
  for (const { attribute, group, decisions, approved } of counts) {
    const groups = attributes.get(attribute) ?? new Map<string, { decisions: number; approved: number }>()
    attributes.set(attribute, groups)
    const sum = groups.get(group) ?? { decisions: 0, approved: 0 }
    groups.set(group, { decisions: sum.decisions + decisions, approved: sum.approved + approved })
  }
  const suppressed: string[] = []
  const shown: GroupApprovals[] = []
  for (const [attribute, groups] of attributes) {
    const large = [...groups].filter(([group, { decisions }]) => {
      if (decisions >= LEAST_DECISIONS) return true
      suppressed.push(`${attribute} ${group}`)
      return false
    })
    const rates = large.map(([group, { decisions, approved }]) => ({
      group,
      decisions,
      rate: wilson(approved / decisions, decisions, CONFIDENCE),
    }))
    const compared = fourFifths(
      new Map(
        rates.map(({ group, decisions, rate }) => [
          group,
          { value: rate.value, interval: [rate.lower, rate.upper] as const, effectiveRows: decisions },
        ]),
      ),
      normalQuantile(0.5 + CONFIDENCE / 2),
    )
    for (const { group, decisions, rate } of rates) {
      const ratio = compared.groups.find((each) => each.group === group)
      shown.push({
        attribute,
        group,
        decisions,
        approvalRate: rate,
        fourFifths:
          ratio?.ratio == null || ratio.interval === null
            ? null
            : { value: ratio.ratio, lower: ratio.interval[0], upper: ratio.interval[1] },
      })
    }
  }
  return { groups: shown, suppressed }
}
