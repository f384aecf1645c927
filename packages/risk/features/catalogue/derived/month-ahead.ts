/** The coming thirty days as the last month went: what the account will hold on each day on which something falls due. */
import type { Expression, FeatureDefinition } from '../../expression.ts'
import {
  above,
  allDays,
  clip,
  days,
  historyDays,
  larger,
  minus,
  negative,
  plus,
  ratio,
  smallest,
  sum,
  times,
  when,
} from '../formula.ts'
import { byRhythm, isSalaried } from '../signals/salary.ts'
import { currentBalance, liquidFunds, monthlyDues, noDues } from './monthly.ts'

const MONTH = 30
/** Pay by the week or by two weeks comes again on the same weekday. */
const FOUR_WEEKS = 28
/** Where nothing falls due, nothing can be missed: more than any balance, in minor units. */
const OUT_OF_REACH = 1e15
/** Of everyday spending what a household cannot do without. */
const NEEDED_SHARE = 0.5

/**
 * From tomorrow up to `ahead` days from now, as a month ago. A day more is taken in, so that what comes at the same day of
 * the month is in it after months of 31 days too.
 */
const asMonthAgo = (ahead: number) => ({ from: MONTH, to: MONTH - ahead })
const asFourWeeksAgo = (ahead: number): Expression =>
  ahead <= FOUR_WEEKS
    ? sum('salary_amount', { from: FOUR_WEEKS - 1, to: FOUR_WEEKS - ahead })
    : plus(
        sum('salary_amount', days(FOUR_WEEKS)),
        sum('salary_amount', { from: FOUR_WEEKS - 1, to: 2 * FOUR_WEEKS - ahead }),
      )

const isPaidByWeeks = when(isSalaried, byRhythm(1, 1, 0), 0)
const otherIncomeADay = ratio(
  minus(sum('income_amount', allDays), sum('salary_amount', allDays)),
  larger(historyDays, MONTH),
)
const everydayADay = ratio(sum('everyday_amount', days(FOUR_WEEKS)), FOUR_WEEKS)

/** Income less dues from now to so many days ahead, everyday spending left out. */
const flow = (ahead: number): Expression =>
  plus(
    when(isPaidByWeeks, asFourWeeksAgo(ahead), sum('salary_amount', asMonthAgo(ahead))),
    times(ahead, otherIncomeADay),
    negative(sum('due_amount', asMonthAgo(ahead))),
  )

interface DueDay {
  /** 1 where something falls due on it. */
  readonly isDue: Expression
  /** Change of the balance from now to the end of its debits. */
  readonly change: Expression
  /** The same when everyday spending is cut to what is needed. */
  readonly changeIfCut: Expression
}

const daysAhead: readonly DueDay[] = Array.from({ length: MONTH }, (_, i) => {
  const ahead = i + 1
  const before = flow(ahead)
  return {
    isDue: above(sum('due_amount', { from: MONTH - ahead, to: MONTH - ahead }), 0),
    change: minus(before, times(ahead, everydayADay)),
    changeIfCut: minus(before, times(NEEDED_SHARE * ahead, everydayADay)),
  }
})

const lowestChange = smallest(...daysAhead.map(({ isDue, change }) => when(isDue, change, OUT_OF_REACH)))
const lowestChangeIfCut = smallest(
  ...daysAhead.map(({ isDue, changeIfCut }) => when(isDue, changeIfCut, OUT_OF_REACH)),
)
/** Days on which more falls due than is there. */
const daysBeyond = (there: Expression): Expression => {
  const [first, ...rest] = daysAhead.map(({ isDue, change }) => times(isDue, above(0, plus(there, change))))
  return plus(first!, ...rest)
}
const inMonthsOfDues = (amount: Expression) => clip(ratio(amount, monthlyDues), -20, 50)

const ahead = (
  definition: Pick<FeatureDefinition, 'id' | 'title' | 'rationale' | 'value'> & Partial<FeatureDefinition>,
): FeatureDefinition => ({
  group: 'derived',
  unit: 'ratio',
  window: 'balance as of the date, the coming 30 days as the last month went',
  monotone: 'decreasing',
  missing: noDues,
  ...definition,
})

export const monthAheadFeatures: readonly FeatureDefinition[] = [
  ahead({
    id: 'balance_on_worst_due_day_to_dues',
    title: 'Balance expected on the tightest due day, in months of dues',
    rationale: 'A payment is missed on one day: the one on which dues come before the pay that meets them.',
    value: inMonthsOfDues(plus(currentBalance, lowestChange)),
  }),
  ahead({
    id: 'funds_on_worst_due_day_to_dues',
    title: 'Balance and savings expected on the tightest due day, in months of dues',
    rationale: 'Savings that reach over the tightest day of the month keep every payment safe.',
    value: inMonthsOfDues(plus(liquidFunds, lowestChange)),
  }),
  ahead({
    id: 'funds_on_worst_due_day_if_spending_is_cut',
    title: 'Balance and savings on the tightest due day at half the everyday spending, in months of dues',
    rationale:
      'Households that see the gap spend less; one that stays open even then will be a missed payment.',
    value: inMonthsOfDues(plus(liquidFunds, lowestChangeIfCut)),
  }),
  ahead({
    id: 'due_days_beyond_balance_30d',
    title: 'Coming due days that the current account will not cover',
    unit: 'count',
    rationale: 'Each of these days needs money to be moved in time, and each can be forgotten.',
    monotone: 'increasing',
    missing: 'No balance of a current account is known.',
    value: daysBeyond(currentBalance),
  }),
  ahead({
    id: 'due_days_beyond_funds_30d',
    title: 'Coming due days that balance and savings together will not cover',
    unit: 'count',
    rationale: 'What neither account nor savings cover can only be borrowed or missed.',
    monotone: 'increasing',
    missing: 'No balance of a current account is known.',
    value: daysBeyond(liquidFunds),
  }),
]
