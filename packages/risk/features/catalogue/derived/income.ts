/** Whether income keeps coming, and when the next salary should. */
import type { FeatureDefinition } from '../../expression.ts'
import {
  activeDays,
  clip,
  days,
  daysWithout,
  larger,
  minus,
  or,
  plus,
  ratio,
  smaller,
  sum,
  times,
  when,
} from '../formula.ts'
import { byRhythm, isSalaried } from '../signals/salary.ts'
import { noIncome } from './monthly.ts'

/** To the day for as long as pay can be expected, coarser afterwards. */
const marks = [...Array.from({ length: 36 }, (_, i) => i + 1), 39, 42, 46, 52, 60, 75]

const thirds = [days(30), days(30, 30), days(30, 60)].map((window) => sum('income_amount', window))

const recent = days(35)
const before = days(56, 35)
/** By pay day, so that it does not matter how many of them a window holds; none is a fall to nothing. */
const changeOfPay = ratio(
  or(ratio(sum('salary_amount', recent), activeDays('salary_amount', recent)), 0),
  ratio(sum('salary_amount', before), activeDays('salary_amount', before)),
)
const changeOfIncome = ratio(times(56, sum('income_amount', recent)), times(35, sum('income_amount', before)))

export const incomeFeatures: readonly FeatureDefinition[] = [
  {
    id: 'income_change_30d',
    title: 'Change of income',
    group: 'derived',
    unit: 'percent',
    window: 'last 35 days against the 56 before',
    rationale: 'Dues stay the same when income falls.',
    monotone: 'decreasing',
    missing: 'No income in the 56 days compared with.',
    value: clip(times(100, minus(or(changeOfPay, changeOfIncome), 1)), -100, 300),
  },
  {
    id: 'income_regularity_90d',
    title: 'Lowest third of income over the mean third',
    group: 'derived',
    unit: 'ratio',
    window: 'last 90 days in three thirds',
    rationale: 'Income that comes every month in the same amount carries fixed payments.',
    monotone: 'free',
    missing: noIncome,
    value: ratio(
      times(3, smaller(thirds[0]!, smaller(thirds[1]!, thirds[2]!))),
      plus(thirds[0]!, thirds[1]!, thirds[2]!),
    ),
  },
  {
    id: 'days_to_next_salary',
    title: 'Days to the next salary',
    group: 'derived',
    unit: 'days',
    window: 'last 91 days',
    rationale: 'The balance has to last until pay comes; below zero, pay is overdue.',
    monotone: 'free',
    missing: 'No salary in the last 91 days.',
    value: when(isSalaried, larger(minus(byRhythm(7, 14, 30), daysWithout('salary_amount', marks)), -45)),
  },
]
