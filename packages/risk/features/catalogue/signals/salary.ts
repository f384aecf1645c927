/** Late pay and less of it, against the customer's own rhythm. */
import type { Expression } from '../../expression.ts'
import {
  above,
  activeDays,
  allDays,
  atLeast,
  clip,
  days,
  daysWithout,
  larger,
  minus,
  or,
  ratio,
  sum,
  times,
  when,
} from '../formula.ts'
import { signal, since } from './signal.ts'

/** 1 for who had a salary in the last 91 days. */
export const isSalaried = above(activeDays('salary_amount', allDays), 0)

/** Pay days in the fullest of three stretches of six weeks: monthly pay comes up to twice, fortnightly three, weekly six times. */
const payDays = larger(
  activeDays('salary_amount', days(42)),
  larger(activeDays('salary_amount', days(42, 24)), activeDays('salary_amount', days(42, 49))),
)

/** One of three values by how often the customer is paid. */
export const byRhythm = (weekly: number, fortnightly: number, monthly: number): Expression =>
  when(atLeast(payDays, 5), weekly, when(atLeast(payDays, 3), fortnightly, monthly))

/** Finer where weekly, fortnightly and monthly pay become late. */
const marks = [7, 9, 11, 14, 16, 18, 21, 24, 27, 31, 32, 34, 36, 38, 42, 45, 52, 59]

/** Days without pay beyond 7, 16 or 31, which weekends do not explain; at most four weeks. */
export const salaryDelayWeeks = signal({
  id: 'salary_delay_weeks',
  title: 'Weeks that the salary is late',
  unit: 'weeks',
  high: 1,
  at: (day) =>
    since(
      day + 42,
      when(
        isSalaried,
        clip(ratio(minus(daysWithout('salary_amount', marks, day), byRhythm(7, 16, 31)), 7), 0, 4),
      ),
    ),
})

/** Mean pay of the last five weeks against that of all 91 days; no pay is a drop of 100. */
export const salaryDropPct = signal({
  id: 'salary_drop_pct',
  title: 'Fall of the salary',
  unit: 'percent',
  high: 20,
  at: (day) => {
    const recent = or(
      ratio(sum('salary_amount', days(35, day)), activeDays('salary_amount', days(35, day))),
      0,
    )
    const usual = ratio(sum('salary_amount', allDays), activeDays('salary_amount', allDays))
    return since(day + 35, clip(times(100, minus(1, ratio(recent, usual))), -100, 100))
  },
})
