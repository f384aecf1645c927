/** One customer of a trial whose end is known. */
import type { InterventionType, PriorityTier, RiskLevel, TrialArm } from '@pratibimba/contract'

/** As assigned by the draw, whether or not contact came about (intention to treat). */
export interface TrialOutcome {
  readonly arm: TrialArm
  /** What was done, or of the held out, what would have been. */
  readonly type: InterventionType
  readonly level: RiskLevel
  /** Stratum of the draw: the tier at that time. */
  readonly tier: PriorityTier
  /** Whether a payment of the next thirty days was missed. */
  readonly missed: boolean
  /** What a missed payment loses: exposure × LGD. Known for all, missed or not. */
  readonly lossMinor: number
  readonly contacted: boolean
  /** What was spent on the case; 0 for the held out. */
  readonly costMinor: number
}
