/** Moves a due date behind the salary, when timing is the trouble and not the sum. */
import { callingHours } from '../contact/contact-hours.ts'
import { type ActionType, GUESSED_SUCCESS } from './action-type.ts'

export const dueDateShift: ActionType = {
  type: 'due_date_shift',
  title: 'Due-date shift',
  does: 'Moves the due date to just after the salary arrives.',
  purpose: 'relief',
  costMinor: { value: 6_000, assumption: true },
  channels: ['app', 'phone', 'email'],
  contactHours: callingHours,
  coolDownDays: 90,
  eligibility: {
    levels: ['HIGH', 'CRITICAL'],
    minimumExposureMinor: 0,
    needsInstalment: true,
    notAlreadyInPlan: true,
    daysToFailure: { from: 1, to: null },
  },
  answers: ['income_delay'],
  slaHours: { 1: 4, 2: 24, 3: 72 },
  officerMinutes: 10,
  success: { mean: 0.6, strength: 10, assumption: true, source: GUESSED_SUCCESS },
}
