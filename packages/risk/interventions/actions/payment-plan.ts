/** Spreads what is due over some months, when the customer can pay, but not all at once. */
import { callingHours } from '../contact/contact-hours.ts'
import { type ActionType, GUESSED_SUCCESS } from './action-type.ts'

export const paymentPlan: ActionType = {
  type: 'payment_plan',
  title: 'Payment plan',
  does: 'Spreads the next payments over more months, at the same terms.',
  purpose: 'relief',
  costMinor: { value: 12_000, assumption: true },
  channels: ['phone', 'email', 'letter'],
  contactHours: callingHours,
  coolDownDays: 90,
  eligibility: {
    levels: ['HIGH', 'CRITICAL'],
    minimumExposureMinor: 100_000,
    needsInstalment: true,
    notAlreadyInPlan: true,
    daysToFailure: { from: 2, to: null },
  },
  answers: [
    'income_drop',
    'low_liquidity',
    'card_debt',
    'borrowing_from_lenders',
    'late_payments',
    'failed_debits',
  ],
  slaHours: { 1: 8, 2: 24, 3: 72 },
  officerMinutes: 30,
  success: { mean: 0.6, strength: 10, assumption: true, source: GUESSED_SUCCESS },
}
