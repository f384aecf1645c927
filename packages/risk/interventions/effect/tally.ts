/** Outcomes of a trial, counted by stratum and arm. */
import type { TrialArm } from '@pratibimba/contract'
import type { ArmTally } from './stratified-difference.ts'
import type { TrialOutcome } from './trial-outcome.ts'

export interface ArmTotals extends ArmTally {
  readonly contacted: number
  readonly costMinor: number
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

const emptyArm = (): Mutable<ArmTotals> => ({
  customers: 0,
  missed: 0,
  lossSum: 0,
  lossSquares: 0,
  missedLossSum: 0,
  missedLossSquares: 0,
  contacted: 0,
  costMinor: 0,
})

/** Both arms of every stratum that somebody is in. */
export type Tally = ReadonlyMap<number, Readonly<Record<TrialArm, ArmTotals>>>

/**
 * Counts in one pass.
 *
 * @throws RangeError when a loss or a cost is negative or not a number, or a held-out customer was contacted
 */
export function tallyOf(outcomes: Iterable<TrialOutcome>): Tally {
  const strata = new Map<number, Record<TrialArm, Mutable<ArmTotals>>>()
  for (const { arm, tier, missed, lossMinor, contacted, costMinor } of outcomes) {
    if (!(lossMinor >= 0 && costMinor >= 0))
      throw new RangeError(`tallyOf: need losses and costs >= 0, got ${lossMinor} and ${costMinor}`)
    if (arm === 'held_out' && contacted)
      throw new RangeError('tallyOf: need a control group that was left alone, got one who was contacted')
    let stratum = strata.get(tier)
    if (stratum === undefined) {
      stratum = { treated: emptyArm(), held_out: emptyArm() }
      strata.set(tier, stratum)
    }
    const tally = stratum[arm]
    tally.customers++
    tally.lossSum += lossMinor
    tally.lossSquares += lossMinor * lossMinor
    tally.costMinor += costMinor
    if (contacted) tally.contacted++
    if (!missed) continue
    tally.missed++
    tally.missedLossSum += lossMinor
    tally.missedLossSquares += lossMinor * lossMinor
  }
  return strata
}
