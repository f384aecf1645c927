/** Steps in words, for the history of a case. */
import type { CaseEvent } from './intervention-case.ts'

/** One line, its note or reason after a colon. */
export function describeEvent(event: CaseEvent): string {
  const { note, overrideReason } = event
  const line = stepOf(event)
  const details = [
    ...(overrideReason === undefined ? [] : [`cool-down overridden: ${overrideReason}`]),
    ...(note === undefined || note === '' ? [] : [note]),
  ]
  return details.length === 0 ? line : `${line}: ${details.join(' · ')}`
}

function stepOf({ kind, assignee, channel, scheduledFor, outcome, missed, undoes }: CaseEvent): string {
  switch (kind) {
    case 'proposed':
      return 'Proposed'
    case 'held_out':
      return 'Held out for comparison; not to be contacted'
    case 'assigned':
      return `Assigned to ${assignee}`
    case 'contact_scheduled':
      return `Contact by ${channel} planned for ${scheduledFor?.toISOString()}`
    case 'contacted':
      return `Contacted by ${channel}`
    case 'response_recorded':
      return 'The customer responded'
    case 'no_response_recorded':
      return 'No response'
    case 'resolved':
      return `Resolved as ${outcome?.replaceAll('_', ' ')}`
    case 'cancelled':
      return 'Cancelled'
    case 'undone':
      return `Step ${undoes} taken back`
    case 'note_added':
      return 'Note'
    case 'paused':
      return 'Paused'
    case 'resumed':
      return 'Resumed'
    case 'payment_observed':
      return missed ? 'The payment was missed' : 'No payment was missed'
  }
}
