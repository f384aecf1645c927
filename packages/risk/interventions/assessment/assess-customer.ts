/** What a score means for the bank: what is at stake, how urgent it is, what to do. One rule for batch, online and stream. */
import { contactChannels, type PriorityTier, type RiskLevel } from '@pratibimba/contract'
import type { DatedScore } from '../customer-facts.ts'
import { driversFrom } from '../drivers.ts'
import type { InterventionPolicy } from '../policy.ts'
import { lossMinor } from '../priority/avoidable-loss.ts'
import { tierOf } from '../priority/tier.ts'
import { type Beliefs, type Recommendation, recommendAction } from '../recommendation/recommend-action.ts'

/** A score and what is known beside it. */
export interface ScoreFacts {
  readonly customerId: string
  /** Calibrated probability of a missed payment in thirty days. */
  readonly probability: number
  readonly level: RiskLevel
  /** Log-odds that features add to the score; all of them, or the largest. */
  readonly contributions: readonly { readonly feature: string; readonly contribution: number }[]
  /** Median days to the miss, if one comes; null where none is expected. */
  readonly expectedDaysToFailure: number | null
  /** Chance of a first miss within the policy's `imminentDays`. */
  readonly imminentProbability: number
  /** Of the last days before this score, any order; this one is added. */
  readonly pastScores: readonly DatedScore[]
  /** Days since 1970-01-01. */
  readonly asOfDay: number
  readonly exposureMinor: number
  readonly hasInstalment: boolean
}

export interface Assessment {
  /** Null below HIGH. */
  readonly tier: PriorityTier | null
  /** Probability × exposure × loss given default, in whole minor units. */
  readonly expectedLossMinor: number
  readonly recommendation: Recommendation
}

/**
 * Tier, expected loss and recommended action of a score.
 *
 * The recommendation goes by the score alone: open cases, cool-downs, the control group and consent stand against an
 * action when it is opened, and a score does not change with them.
 *
 * @see docs/methods/interventions.md
 */
export function assessCustomer(
  score: ScoreFacts,
  now: Date,
  policy: InterventionPolicy,
  beliefs: Beliefs = {},
): Assessment {
  const { customerId, probability, level, exposureMinor, hasInstalment, asOfDay } = score
  const facts = {
    customerId,
    probability,
    level,
    exposureMinor,
    hasInstalment,
    drivers: driversFrom(score.contributions),
    daysToFailure: score.expectedDaysToFailure,
    imminentProbability: score.imminentProbability,
    scores: [...score.pastScores.filter(({ day }) => day < asOfDay), { day: asOfDay, probability }],
    inPlan: false,
    channels: contactChannels,
    timeZone: 'UTC',
    contacts: [],
    hasOpenCase: false,
  }
  return {
    tier: tierOf(facts, policy),
    expectedLossMinor: Math.round(probability * lossMinor(exposureMinor, policy.lossGivenDefault.value)),
    recommendation: recommendAction(facts, now, policy, beliefs),
  }
}
