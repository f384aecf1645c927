/** Rest for customers between contacts. */
import type { InterventionType } from '@pratibimba/contract'
import type { PastContact } from '../customer-facts.ts'
import type { InterventionPolicy } from '../policy.ts'

export interface CoolDown {
  readonly until: Date
  /** `same_action`: the action's own days; `any_action`: the policy's days after whatever contact. */
  readonly because: 'same_action' | 'any_action'
  readonly lastContact: PastContact
}

const DAY_MS = 86_400_000

/**
 * The cool-down that runs for an action at an instant, the longest of them; undefined when none does.
 *
 * After a contact of the same type it is the action's `coolDownDays`, after any other the policy's `coolDownAcrossDays`,
 * or the longer of both where they apply together. It ends with the instant `until`. Contacts after `at` do not count.
 *
 * @param exceptCase contacts made in this case do not count
 */
export function coolDownOf(
  type: InterventionType,
  contacts: readonly PastContact[],
  at: Date,
  policy: InterventionPolicy,
  exceptCase?: string,
): CoolDown | undefined {
  let longest: CoolDown | undefined
  for (const contact of contacts) {
    if (contact.at > at || (exceptCase !== undefined && contact.caseId === exceptCase)) continue
    const own = contact.type === type ? policy.actions[type].coolDownDays : 0
    const days = Math.max(own, policy.coolDownAcrossDays)
    const until = new Date(contact.at.getTime() + days * DAY_MS)
    if (until > at && (longest === undefined || until > longest.until))
      longest = {
        until,
        because: own >= policy.coolDownAcrossDays ? 'same_action' : 'any_action',
        lastContact: contact,
      }
  }
  return longest
}
