/** A friendly word before the due date, for those whom a word may be enough. */
import { writingHours } from '../contact/contact-hours.ts'
import { type ActionType, STATED_SUCCESS } from './action-type.ts'

export const softReminder: ActionType = {
  type: 'soft_reminder',
  title: 'Soft reminder',
  does: 'Reminds the customer of the payment that is coming and says where to find help.',
  purpose: 'collection',
  costMinor: { value: 5_000, assumption: true },
  channels: ['app', 'sms', 'email'],
  contactHours: writingHours,
  coolDownDays: 7,
  eligibility: {
    levels: ['HIGH'],
    minimumExposureMinor: 0,
    needsInstalment: false,
    notAlreadyInPlan: false,
    daysToFailure: { from: 0, to: null },
  },
  answers: [
    'income_delay',
    'late_payments',
    'failed_debits',
    'spending_shift',
    'cash_withdrawals',
    'savings_decline',
  ],
  slaHours: { 1: 4, 2: 24, 3: 48 },
  officerMinutes: 0,
  success: { mean: 0.75, strength: 20, assumption: true, source: STATED_SUCCESS },
}
