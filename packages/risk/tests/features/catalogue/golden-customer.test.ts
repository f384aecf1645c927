/** Values of a small customer, worked out by hand. */
import { describe, expect, it } from 'vitest'
import { advancedFeatureSet } from '../../../features/advanced/index.ts'
import { featuresOf } from './compute.ts'
import { payments, transactions } from './golden-customer.ts'

const value = featuresOf(advancedFeatureSet, transactions, payments)

/** Dues of the last 30 days: rent, bill, instalment; more than the 358,000 of 91 days come to in 30. */
const dues = 100_000 + 8_000 + 50_000
const income = 300_000 + 300_000 + 240_000
const spending = 745_000
const monthlySpending = (spending * 30) / 91

/** Change of the balance to the day of the instalment. */
const worstDay = 240_000 - dues - (385_000 * 20) / 28

const expected: Record<string, number> = {
  // Pay on days 85, 55 and 25: never 31 days without.
  salary_delay_weeks_max: 0,
  // Last pay 240,000 of 280,000 in the mean; weeks 0–2 see it alone, week 3 also the one before, the rest 300,000.
  salary_drop_pct_max: 100 * (1 - 240 / 280),
  salary_drop_pct_min: 100 * (1 - 300 / 280),
  salary_drop_pct_mean: (3 * 100 * (1 - 240 / 280) + 100 * (1 - 270 / 280) + 4 * 100 * (1 - 300 / 280)) / 8,
  salary_drop_pct_consec_high: 0,
  days_to_next_salary: 5,
  income_change_30d: -20,
  income_regularity_90d: 240 / 280,

  // 300,000 → 200,000 in weeks 0 and 1, 300,000 in week 2, unknown before.
  savings_change_min: -100 / 3,
  savings_change_max: 0,
  savings_change_mean: -200 / 9,
  savings_change_trend: -50 / 3,
  savings_rate_90d: 200 / 840,

  gambling_txns_mean: 2 / 8,
  gambling_txns_max: 2,
  gambling_txns_consec_high: 1,
  lending_app_transfers_max: 1,

  // Weeks: 6 days late (settled), open for 7, none due in week 6, on time else.
  emi_delay_days_mean: 13 / 7,
  emi_delay_days_max: 7,
  utility_delay_days_max: 7,
  failed_autodebits_mean: 2 / 8,
  days_since_failed_debit: 10,
  late_or_open_payments_30d: 2,
  late_or_open_payments_90d: 2,
  open_dues_to_monthly: 8_000 / dues,
  payment_stress_score: 0.35 * 0.25 + 0.3 * 0.7 + 0.2 * 0.7,
  payment_burden_90d: 358 / 840,

  // All cash of 91 days was drawn in the last week, five days before pay.
  cash_hoarding_flag_mean: 1 / 8,
  cash_hoarding_flag_std: Math.sqrt(1 / 8),
  atm_withdrawal_spike_max: 13,
  atm_withdrawal_spike_min: 0,

  spending_to_income_90d: spending / income,
  spending_to_income_28d: (435_000 / 28) * (91 / income),
  night_share_28d: 2 / 9,
  net_flow_30d: (240_000 - 535_000) / monthlySpending,

  buffer_days: (205_000 * 91) / spending,
  balance_to_dues: 5_000 / dues,
  liquid_funds_to_dues: 205_000 / dues,
  lowest_balance_30d_to_dues: 5_000 / dues,
  // Two months ago the lowest was 60,000.
  next_lowest_balance_by_trend: (5_000 - 27_500) / dues,
  // Due as a month ago: rent in 2 days, bill in 10, instalment in 20; pay in 5; 385,000 of everyday spending in 28 days.
  balance_on_worst_due_day_to_dues: (5_000 + worstDay) / dues,
  funds_on_worst_due_day_to_dues: (205_000 + worstDay) / dues,
  // At half the spending: the day of the rent, before pay.
  funds_on_worst_due_day_if_spending_is_cut: (205_000 - 100_000 - 385_000 / 28) / dues,
  due_days_beyond_balance_30d: 3,
  due_days_beyond_funds_30d: 0,
  borrowed_28d_to_dues: 40_000 / dues,
  // Rent was due 28 days ago, pay came 25 days ago.
  balance_at_next_salary_to_dues: (5_000 - 100_000 - (385_000 * 5) / 28) / dues,
  lowest_forecast: (5_000 + worstDay) / dues,
  savings_to_dues: 200_000 / dues,
}

describe('a written customer', () => {
  for (const [id, wanted] of Object.entries(expected))
    it(`has ${id} ${wanted}`, () => {
      expect(value[id]).toBeCloseTo(wanted, 9)
    })

  it('without a card has none of its features', () => {
    for (const id of ['cc_min_payment_ratio_mean', 'credit_util_change_mean', 'card_utilisation'])
      expect(value[id], id).toBeNaN()
  })
})

describe('a card', () => {
  it('is spent with once: its purchases count, paying its bill does not', () => {
    const before = featuresOf(advancedFeatureSet, transactions, payments)
    const withCard = featuresOf(
      advancedFeatureSet,
      [
        ...transactions,
        {
          daysAgo: 8,
          category: 'shopping',
          amount: -21_000,
          channel: 'card',
          balance: -21_000,
          account: 'credit_card',
        },
        { daysAgo: 3, category: 'card_payment', amount: -21_000, channel: 'transfer', balance: 5_000 },
        {
          daysAgo: 3,
          category: 'card_payment',
          amount: 21_000,
          channel: 'transfer',
          balance: 0,
          account: 'credit_card',
        },
      ],
      payments,
      200_000,
    )
    expect(before.spending_to_income_90d).toBeCloseTo(745 / 840, 12)
    expect(withCard.spending_to_income_90d).toBeCloseTo(766 / 840, 12)
    expect(withCard.card_utilisation).toBeCloseTo(0, 12)
  })
})

describe('a customer', () => {
  it('without events has counts of 0 and the rest missing, and no error', () => {
    const empty = featuresOf(advancedFeatureSet, [], [])
    expect(empty.late_or_open_payments_90d).toBe(0)
    expect(empty.days_since_failed_debit).toBe(91)
    for (const id of ['overall_stress_score', 'balance_to_dues', 'gambling_txns_mean', 'net_flow_30d'])
      expect(empty[id], id).toBeNaN()
    for (const id of Object.keys(empty)) expect(Math.abs(empty[id]), id).not.toBe(Infinity)
  })

  it('of one day has no months, and nothing infinite', () => {
    const young = featuresOf(
      advancedFeatureSet,
      [{ daysAgo: 0, category: 'groceries', amount: -1_000, channel: 'card', balance: 9_000 }],
      [],
    )
    expect(young.balance_to_dues).toBeNaN()
    // 1,000 in a month of 30 days, 9,000 left.
    expect(young.buffer_days).toBeCloseTo(270, 9)
    for (const id of Object.keys(young)) expect(Math.abs(young[id]), id).not.toBe(Infinity)
  })
})
