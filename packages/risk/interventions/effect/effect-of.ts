/** What contacting customers changed: never a rate by itself, always against those held out. */
import type { Estimate } from '@pratibimba/learning/metrics'
import type { InterventionPolicy } from '../policy.ts'
import { preventedLoss, preventedShare, type Stratum } from './stratified-difference.ts'
import { type Tally, tallyOf } from './tally.ts'
import type { TrialOutcome } from './trial-outcome.ts'

export interface ArmCounts {
  readonly customers: number
  readonly missed: number
}

/** A bound of null is without limit: the effect could be none. */
export interface Reciprocal {
  readonly value: number
  readonly lower: number
  readonly upper: number | null
}

export interface Effect {
  readonly treated: ArmCounts & { readonly contacted: number; readonly costMinor: number }
  readonly heldOut: ArmCounts
  /** Null where there is nobody to compare with, or too few. */
  readonly measured: MeasuredEffect | null
  /** In a sentence. */
  readonly verdict: string
  readonly warnings: readonly string[]
}

export interface MeasuredEffect {
  /** Misses prevented per treated customer; negative where the treated missed more often. */
  readonly preventedShare: Estimate
  readonly preventedMisses: Estimate
  readonly preventedLossMinor: Estimate
  readonly costMinor: number
  /** (prevented loss − cost) / cost; null when nothing was spent. */
  readonly roi: Estimate | null
  /** Customers to contact for one miss prevented; null when none was. */
  readonly contactsPerPreventedMiss: Reciprocal | null
  readonly confidence: number
}

export type EffectPolicy = Pick<InterventionPolicy, 'actions' | 'minimumGroup' | 'confidence'>

/**
 * Effect of a programme by intention to treat: everybody counts in the arm they were drawn into.
 *
 * Compared within the strata of the draw; strata without both arms are left out and named. Arms of fewer than
 * `minimumGroup` customers are not shown. Cases of support, which nobody is drawn for, are left out. Prevented misses and losses are those of the treated who were compared.
 *
 * @param confidence default: the policy's
 * @see docs/methods/intervention-effect.md
 */
export function effectOf(
  outcomes: Iterable<TrialOutcome>,
  policy: EffectPolicy,
  confidence = policy.confidence,
): Effect {
  const drawn: TrialOutcome[] = []
  let supported = 0
  for (const outcome of outcomes)
    if (policy.actions[outcome.type].purpose === 'support') supported++
    else drawn.push(outcome)
  const effect = effectOfTally(tallyOf(drawn), policy.minimumGroup, confidence)
  if (supported === 0) return effect
  const note = `Support is withheld from nobody, so its effect is not measured: ${supported} left out.`
  return {
    ...effect,
    verdict: drawn.length === 0 ? note : effect.verdict,
    warnings: drawn.length === 0 ? [note] : [...effect.warnings, note],
  }
}

/** The same from sums, such as a database makes them; strata are the tiers of the draw. */
export function effectOfTally(tally: Tally, minimumGroup: number, confidence: number): Effect {
  const all = { treated: countsOf(tally, 'treated'), heldOut: countsOf(tally, 'held_out') }
  const without = (verdict: string): Effect => ({ ...all, measured: null, verdict, warnings: [verdict] })
  if (all.treated.customers === 0) return without('Nobody was treated whose end is known.')
  if (all.heldOut.customers === 0)
    return without('There is no control group: what would have happened anyway is unknown, so is the effect.')
  const strata: Stratum[] = []
  const warnings: string[] = []
  const compared = { treated: 0, heldOut: 0, contacted: 0, costMinor: 0 }
  for (const [tier, { treated, held_out: heldOut }] of tally)
    if (treated.customers > 0 && heldOut.customers > 0) {
      strata.push({ treated, heldOut })
      compared.treated += treated.customers
      compared.heldOut += heldOut.customers
      compared.contacted += treated.contacted
      compared.costMinor += treated.costMinor
    } else warnings.push(`Tier ${tier} has one arm only and is left out.`)
  if (compared.treated < minimumGroup || compared.heldOut < minimumGroup)
    return without(
      `Too few to tell: ${compared.treated} treated and ${compared.heldOut} held out, at least ${minimumGroup} are needed in each.`,
    )
  const measured = measure(strata, compared, confidence)
  return { ...all, measured, verdict: verdictOf(measured), warnings }
}

function countsOf(tally: Tally, arm: 'treated' | 'held_out') {
  const counts = { customers: 0, missed: 0, contacted: 0, costMinor: 0 }
  for (const stratum of tally.values()) {
    counts.customers += stratum[arm].customers
    counts.missed += stratum[arm].missed
    counts.contacted += stratum[arm].contacted
    counts.costMinor += stratum[arm].costMinor
  }
  return counts
}

function measure(
  strata: readonly Stratum[],
  compared: { treated: number; contacted: number; costMinor: number },
  confidence: number,
): MeasuredEffect {
  const share = preventedShare(strata, confidence)
  const preventedLossMinor = scaled(preventedLoss(strata, confidence), compared.treated)
  const { costMinor } = compared
  const perCost = (lossMinor: number) => (lossMinor - costMinor) / costMinor
  return {
    preventedShare: share,
    preventedMisses: scaled(share, compared.treated),
    preventedLossMinor,
    costMinor,
    roi: costMinor === 0 ? null : mapped(preventedLossMinor, perCost),
    contactsPerPreventedMiss: reciprocal(share, compared.contacted / compared.treated),
    confidence,
  }
}

const mapped = ({ value, lower, upper }: Estimate, rising: (x: number) => number): Estimate => ({
  value: rising(value),
  lower: rising(lower),
  upper: rising(upper),
})
const scaled = (estimate: Estimate, by: number): Estimate => mapped(estimate, (x) => x * by)

function reciprocal({ value, lower, upper }: Estimate, contactedShare: number): Reciprocal | null {
  if (value <= 0 || contactedShare === 0) return null
  return {
    value: contactedShare / value,
    lower: contactedShare / upper,
    upper: lower > 0 ? contactedShare / lower : null,
  }
}

function verdictOf({ preventedShare: { lower, upper, value }, confidence }: MeasuredEffect): string {
  const hundred = (x: number) => (x * 100).toFixed(1)
  const span = `${hundred(lower)} to ${hundred(upper)} in a hundred (${Math.round(confidence * 100)}% interval)`
  if (lower > 0) return `Prevents misses: ${hundred(value)}, ${span}.`
  if (upper < 0) return `Treated customers missed more often than those left alone: ${span}.`
  return `No effect can be told from chance yet: ${span}.`
}
