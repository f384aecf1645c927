/** What a bank decides about its interventions; all of it is data. */
import type { InterventionType, PriorityTier } from '@pratibimba/contract'
import type { ActionType } from './actions/action-type.ts'
import { actionTypes } from './actions/index.ts'

export interface InterventionPolicy {
  readonly actions: Readonly<Record<InterventionType, ActionType>>
  /** Share of the exposure that is lost when a payment is missed and never comes. */
  readonly lossGivenDefault: { readonly value: number; readonly assumption: boolean }
  /** Days within which a miss is imminent. */
  readonly imminentDays: number
  /** Chance of a miss within `imminentDays` from which a customer is in tier 1; that of the level HIGH. */
  readonly imminentProbability: number
  readonly acceleration: AccelerationRule
  /** How many of the strongest drivers an action is chosen by. */
  readonly leadingDrivers: number
  /** Days without any contact after one, whatever the action. */
  readonly coolDownAcrossDays: number
  /** Hours between attempts to reach a customer in one case; a step before that is put off. */
  readonly retryHours: number
  readonly maximumAttempts: number
  /** Characters of a reason to override a cool-down. */
  readonly minimumOverrideReason: number
  /** Characters of a note. */
  readonly maximumNote: number
  readonly undoMinutes: number
  /** Share of the allowed time that is left when a clock is said to be approaching its end. */
  readonly approachingShare: number
  /** Share of customers in the control group, by tier. */
  readonly holdoutShare: Readonly<Record<PriorityTier, number>>
  /** Smallest arm whose figures are shown. */
  readonly minimumGroup: number
  readonly confidence: number
}

/** When a score counts as accelerating. */
export interface AccelerationRule {
  readonly windowDays: number
  readonly minimumScores: number
  readonly minimumSpanDays: number
  /** Rise of the log-odds in a week. */
  readonly logOddsPerWeek: number
}

export const defaultInterventionPolicy: InterventionPolicy = {
  actions: actionTypes,
  lossGivenDefault: { value: 0.45, assumption: true },
  imminentDays: 3,
  imminentProbability: 0.2,
  acceleration: { windowDays: 14, minimumScores: 4, minimumSpanDays: 6, logOddsPerWeek: 0.25 },
  leadingDrivers: 3,
  coolDownAcrossDays: 3,
  retryHours: 20,
  maximumAttempts: 3,
  minimumOverrideReason: 10,
  maximumNote: 2_000,
  undoMinutes: 15,
  approachingShare: 0.25,
  holdoutShare: { 1: 0.1, 2: 0.1, 3: 0.1 },
  minimumGroup: 30,
  confidence: 0.95,
}
