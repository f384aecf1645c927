/** Balances against what will be due: whether the account will be empty on a due date. */
import type { Expression, FeatureDefinition } from '../../expression.ts'
import {
  above,
  allDays,
  atLeast,
  clip,
  closing,
  days,
  feature,
  historyDays,
  larger,
  lowest,
  minus,
  or,
  plus,
  ratio,
  sum,
  times,
  when,
} from '../formula.ts'
import { currentBalance, liquidFunds, monthlyDues, monthlySpending, noDues, noSpending } from './monthly.ts'

/** In months of dues, within bounds that a division by next to nothing does not leave. */
const inMonthsOfDues = (amount: Expression) => clip(ratio(amount, monthlyDues), -20, 50)

const lowestOfMonth = lowest('current', days(31))
const lowestBefore = lowest('current', days(30, 31))
const lowestTwoBefore = lowest('current', days(30, 61))
/** A month's change of the lowest balance, from as many months as are known. */
const changeOfLows = or(ratio(minus(lowestOfMonth, lowestTwoBefore), 2), minus(lowestOfMonth, lowestBefore))

/** The days of last month that the next `count` days repeat: dues come at the same time of the month. */
const lastMonthsNext = (count: number) => ({ from: 30, to: 30 - count })
const everydayPerDay = ratio(sum('everyday_amount', days(28)), 28)

/** Days until pay; thirty where none is expected or it is overdue by more than a week. */
const daysToCover = or(
  when(above(-7, feature('days_to_next_salary')), 30, larger(feature('days_to_next_salary'), 0)),
  30,
)
const duesUntilSalary = when(
  atLeast(7, daysToCover),
  sum('due_amount', lastMonthsNext(7)),
  when(
    atLeast(14, daysToCover),
    sum('due_amount', lastMonthsNext(14)),
    when(
      atLeast(21, daysToCover),
      sum('due_amount', lastMonthsNext(21)),
      sum('due_amount', lastMonthsNext(30)),
    ),
  ),
)
/** Of income other than salary as much as came in as many days of the last 91. */
const otherIncomeUntilSalary = ratio(
  times(daysToCover, minus(sum('income_amount', allDays), sum('salary_amount', allDays))),
  larger(historyDays, 30),
)

const netFlow = (count: number) =>
  clip(
    ratio(
      times(30 / count, minus(sum('income_amount', days(count)), sum('spending_amount', days(count)))),
      monthlySpending,
    ),
    -5,
    5,
  )

const balance = (
  definition: Pick<FeatureDefinition, 'id' | 'title' | 'window' | 'rationale' | 'value'> &
    Partial<FeatureDefinition>,
): FeatureDefinition => ({
  group: 'derived',
  unit: 'ratio',
  monotone: 'decreasing',
  missing: noDues,
  ...definition,
})

export const balanceFeatures: readonly FeatureDefinition[] = [
  balance({
    id: 'buffer_days',
    title: 'Days that funds would last',
    unit: 'days',
    window: 'balances as of the date, payments of the last 91 days',
    rationale: 'Funds for few days do not survive one payment that fails to come in.',
    missing: 'No balance of a current account is known, or nothing was paid from it.',
    value: clip(
      ratio(times(liquidFunds, larger(historyDays, 30)), sum('current_out_amount', allDays)),
      -30,
      365,
    ),
  }),
  balance({
    id: 'balance_to_dues',
    title: 'Current balance in months of dues',
    window: 'balance as of the date, dues of the last 91 days',
    rationale: 'What is on the account today is what the next debits will find.',
    value: inMonthsOfDues(currentBalance),
  }),
  balance({
    id: 'liquid_funds_to_dues',
    title: 'Current balance and savings in months of dues',
    window: 'balances as of the date, dues of the last 91 days',
    rationale: 'Savings can be moved in time where the current account is short.',
    value: inMonthsOfDues(liquidFunds),
  }),
  balance({
    id: 'savings_to_dues',
    title: 'Savings in months of dues',
    window: 'balance as of the date, dues of the last 91 days',
    rationale: 'Savings alone must carry the dues when pay fails.',
    missing: 'No payment was due in the last 91 days.',
    value: inMonthsOfDues(or(closing('savings'), 0)),
  }),
  balance({
    id: 'lowest_balance_30d_to_dues',
    title: 'Lowest balance of the month in months of dues',
    window: 'last 31 days, dues of the last 91',
    rationale: 'The low point of last month is where next month will be tightest.',
    value: inMonthsOfDues(lowestOfMonth),
  }),
  balance({
    id: 'next_lowest_balance_by_trend',
    title: 'Lowest balance of next month if its trend goes on, in months of dues',
    window: 'three months of 30 days',
    rationale: 'A low point that goes on sinking as it did shows whether next month ends below zero.',
    value: inMonthsOfDues(plus(lowestOfMonth, or(changeOfLows, 0))),
  }),
  balance({
    id: 'balance_at_next_salary_to_dues',
    title: 'Balance expected before the next salary, in months of dues',
    window: 'balance as of the date, the same days of last month, spending of the last 28 days',
    rationale: 'What is left after dues and daily life when the next pay comes must not be below zero.',
    value: inMonthsOfDues(
      plus(
        currentBalance,
        otherIncomeUntilSalary,
        times(-1, duesUntilSalary),
        times(-1, times(daysToCover, everydayPerDay)),
      ),
    ),
  }),
  balance({
    id: 'net_flow_30d',
    title: 'Net flow of a month over monthly spending',
    window: 'last 30 days',
    rationale: 'What came in less what went out in the last month shows whether the month paid for itself.',
    missing: noSpending,
    value: netFlow(30),
  }),
  balance({
    id: 'net_flow_90d',
    title: 'Net flow of three months over monthly spending',
    window: 'last 90 days',
    rationale: 'A quarter that ends lower than it began has been paid from reserves.',
    missing: noSpending,
    value: netFlow(90),
  }),
]
