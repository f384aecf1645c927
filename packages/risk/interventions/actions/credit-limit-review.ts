/** Looks with the customer at limits and costs of cards before they grow further. */
import { callingHours } from '../contact/contact-hours.ts'
import { type ActionType, GUESSED_SUCCESS } from './action-type.ts'

export const creditLimitReview: ActionType = {
  type: 'credit_limit_review',
  title: 'Credit-limit review',
  does: 'Goes through card limits and repayment with the customer; a limit is held or lowered, never raised.',
  purpose: 'relief',
  costMinor: { value: 8_000, assumption: true },
  channels: ['phone', 'email', 'letter'],
  contactHours: callingHours,
  coolDownDays: 60,
  eligibility: {
    levels: ['HIGH', 'CRITICAL'],
    minimumExposureMinor: 100_000,
    needsInstalment: false,
    notAlreadyInPlan: false,
    daysToFailure: { from: 3, to: null },
  },
  answers: ['card_debt', 'borrowing_from_lenders', 'cash_withdrawals', 'spending_shift'],
  slaHours: { 1: 24, 2: 48, 3: 120 },
  officerMinutes: 25,
  success: { mean: 0.3, strength: 10, assumption: true, source: GUESSED_SUCCESS },
}
