/** Cash that is drawn more than usual, and kept. */
import { above, all, allDays, atLeast, days, nothing, ratio, sum, times, when } from '../formula.ts'
import { byRhythm } from './salary.ts'
import { signal, since } from './signal.ts'

/** The 91 days are thirteen weeks. */
const WEEKS = 13

/** A week's cash from machines over that of the customer's usual week. */
export const atmWithdrawalSpike = signal({
  id: 'atm_withdrawal_spike',
  title: 'Cash from machines against the usual week',
  unit: 'ratio',
  high: 2,
  at: (day) =>
    since(day + 7, ratio(times(WEEKS, sum('atm_amount', days(7, day))), sum('atm_amount', allDays))),
})

/**
 * 1 in a week before salary day in which at least one and a half times the usual cash was drawn and less than half of it came
 * back: before salary day is a fortnight without pay, six days for who is paid more often than monthly.
 */
export const cashHoardingFlag = signal({
  id: 'cash_hoarding_flag',
  title: 'Cash drawn and kept before salary day',
  unit: 'flag',
  high: 1,
  at: (day) => {
    const drawn = sum('cash_drawn_amount', days(7, day))
    const unusual = atLeast(times(2 * WEEKS, drawn), times(3, sum('cash_drawn_amount', allDays)))
    const kept = above(drawn, times(2, sum('cash_deposit_amount', days(7, day))))
    const beforeSalary = when(
      byRhythm(0, 0, 1),
      nothing('salary_amount', days(14, day)),
      nothing('salary_amount', days(6, day)),
    )
    return since(day + 7, all(unusual, kept, beforeSalary))
  },
})
