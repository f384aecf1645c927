/** Whether an action is open to a customer, and if not, every reason why. */
import type { IneligibilityReason, InterventionType, RiskDriver } from '@pratibimba/contract'
import { coolDownOf } from '../contact/cool-down.ts'
import type { CustomerFacts } from '../customer-facts.ts'
import type { InterventionPolicy } from '../policy.ts'

/** What officers read. */
export const ineligibilityTitles = {
  risk_level: 'not meant for this level of risk',
  no_matching_driver: 'does nothing about what is behind the risk',
  exposure_too_small: 'too little is owed',
  no_instalment: 'there is no instalment to change',
  already_in_plan: 'a plan is in place already',
  too_close_to_failure: 'the payment is due too soon',
  too_far_from_failure: 'the payment is too far away',
  no_consented_channel: 'no way of contact that the customer has agreed to',
  cool_down: 'the customer was contacted recently',
  open_case: 'a case is open already',
  held_out: 'in the control group',
  not_worth_its_cost: 'costs more than it is expected to save',
  capacity: 'no officer has time',
  contact_hours: 'the payment fails before contact is allowed',
} as const satisfies Record<IneligibilityReason, string>

/** The drivers that an action would do something about, among the customer's leading ones. */
export function answeredDrivers(
  type: InterventionType,
  facts: Pick<CustomerFacts, 'drivers'>,
  policy: InterventionPolicy,
): RiskDriver[] {
  const { answers } = policy.actions[type]
  return facts.drivers.slice(0, policy.leadingDrivers).filter((driver) => answers.includes(driver))
}

/** Every reason against an action now; empty when it is open. Support is open to the control group too. */
export function reasonsAgainst(
  type: InterventionType,
  facts: CustomerFacts,
  now: Date,
  policy: InterventionPolicy,
): IneligibilityReason[] {
  const { eligibility, channels, purpose } = policy.actions[type]
  const days = facts.daysToFailure ?? Number.POSITIVE_INFINITY
  const against: [IneligibilityReason, boolean][] = [
    ['held_out', facts.arm === 'held_out' && purpose !== 'support'],
    ['open_case', facts.hasOpenCase],
    ['risk_level', !eligibility.levels.includes(facts.level)],
    ['no_matching_driver', answeredDrivers(type, facts, policy).length === 0],
    ['exposure_too_small', facts.exposureMinor < eligibility.minimumExposureMinor],
    ['no_instalment', eligibility.needsInstalment && !facts.hasInstalment],
    ['already_in_plan', eligibility.notAlreadyInPlan && facts.inPlan],
    ['too_close_to_failure', days < eligibility.daysToFailure.from],
    ['too_far_from_failure', eligibility.daysToFailure.to !== null && days > eligibility.daysToFailure.to],
    ['no_consented_channel', !channels.some((channel) => facts.channels.includes(channel))],
    ['cool_down', coolDownOf(type, facts.contacts, now, policy) !== undefined],
  ]
  return against.filter(([, holds]) => holds).map(([reason]) => reason)
}
