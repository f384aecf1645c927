/** Features set against one another: forecasts joined, short windows against long ones, scales changed. */
import { feature, larger, minus, or, plus, ratio, smaller } from '../catalogue/formula.ts'
import type { Expression, FeatureDefinition } from '../expression.ts'
import { advanced, half } from './advanced-feature.ts'

const byTrend = feature('next_lowest_balance_by_trend')
const onWorstDay = feature('balance_on_worst_due_day_to_dues')
const beforeSalary = feature('balance_at_next_salary_to_dues')
/** Of those forecasts that are known. */
const lowestOf = (...forecasts: readonly Expression[]) =>
  forecasts.reduce((low, forecast) => or(smaller(low, forecast), or(low, forecast)))

/** As a kernel: finite where the balance is. */
const log1p = (of: Expression): Expression => ({ op: 'log1p', of })

export const ratioFeatures: readonly FeatureDefinition[] = [
  advanced({
    id: 'lowest_forecast',
    title: 'Lowest of the balances expected, in months of dues',
    unit: 'ratio',
    rationale: 'One forecast below zero is reason enough to look.',
    monotone: 'decreasing',
    value: lowestOf(byTrend, onWorstDay, beforeSalary),
  }),
  advanced({
    id: 'mean_forecast_of_lows',
    title: 'Mean of the two forecasts of the lowest balance, in months of dues',
    unit: 'ratio',
    rationale: 'Two forecasts with different faults are better than either.',
    monotone: 'decreasing',
    value: half(plus(byTrend, onWorstDay)),
  }),
  advanced({
    id: 'mean_forecast_of_month',
    title: 'Mean of expected low point and balance before salary, in months of dues',
    unit: 'ratio',
    rationale: 'The low point of a month and the day before pay should tell the same story.',
    monotone: 'decreasing',
    value: half(plus(byTrend, beforeSalary)),
  }),
  advanced({
    id: 'next_low_after_arrears',
    title: 'Expected low point less arrears, in months of dues',
    unit: 'ratio',
    rationale: 'Arrears take from the low point what is still on the account.',
    monotone: 'decreasing',
    value: minus(byTrend, feature('open_dues_to_monthly')),
  }),
  advanced({
    id: 'funds_after_arrears',
    title: 'Liquid funds less arrears, in months of dues',
    unit: 'ratio',
    rationale: 'Funds count only after what is overdue has been paid.',
    monotone: 'decreasing',
    value: minus(feature('liquid_funds_to_dues'), feature('open_dues_to_monthly')),
  }),
  advanced({
    id: 'low_to_present_balance',
    title: 'Present balance less the lowest of the month, in months of dues',
    unit: 'ratio',
    rationale: 'How far above its low point the account stands tells how much of the month is still to come.',
    value: minus(feature('balance_to_dues'), feature('lowest_balance_30d_to_dues')),
  }),
  advanced({
    id: 'buffer_beyond_next_salary',
    title: 'Days that funds last beyond the next salary',
    unit: 'days',
    rationale: 'Funds that end before pay comes leave days on which nothing can be debited.',
    monotone: 'decreasing',
    value: minus(feature('buffer_days'), feature('days_to_next_salary')),
  }),
  advanced({
    id: 'log_buffer_days',
    title: 'Logarithm of the days that funds would last',
    rationale: 'The difference between one and five days matters more than that between fifty and sixty.',
    monotone: 'decreasing',
    value: log1p(larger(feature('buffer_days'), 0)),
  }),
  advanced({
    id: 'spending_acceleration',
    title: 'Spending over income, last month against the quarter',
    unit: 'ratio',
    rationale: 'A month that costs more than the quarter did is a budget coming loose.',
    value: minus(feature('spending_to_income_28d'), feature('spending_to_income_90d')),
  }),
  advanced({
    id: 'net_flow_acceleration',
    title: 'Net flow, last month against the quarter',
    unit: 'ratio',
    rationale: 'Flows that turn negative after a good quarter mark the onset of trouble.',
    value: minus(feature('net_flow_30d'), feature('net_flow_90d')),
  }),
  advanced({
    id: 'recent_share_of_late_payments',
    title: 'Share of late payments that fell in the last month',
    unit: 'ratio',
    rationale: 'Delays of this month weigh more than those that were made good.',
    value: ratio(feature('late_or_open_payments_30d'), feature('late_or_open_payments_90d')),
  }),
  advanced({
    id: 'freshness_of_failed_debit',
    title: 'How fresh the last refused debit is',
    rationale: 'The first days after a refusal are by far the most dangerous.',
    monotone: 'increasing',
    value: ratio(1, plus(1, feature('days_since_failed_debit'))),
  }),
  advanced({
    id: 'instalment_against_utility_delay',
    title: 'Late instalments less late bills',
    unit: 'days',
    rationale: 'Who lets instalments slip before bills has given up on the larger debt.',
    value: minus(feature('emi_delay_days_mean'), feature('utility_delay_days_mean')),
  }),
]
