/** What is known of a customer when an action is chosen. */
import type { ContactChannel, InterventionType, RiskDriver, RiskLevel, TrialArm } from '@pratibimba/contract'

export interface CustomerFacts {
  readonly customerId: string
  /** Calibrated probability of a missed payment in thirty days. */
  readonly probability: number
  readonly level: RiskLevel
  /** What is owed in all, ≥ 0. */
  readonly exposureMinor: number
  /** Strongest first. */
  readonly drivers: readonly RiskDriver[]
  /** Days until a payment is expected to fail; null when none is in sight. */
  readonly daysToFailure: number | null
  /** Chance of a first miss within the policy's `imminentDays`; null where it is not known. */
  readonly imminentProbability: number | null
  /** Past scores, any order; those after the newest are not looked at. */
  readonly scores: readonly DatedScore[]
  readonly hasInstalment: boolean
  readonly inPlan: boolean
  /** Channels for which there is an address and no objection. */
  readonly channels: readonly ContactChannel[]
  /** IANA name. */
  readonly timeZone: string
  readonly contacts: readonly PastContact[]
  readonly hasOpenCase: boolean
  /** Arm of the trial, once drawn. */
  readonly arm?: TrialArm
}

export interface DatedScore {
  /** Days since 1970-01-01. */
  readonly day: number
  readonly probability: number
}

export interface PastContact {
  readonly type: InterventionType
  readonly at: Date
  /** The case it was made in, where there was one. */
  readonly caseId?: string
}
