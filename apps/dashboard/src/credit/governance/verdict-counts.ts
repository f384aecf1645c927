/** How the checks of packs came out. */
import { type RulePack, type Verdict, verdicts } from '@pratibimba/contract'

export function countVerdicts(packs: readonly Pick<RulePack, 'checks'>[]): Record<Verdict, number> {
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>
  for (const { checks } of packs) for (const { verdict } of checks) counts[verdict] += 1
  return counts
}

/** Packs by regulator, in the order in which the regulators first appear; those in force first, history last. */
export function byRegulator(packs: readonly RulePack[]): readonly (readonly [string, readonly RulePack[]])[] {
  const order = { in_force: 0, draft: 1, history: 2 } as const
  const regulators = [...new Set(packs.map(({ regulator }) => regulator))]
  return regulators.map((regulator) => [
    regulator,
    packs
      .filter((pack) => pack.regulator === regulator)
      .toSorted((a, b) => order[a.status] - order[b.status]),
  ])
}
