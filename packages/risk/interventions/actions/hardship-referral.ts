/** Support in illness or gambling: help first, never a sale, and never more credit. */
import { callingHours } from '../contact/contact-hours.ts'
import { type ActionType, GUESSED_SUCCESS } from './action-type.ts'

export const hardshipReferral: ActionType = {
  type: 'hardship_referral',
  title: 'Hardship referral',
  does: 'A trained colleague offers confidential support and names independent advice; nothing is sold.',
  purpose: 'support',
  costMinor: { value: 15_000, assumption: true },
  channels: ['phone', 'letter', 'email'],
  contactHours: callingHours,
  coolDownDays: 30,
  eligibility: {
    levels: ['HIGH', 'CRITICAL'],
    minimumExposureMinor: 0,
    needsInstalment: false,
    notAlreadyInPlan: false,
    daysToFailure: { from: 0, to: null },
  },
  answers: ['gambling', 'health_costs'],
  slaHours: { 1: 4, 2: 24, 3: 48 },
  officerMinutes: 45,
  success: { mean: 0.5, strength: 10, assumption: true, source: GUESSED_SUCCESS },
}
