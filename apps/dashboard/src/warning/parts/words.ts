/** Words of early warning as pages write them. */
import type {
  InterventionOutcome,
  InterventionState,
  InterventionType,
  PriorityTier,
  SlaState,
} from '@pratibimba/contract'

export const interventionWords = {
  soft_reminder: 'Soft reminder',
  agent_call: 'Agent call',
  due_date_shift: 'Due-date shift',
  payment_plan: 'Payment plan',
  restructure: 'Restructure',
  credit_limit_review: 'Limit review',
  hardship_referral: 'Hardship referral',
} as const satisfies Record<InterventionType, string>

export const stateWords = {
  proposed: 'Proposed',
  assigned: 'Assigned',
  contacted: 'Contacted',
  responded: 'Responded',
  no_response: 'No response',
  resolved: 'Resolved',
  cancelled: 'Cancelled',
  held_out: 'Held out',
} as const satisfies Record<InterventionState, string>

export const outcomeWords = {
  cured: 'Cured',
  paid_late: 'Paid late',
  missed: 'Missed',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
} as const satisfies Record<InterventionOutcome, string>

export const slaWords = {
  within: 'Within SLA',
  approaching: 'Approaching',
  overdue: 'Overdue',
  paused: 'Paused',
  met: 'Met',
  breached: 'Breached',
} as const satisfies Record<SlaState, string>

export const tierWords = {
  1: 'Fails within 3 days',
  2: 'Accelerating',
  3: 'High and stable',
} as const satisfies Record<PriorityTier, string>
