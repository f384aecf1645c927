/** A conversation with an officer, for what a message cannot settle. */
import { callingHours } from '../contact/contact-hours.ts'
import { type ActionType, STATED_SUCCESS } from './action-type.ts'

export const agentCall: ActionType = {
  type: 'agent_call',
  title: 'Agent call',
  does: 'An officer calls, listens, and agrees with the customer on what to do next.',
  purpose: 'collection',
  costMinor: { value: 10_000, assumption: true },
  channels: ['phone'],
  contactHours: callingHours,
  coolDownDays: 14,
  eligibility: {
    levels: ['HIGH', 'CRITICAL'],
    minimumExposureMinor: 50_000,
    needsInstalment: false,
    notAlreadyInPlan: false,
    daysToFailure: { from: 0, to: null },
  },
  answers: [
    'income_delay',
    'income_drop',
    'low_liquidity',
    'savings_decline',
    'late_payments',
    'failed_debits',
    'card_debt',
    'borrowing_from_lenders',
    'cash_withdrawals',
    'spending_shift',
  ],
  slaHours: { 1: 4, 2: 24, 3: 72 },
  officerMinutes: 20,
  success: { mean: 0.65, strength: 20, assumption: true, source: STATED_SUCCESS },
}
