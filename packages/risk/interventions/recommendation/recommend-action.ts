/** The next best action for a customer, with the reason and with what else could be done. */
import {
  type IneligibilityReason,
  type InterventionType,
  interventionTypes,
  type RiskDriver,
} from '@pratibimba/contract'
import type { Belief } from '../actions/action-type.ts'
import type { CustomerFacts } from '../customer-facts.ts'
import { driverTitles } from '../drivers.ts'
import type { InterventionPolicy } from '../policy.ts'
import { expectedAvoidableLossMinor } from '../priority/avoidable-loss.ts'
import { answeredDrivers, ineligibilityTitles, reasonsAgainst } from './eligibility.ts'

/** Beliefs that outcomes have moved away from the registry's; absent ones are the registry's. */
export type Beliefs = Readonly<Partial<Record<InterventionType, Belief>>>

export interface OpenAction {
  readonly type: InterventionType
  /** Expected avoidable loss, net of cost. */
  readonly netMinor: number
  readonly uplift: Belief
  readonly answers: readonly RiskDriver[]
  readonly reason: string
}

export interface RuledOut {
  readonly type: InterventionType
  readonly reasons: readonly IneligibilityReason[]
  readonly reason: string
}

export type Recommendation =
  | {
      readonly action: OpenAction
      readonly alternatives: readonly OpenAction[]
      readonly ruledOut: readonly RuledOut[]
    }
  | {
      readonly action: null
      readonly reason: string
      readonly alternatives: readonly []
      readonly ruledOut: readonly RuledOut[]
    }

/**
 * Chooses the open action of the largest expected avoidable loss net of cost.
 *
 * Support (illness, gambling) comes first wherever it answers a leading driver, whatever the money. Other actions must be
 * expected to save more than they cost.
 *
 * @see docs/methods/interventions.md
 */
export function recommendAction(
  facts: CustomerFacts,
  now: Date,
  policy: InterventionPolicy,
  beliefs: Beliefs = {},
): Recommendation {
  const open: OpenAction[] = []
  const ruledOut: RuledOut[] = []
  for (const type of interventionTypes) {
    const against = reasonsAgainst(type, facts, now, policy)
    const { purpose, costMinor, success } = policy.actions[type]
    const uplift = beliefs[type] ?? success
    const netMinor = expectedAvoidableLossMinor(
      facts,
      policy.lossGivenDefault.value,
      uplift.mean,
      costMinor.value,
    )
    if (against.length === 0 && purpose !== 'support' && netMinor <= 0) against.push('not_worth_its_cost')
    if (against.length > 0) {
      const reason = `${policy.actions[type].title}: ${against.map((one) => ineligibilityTitles[one]).join('; ')}.`
      ruledOut.push({ type, reasons: against, reason })
    } else {
      const answers = answeredDrivers(type, facts, policy)
      open.push({ type, netMinor, uplift, answers, reason: reasonFor(type, answers, uplift, policy) })
    }
  }
  const rank = ({ type }: OpenAction) => (policy.actions[type].purpose === 'support' ? 0 : 1)
  open.sort((a, b) => rank(a) - rank(b) || b.netMinor - a.netMinor || (a.type < b.type ? -1 : 1))
  const [action, ...alternatives] = open
  if (action === undefined) return { action: null, reason: whyNone(ruledOut), alternatives: [], ruledOut }
  return { action, alternatives, ruledOut }
}

function reasonFor(
  type: InterventionType,
  answers: readonly RiskDriver[],
  uplift: Belief,
  policy: InterventionPolicy,
): string {
  const { purpose, does } = policy.actions[type]
  const because = answers.map((driver) => driverTitles[driver]).join(', and ')
  const share = `${Math.round(uplift.mean * 100)}%`
  const belief = uplift.assumption
    ? `assumed to prevent ${share} of misses`
    : `found to prevent ${share} of misses against the control group`
  return `${capital(because)}. ${does} ${purpose === 'support' ? 'Support comes first; it is ' : 'It is '}${belief}.`
}

/** The reason that stands against most actions; against all of them when one does. */
function whyNone(ruledOut: readonly RuledOut[]): string {
  const counts = new Map<IneligibilityReason, number>()
  for (const { reasons } of ruledOut) for (const one of reasons) counts.set(one, (counts.get(one) ?? 0) + 1)
  const [[most, count]] = [...counts].sort(([, a], [, b]) => b - a)
  const reach = count === ruledOut.length ? 'every action' : `${count} of ${ruledOut.length} actions`
  return `No action is open: for ${reach}, ${ineligibilityTitles[most]}.`
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
