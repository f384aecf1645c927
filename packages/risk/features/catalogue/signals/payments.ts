/** How what is owed is paid. */
import type { Expression } from '../../expression.ts'
import { above, clip, days, larger, minus, or, plus, ratio, sum, times, when } from '../formula.ts'
import type { CatalogueMeasure } from '../measures.ts'
import { signal, since } from './signal.ts'

/** What a payment that is still open counts for: its end is not known yet. */
const OPEN_DAYS = 7

/** Mean days late over four weeks: of payments settled, and a week for each that is still open. */
function meanDelay(
  due: CatalogueMeasure,
  settled: CatalogueMeasure,
  daysLate: CatalogueMeasure,
  day: number,
): Expression {
  const month = days(28, day)
  const open = larger(minus(sum(due, month), sum(settled, month)), 0)
  return ratio(plus(sum(daysLate, month), times(OPEN_DAYS, open)), plus(sum(settled, month), open))
}

export const utilityDelayDays = signal({
  id: 'utility_delay_days',
  title: 'Days late with bills',
  unit: 'days',
  high: 3,
  at: (day) => meanDelay('utility_due_count', 'utility_settled_count', 'utility_days_late', day),
})

export const emiDelayDays = signal({
  id: 'emi_delay_days',
  title: 'Days late with instalments',
  unit: 'days',
  high: 3,
  at: (day) => meanDelay('instalment_due_count', 'instalment_settled_count', 'instalment_days_late', day),
})

export const failedAutodebits = signal({
  id: 'failed_autodebits',
  title: 'Automatic debits refused in a week',
  unit: 'count',
  high: 1,
  at: (day) => since(day + 7, sum('failed_autodebit_count', days(7, day))),
})

/** Minimum due over what was paid in five weeks: 1 where just the minimum was paid, 2 where half of it or nothing. */
export const ccMinPaymentRatio = signal({
  id: 'cc_min_payment_ratio',
  title: 'Minimum due as a share of what was paid on the card',
  unit: 'ratio',
  high: 0.9,
  at: (day) => {
    const due = sum('card_minimum_due_amount', days(35, day))
    return when(above(due, 0), or(clip(ratio(due, sum('card_minimum_paid_amount', days(35, day))), 0, 2), 2))
  },
})
