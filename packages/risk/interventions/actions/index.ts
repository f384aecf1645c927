/** The registry of actions, one file each. */
import type { InterventionType } from '@pratibimba/contract'
import type { ActionType } from './action-type.ts'
import { agentCall } from './agent-call.ts'
import { creditLimitReview } from './credit-limit-review.ts'
import { dueDateShift } from './due-date-shift.ts'
import { hardshipReferral } from './hardship-referral.ts'
import { paymentPlan } from './payment-plan.ts'
import { restructure } from './restructure.ts'
import { softReminder } from './soft-reminder.ts'

export const actionTypes = {
  soft_reminder: softReminder,
  agent_call: agentCall,
  due_date_shift: dueDateShift,
  payment_plan: paymentPlan,
  restructure,
  credit_limit_review: creditLimitReview,
  hardship_referral: hardshipReferral,
} as const satisfies Record<InterventionType, ActionType>
