/** What an entry of the registry of actions states; everything in it is data that a bank may replace. */
import type {
  ContactChannel,
  InterventionType,
  PriorityTier,
  RiskDriver,
  RiskLevel,
} from '@pratibimba/contract'
import type { WeeklyHours } from '../contact/contact-hours.ts'

/** Belief about a probability: a Beta law with a = mean · strength, b = (1 − mean) · strength. */
export interface Belief {
  readonly mean: number
  /** As many observed cases as the belief is worth. */
  readonly strength: number
  /** True until outcomes against a control group have replaced it. */
  readonly assumption: boolean
  readonly source: string
}

/** Who may be offered the action. Every condition must hold. */
export interface Eligibility {
  readonly levels: readonly RiskLevel[]
  readonly minimumExposureMinor: number
  readonly needsInstalment: boolean
  /** Not for customers whose debts are already in a plan or restructured. */
  readonly notAlreadyInPlan: boolean
  /** Days to the expected failure, both included; a customer without an expected day is taken as far away. */
  readonly daysToFailure: { readonly from: number; readonly to: number | null }
}

export interface ActionType {
  readonly type: InterventionType
  readonly title: string
  /** What happens, in a sentence that an officer could read to a customer. */
  readonly does: string
  /** `support` comes before any question of money when it answers a leading driver, and is withheld from nobody. */
  readonly purpose: 'collection' | 'relief' | 'support'
  readonly costMinor: { readonly value: number; readonly assumption: boolean }
  /** In order of preference. */
  readonly channels: readonly ContactChannel[]
  /** Local hours of the customer in which contact may be made. */
  readonly contactHours: WeeklyHours
  /** Days without the same action after a contact; policy adds days without any. */
  readonly coolDownDays: number
  readonly eligibility: Eligibility
  /** Drivers that it does something about. */
  readonly answers: readonly RiskDriver[]
  /** Hours from proposal to first contact. */
  readonly slaHours: Readonly<Record<PriorityTier, number>>
  /** Officer time for a case; 0 for what a machine sends. */
  readonly officerMinutes: number
  /** Probability that a payment which would have been missed is not, once the action was started. */
  readonly success: Belief
}

/** Where the probabilities that are taken over come from. */
export const STATED_SUCCESS = 'stated by the users of the platform, not measured'
/** Where ours come from. */
export const GUESSED_SUCCESS = 'set between the stated ones, not measured'
