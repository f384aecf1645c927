/** New terms for a debt that cannot be carried at the present ones. */
import { callingHours } from '../contact/contact-hours.ts'
import { type ActionType, STATED_SUCCESS } from './action-type.ts'

export const restructure: ActionType = {
  type: 'restructure',
  title: 'Payment-plan restructure',
  does: 'Agrees new terms, such as a longer time or a lower instalment, for debts that have grown too heavy.',
  purpose: 'relief',
  costMinor: { value: 20_000, assumption: true },
  channels: ['phone', 'letter'],
  contactHours: callingHours,
  coolDownDays: 180,
  eligibility: {
    levels: ['CRITICAL'],
    minimumExposureMinor: 500_000,
    needsInstalment: true,
    notAlreadyInPlan: true,
    daysToFailure: { from: 3, to: null },
  },
  answers: ['income_drop', 'low_liquidity', 'card_debt', 'borrowing_from_lenders'],
  slaHours: { 1: 8, 2: 24, 3: 72 },
  officerMinutes: 60,
  success: { mean: 0.55, strength: 20, assumption: true, source: STATED_SUCCESS },
}
