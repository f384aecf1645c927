/** Who of a selection an action would reach, and why not the others. */
import type { IneligibilityReason } from '@pratibimba/contract'
import { nextContactTime } from '../contact/contact-hours.ts'
import type { CustomerFacts } from '../customer-facts.ts'
import { expectedAvoidableLossMinor } from '../priority/avoidable-loss.ts'
import { reasonsAgainst } from '../recommendation/eligibility.ts'
import type { SimulationRequest } from './simulate-action.ts'

export interface OfficerCapacity {
  readonly officers: number
  /** Of one officer. */
  readonly minutesPerDay: number
  /** Days within which all are to be reached. */
  readonly days: number
}

export interface Reach {
  readonly treated: readonly CustomerFacts[]
  /** Ids of customers by the first reason against them. */
  readonly dropped: ReadonlyMap<IneligibilityReason, readonly string[]>
  readonly delayed: { readonly customers: number; readonly meanHours: number }
  readonly daysToWorkOff: number | null
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * Drops who may not be contacted, whose payment fails before contact is allowed, and, those of the smallest avoidable
 * loss first, whom the officers have no time for.
 */
export function whoCanBeReached(
  request: Pick<SimulationRequest, 'type' | 'customers' | 'now' | 'policy' | 'beliefs' | 'capacity'>,
): Reach {
  const { type, customers, now, policy, beliefs, capacity } = request
  const { contactHours, officerMinutes, success, costMinor } = policy.actions[type]
  const dropped = new Map<IneligibilityReason, string[]>()
  const drop = (reason: IneligibilityReason, { customerId }: CustomerFacts) => {
    const others = dropped.get(reason)
    if (others === undefined) dropped.set(reason, [customerId])
    else others.push(customerId)
  }
  const contactTimes = new Map<string, number>()
  let open: { facts: CustomerFacts; waitMs: number; netMinor: number }[] = []
  for (const facts of customers) {
    const [against] = reasonsAgainst(type, facts, now, policy)
    if (against !== undefined) {
      drop(against, facts)
      continue
    }
    let waitMs = contactTimes.get(facts.timeZone)
    if (waitMs === undefined) {
      waitMs = nextContactTime(now, contactHours, facts.timeZone).getTime() - now.getTime()
      contactTimes.set(facts.timeZone, waitMs)
    }
    // The day of the failure is not over until it ends.
    if (facts.daysToFailure !== null && waitMs > (facts.daysToFailure + 1) * DAY_MS) {
      drop('contact_hours', facts)
      continue
    }
    const uplift = (beliefs?.[type] ?? success).mean
    const netMinor = expectedAvoidableLossMinor(facts, policy.lossGivenDefault.value, uplift, costMinor.value)
    open.push({ facts, waitMs, netMinor })
  }
  const workMinutes = open.length * officerMinutes
  const perDay = capacity === undefined ? 0 : capacity.officers * capacity.minutesPerDay
  if (capacity !== undefined && officerMinutes > 0) {
    const places = Math.floor((perDay * capacity.days) / officerMinutes)
    if (open.length > places) {
      open.sort((x, y) => y.netMinor - x.netMinor || (x.facts.customerId < y.facts.customerId ? -1 : 1))
      for (const { facts } of open.slice(places)) drop('capacity', facts)
      open = open.slice(0, places)
    }
  }
  const delayed = open.filter(({ waitMs }) => waitMs > 0)
  const waited = delayed.reduce((sum, { waitMs }) => sum + waitMs, 0)
  return {
    treated: open.map(({ facts }) => facts),
    dropped,
    delayed: {
      customers: delayed.length,
      meanHours: delayed.length === 0 ? 0 : waited / delayed.length / HOUR_MS,
    },
    daysToWorkOff: capacity === undefined ? null : workMinutes / perDay,
  }
}
