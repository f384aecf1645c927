/** Features of written applications, reckoned by hand. */
import { UNKNOWN_CATEGORY } from '@pratibimba/learning/data'
import { parseDay } from '@pratibimba/numerics/calendar'
import {
  type Application,
  applicationFeatures,
  completedYears,
  featureRow,
  featureSetHash,
  openApplicationReader,
} from '@pratibimba/risk/applications'
import { describe, expect, it } from 'vitest'

const today = parseDay('2026-03-01')
const usual: Application = {
  customerId: 'C1',
  annualIncome: 60_000,
  employmentYears: 4,
  existingDebt: 15_000,
  loanAmount: 12_000,
  loanPurpose: 'home_improvement',
  loanTermMonths: 24,
  birthDay: parseDay('1990-03-02'),
  history: {
    score: 710,
    accounts: [
      { type: 'card', status: 'active' },
      { type: 'loan', status: 'Active ' },
      { type: 'loan', status: 'closed' },
      { type: 'loan', status: 'default' },
      { status: 'disputed' },
    ],
    // 180 days before is no longer recent, 179 days is.
    inquiryDays: [today - 180, today - 179, today],
  },
}
const named = (application: Application, extras?: Parameters<typeof featureRow>[2]) => {
  const row = featureRow(application, today, extras)
  return Object.fromEntries(applicationFeatures.features.map(({ id }, k) => [id, row[k]]))
}

describe('featureRow', () => {
  it('is what one reckons by hand', () => {
    // 12,000 at 1 % a month over 24 months
    const instalment = (12_000 * 0.01) / (1 - 1.01 ** -24)
    const row = named(usual, {
      values: { monthly_net_income: 3600, monthly_expenses: 2100, unheard_of: 1 },
      earlyWarningScore: 0.03,
    })
    expect(row).toMatchObject({
      age: 35,
      annual_income: 60_000,
      employment_years: 4,
      credit_score: 710,
      total_accounts: 5,
      active_accounts: 2,
      debt_to_income: 0.25,
      loan_to_income: 0.2,
      has_defaults: 1,
      recent_inquiries: 2,
      closed_accounts: 1,
      defaulted_accounts: 1,
      active_account_share: 0.4,
      defaulted_account_share: 0.2,
      existing_debt: 15_000,
      loan_amount: 12_000,
      loan_term_months: 24,
      total_debt_to_income: 0.45,
      debt_per_active_account: 7500,
      inquiries_per_account: 0.4,
      employment_share: 4 / 18,
      thin_file: 0,
      bureau_silent: 0,
      loan_purpose: 1,
      early_warning_score: 0.03,
      monthly_net_income: 3600,
    })
    expect(row.payment_to_income).toBeCloseTo((12 * instalment) / 60_000, 12)
    expect(row.payment_to_net_income).toBeCloseTo(instalment / 3600, 12)
    expect(row.residual_income).toBeCloseTo(1500 - instalment, 9)
  })

  it('has the ten features of the surface first, in their order', () => {
    expect(applicationFeatures.features.slice(0, 10).map(({ id }) => id)).toEqual([
      'age',
      'annual_income',
      'employment_years',
      'credit_score',
      'total_accounts',
      'active_accounts',
      'debt_to_income',
      'loan_to_income',
      'has_defaults',
      'recent_inquiries',
    ])
    expect(featureSetHash()).toMatchInlineSnapshot(
      `"3932b3067c29e0f6f5f008ba71c45e71063bcfa85aec9f995f8450b77bf8b042"`,
    )
  })

  it('counts an income of 0 as 1 in ratios, so that they are as bad as can be', () => {
    expect(named({ ...usual, annualIncome: 0 })).toMatchObject({
      annual_income: 0,
      debt_to_income: 15_000,
      loan_to_income: 12_000,
    })
    expect(named({ ...usual, annualIncome: 0, existingDebt: 0 }).debt_to_income).toBe(0)
  })

  it('tells a silent bureau from one that knows of nothing', () => {
    const silent = named({ ...usual, history: {} })
    expect(silent).toMatchObject({ thin_file: 1, bureau_silent: 1 })
    for (const id of ['credit_score', 'total_accounts', 'has_defaults', 'recent_inquiries'] as const)
      expect(silent[id]).toBeNaN()
    const empty = named({ ...usual, history: { accounts: [], inquiryDays: [] } })
    expect(empty).toMatchObject({
      total_accounts: 0,
      has_defaults: 0,
      recent_inquiries: 0,
      thin_file: 1,
      bureau_silent: 0,
    })
    expect(empty.active_account_share).toBeNaN()
  })

  it('leaves out what was not given: birth, term; an unknown purpose has no code', () => {
    const { birthDay, loanTermMonths, ...rest } = usual
    const row = named({ ...rest, loanPurpose: 'a boat' })
    expect(row.age).toBeNaN()
    expect(row.loan_term_months).toBeNaN()
    expect(row.payment_to_income).toBeCloseTo((12 * 120) / (1 - 1.01 ** -36) / 60_000, 12)
    expect(row.loan_purpose).toBe(UNKNOWN_CATEGORY)
  })

  it('refuses dates in the future by name', () => {
    expect(() => named({ ...usual, birthDay: today + 1 })).toThrow(
      /need date_of_birth not after the as-of day/,
    )
    expect(() => named({ ...usual, history: { inquiryDays: [today + 1] } })).toThrow(
      /need credit_history.inquiries not after/,
    )
    expect(() => featureRow(usual, 0.5)).toThrow(/need asOfDay in whole days/)
    expect(() => featureRow({ ...usual, birthDay: Number.NaN }, today)).toThrow(/need date_of_birth/)
  })
})

describe('completedYears', () => {
  it.each([
    ['2000-02-29', '2018-02-28', 17],
    ['2000-02-29', '2018-03-01', 18],
    ['2000-06-15', '2018-06-15', 18],
    ['2000-06-15', '2018-06-14', 17],
    ['1950-12-31', '1951-01-01', 0],
  ])('from %s to %s: %i', (from, to, years) => {
    expect(completedYears(parseDay(from), parseDay(to))).toBe(years)
  })
})

describe('openApplicationReader', () => {
  it("reads a model's inputs in its order, purposes by its codes", () => {
    const read = openApplicationReader([
      { name: 'loan_purpose', kind: 'category', categories: ['a boat', 'home_improvement'] },
      { name: 'debt_to_income', kind: 'number' },
    ])
    expect([...read(usual, today)]).toEqual([1, 0.25])
    expect([...read({ ...usual, loanPurpose: 'a boat' }, today)]).toEqual([0, 0.25])
    expect([...read({ ...usual, loanPurpose: 'car' }, today)]).toEqual([UNKNOWN_CATEGORY, 0.25])
  })

  it('refuses a model of another table', () => {
    expect(() => openApplicationReader([{ name: 'LIMIT_BAL', kind: 'number' }])).toThrow(
      /need features of applications only, got "LIMIT_BAL"/,
    )
    expect(() => openApplicationReader([{ name: 'age', kind: 'category', categories: [] }])).toThrow(
      /need "age" as a number, got a category/,
    )
  })
})
