/** How far columns lie from their profiles on days on which nothing is wrong: many of them read the calendar. */
import type { DriftReport } from './drift-report.ts'

/** By column, the largest PSI of such days; columns that are not in it have none. */
export type UsualDrift = Readonly<Record<string, number>>

/** How many times what is usual a column must lie away before it counts as moved. */
export const BEYOND_USUAL = 1.5

/**
 * What is usual, from single days that each were held against the same reference.
 *
 * Days of a reference are few and lie on certain days of the month, while a day that is looked at may be any: days to the
 * next salary, for one, then differ for everybody, and no customer has changed.
 *
 * @see docs/methods/drift.md
 */
export function usualDrift(days: readonly Pick<DriftReport, 'features'>[]): UsualDrift {
  const usual: Record<string, number> = {}
  for (const { features } of days)
    for (const { name, tests } of features) {
      const psi = tests.find(({ id }) => id === 'psi')?.value
      if (psi !== undefined && Number.isFinite(psi)) usual[name] = Math.max(usual[name] ?? 0, psi)
    }
  return usual
}
