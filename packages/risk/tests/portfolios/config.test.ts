/** Settings that do not fit are refused with their wire name, the range and the fix. */
import {
  InvalidSettings,
  type PortfolioSettings,
  planPortfolio,
  portfolioConfig,
} from '@pratibimba/risk/portfolios'
import { expect, test } from 'vitest'

function errorsOf(settings: unknown) {
  try {
    planPortfolio(portfolioConfig(settings as PortfolioSettings))
  } catch (error) {
    if (error instanceof InvalidSettings) return error.errors
    throw error
  }
  return []
}

test('the defaults', () => {
  expect(portfolioConfig()).toEqual({
    numBorrowers: 1000,
    targetDefaultRate: 0.03,
    defaultRateTolerance: 0.01,
    includePaymentHistory: false,
    historyMonths: 24,
    useCopulas: true,
    seed: 42,
    asOfDate: Date.UTC(2025, 11, 31) / 86_400_000,
    rate: 'calibrated',
  })
})

test.each([
  [{ numBorrowers: 0 }, '/num_borrowers', 'from 1 to 1000000000, got 0'],
  [{ numBorrowers: 1.5 }, '/num_borrowers', 'a whole number'],
  [{ numBorrowers: '10' }, '/num_borrowers', 'got "10"'],
  [{ targetDefaultRate: 1.2 }, '/target_default_rate', 'from 0 to 1, got 1.2'],
  [{ targetDefaultRate: Number.NaN }, '/target_default_rate', 'got NaN'],
  [{ defaultRateTolerance: 0.2 }, '/default_rate_tolerance', 'from 0 to 0.1'],
  [{ historyMonths: 121 }, '/history_months', 'from 1 to 120'],
  [{ includePaymentHistory: 'yes' }, '/include_payment_history', 'true or false'],
  [{ seed: -1 }, '/seed', 'got -1'],
  [{ asOfDate: 1 }, '/as_of_date', '2000-01-01 to 2099-12-31'],
  [{ riskGradeDistribution: { A: 0.5, B: 0.4 } }, '/risk_grade_distribution', 'sum to 1, got 0.9'],
  [{ riskGradeDistribution: { F: 1 } }, '/risk_grade_distribution/F', 'use A, B, C, D, E'],
  [{ riskGradeDistribution: { A: -0.5, B: 1.5 } }, '/risk_grade_distribution/A', 'from 0 to 1, got -0.5'],
  [{ loanTypeDistribution: {} }, '/loan_type_distribution', 'sum to 1, got 0'],
  [{ dtiRange: [0.4, 0.3] }, '/dti_range', 'Put the lowest first'],
  [{ dtiRange: [0.2, 1.3] }, '/dti_range/1', 'from 0 to 1, got 1.3'],
  [{ dtiRange: [0.2] }, '/dti_range', 'such as [0.2, 0.3]'],
  [{ dtiRange: [0.999, 1] }, '/dti_range', 'wider range'],
  [{ demographic: { group: '' } }, '/demographic_override/group', '1 to 64 characters'],
  [{ demographic: { group: 'G', scoreShift: 4 } }, '/demographic_override/score_shift', 'from -3 to 3'],
  [{ numBorowers: 5 }, '/numBorowers', 'Unknown setting'],
])('%j is refused', (settings, field, detail) => {
  const errors = errorsOf(settings)
  expect(errors.map((error) => error.field)).toContain(field)
  expect(errors.find((error) => error.field === field)!.detail).toContain(detail)
})

test('every fault is listed', () => {
  expect(errorsOf({ numBorrowers: 0, historyMonths: 0, dtiRange: [2, 3] })).toHaveLength(4)
})
