/** From events to the case they make. */
import {
  type CaseEvent,
  type CaseOpening,
  type InterventionCase,
  standingEvents,
} from './intervention-case.ts'

/**
 * The case that a history of events makes; the same events always make the same case.
 *
 * @param events all of the case's, in their order, beginning with `proposed` or `held_out`
 * @throws RangeError when the history is empty, begins otherwise, or its sequence has gaps
 */
export function replayCase(opening: CaseOpening, events: readonly CaseEvent[]): InterventionCase {
  const first = events[0]
  if (first === undefined || (first.kind !== 'proposed' && first.kind !== 'held_out'))
    throw new RangeError(
      `replayCase: need a history that begins with proposed or held_out, got ${first?.kind}`,
    )
  const gap = events.findIndex(({ sequence }, i) => sequence !== i + 1)
  if (gap !== -1)
    throw new RangeError(`replayCase: need sequence ${gap + 1} at place ${gap}, got ${events[gap].sequence}`)
  const { id, customerId, type, tier } = opening
  let one: InterventionCase = {
    id,
    customerId,
    type,
    tier,
    state: first.kind,
    events,
    openedAt: first.at,
    assignee: null,
    channel: null,
    scheduledFor: null,
    contactedAt: [],
    respondedAt: null,
    outcome: null,
    missed: null,
    pausedAt: null,
    pausedMs: 0,
    coolDownOverridden: false,
  }
  for (const event of standingEvents(events)) one = { ...one, ...changeOf(one, event) }
  return one
}

function changeOf(one: InterventionCase, event: CaseEvent): Partial<InterventionCase> {
  const { at } = event
  const overridden = one.coolDownOverridden || event.overrideReason !== undefined
  switch (event.kind) {
    case 'proposed':
      return { coolDownOverridden: overridden }
    case 'assigned':
      return { state: 'assigned', assignee: event.assignee ?? null }
    case 'contact_scheduled':
      return {
        scheduledFor: event.scheduledFor ?? null,
        channel: event.channel ?? null,
        coolDownOverridden: overridden,
      }
    case 'contacted':
      return {
        state: 'contacted',
        channel: event.channel ?? null,
        scheduledFor: null,
        contactedAt: [...one.contactedAt, at],
        coolDownOverridden: overridden,
      }
    case 'response_recorded':
      return { state: 'responded', respondedAt: at }
    case 'no_response_recorded':
      return { state: 'no_response' }
    case 'resolved':
      return { state: 'resolved', outcome: event.outcome ?? null, scheduledFor: null }
    case 'cancelled':
      return { state: 'cancelled', scheduledFor: null, ...stopPause(one, at) }
    case 'paused':
      return { pausedAt: at }
    case 'resumed':
      return stopPause(one, at)
    case 'payment_observed':
      return { missed: event.missed ?? null }
    case 'held_out':
    case 'note_added':
    case 'undone':
      return {}
  }
}

function stopPause(one: InterventionCase, at: Date): Partial<InterventionCase> {
  if (one.pausedAt === null) return {}
  return { pausedAt: null, pausedMs: one.pausedMs + (at.getTime() - one.pausedAt.getTime()) }
}
