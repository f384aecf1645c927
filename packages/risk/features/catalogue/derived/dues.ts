/** Payments missed already, how recently, and whether more is owed than before. */
import type { FeatureDefinition } from '../../expression.ts'
import {
  activeDays,
  allDays,
  clip,
  days,
  daysWithout,
  larger,
  minus,
  plus,
  ratio,
  sum,
  times,
} from '../formula.ts'
import { monthlyDues, monthlySpending, noSpending } from './monthly.ts'

const open = larger(minus(sum('due_count', allDays), sum('settled_count', allDays)), 0)
const openAmount = larger(minus(sum('due_amount', allDays), sum('settled_due_amount', allDays)), 0)

const marks = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 17, 20, 23, 26, 29, 32, 36, 42, 49, 56, 63, 70, 77, 84, 91,
]

export const dueFeatures: readonly FeatureDefinition[] = [
  {
    id: 'late_or_open_payments_30d',
    title: 'Payments settled late in a month, or still open',
    group: 'derived',
    unit: 'count',
    window: 'settled in the last 30 days, open of the last 91',
    rationale: 'Who could not pay on time last month meets the same dues this month.',
    monotone: 'increasing',
    missing: 'Never missing; 0 where nothing was due.',
    value: plus(activeDays('days_late', days(30)), open),
  },
  {
    id: 'late_or_open_payments_90d',
    title: 'Payments settled late in three months, or still open',
    group: 'derived',
    unit: 'count',
    window: 'last 91 days',
    rationale: 'Missed payments come in series: the second follows the first.',
    monotone: 'increasing',
    missing: 'Never missing; 0 where nothing was due.',
    value: plus(activeDays('days_late', allDays), open),
  },
  {
    id: 'open_dues_to_monthly',
    title: 'Payments still open in months of dues',
    group: 'derived',
    unit: 'ratio',
    window: 'last 91 days',
    rationale: 'Arrears have to be paid on top of the dues of the month.',
    monotone: 'increasing',
    missing: 'No payment was due in the last 91 days.',
    value: ratio(openAmount, monthlyDues),
  },
  {
    id: 'days_since_failed_debit',
    title: 'Days since a debit was refused',
    group: 'derived',
    unit: 'days',
    window: 'last 91 days',
    rationale: 'The fresher the last refusal, the less the account can have recovered.',
    monotone: 'decreasing',
    missing: 'Never missing; 91 where no debit was refused.',
    value: daysWithout('failed_autodebit_count', marks),
  },
  {
    id: 'borrowed_28d_to_dues',
    title: 'Borrowed from lending apps in four weeks, in months of dues',
    group: 'derived',
    unit: 'ratio',
    window: 'borrowed in the last 28 days, dues of the last 91',
    rationale: 'Loans of apps run for weeks: what was borrowed now comes on top of the next dues.',
    monotone: 'increasing',
    missing: 'No payment was due in the last 91 days.',
    value: clip(ratio(sum('borrowed_amount', days(28)), monthlyDues), 0, 20),
  },
  {
    id: 'health_spending_change',
    title: 'More spent on health than before, over monthly spending',
    group: 'derived',
    unit: 'ratio',
    window: 'last 30 days against the 60 before',
    rationale: 'Illness costs money and working days at once.',
    monotone: 'free',
    missing: noSpending,
    value: clip(
      ratio(
        minus(sum('health_amount', days(30)), times(0.5, sum('health_amount', days(60, 30)))),
        monthlySpending,
      ),
      -1,
      1,
    ),
  },
  {
    id: 'dues_change_30d',
    title: 'Change of dues',
    group: 'derived',
    unit: 'percent',
    window: 'last 31 days against the 60 before',
    rationale: 'New obligations on top of old ones have to be met from the same income.',
    monotone: 'free',
    missing: 'No payment was due in the 60 days compared with.',
    value: clip(
      times(100, minus(ratio(times(2, sum('due_amount', days(31))), sum('due_amount', days(60, 31))), 1)),
      -100,
      300,
    ),
  },
]
