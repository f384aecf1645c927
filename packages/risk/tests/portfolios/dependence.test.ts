/** Rank correlations of generated borrowers against their targets. */
import { spearman } from '@pratibimba/numerics/statistics'
import { CreditPortfolioGenerator, correlationTargets, summarizePortfolio } from '@pratibimba/risk/portfolios'
import { expect, test } from 'vitest'
import { numbersOf } from './expect-laws.ts'

const generator = new CreditPortfolioGenerator()

test.each([42, 7])('the promised correlations hold within .03 at 100,000 borrowers, seed %i', (seed) => {
  const portfolio = generator.generatePortfolio({ numBorrowers: 100_000, seed })
  const of = (name: string) => numbersOf(portfolio.borrowers, name)
  const columns = {
    creditScore: of('credit_score'),
    incomeAnnual: of('income_annual'),
    debtToIncome: of('debt_to_income'),
    employmentLengthMonths: of('employment_length_months'),
    pd12m: portfolio.pd12m,
  }
  expect(correlationTargets.filter(({ isPromised }) => isPromised)).toHaveLength(4)
  for (const { x, y, spearman: target, isPromised } of correlationTargets)
    expect(Math.abs(spearman(columns[x], columns[y]) - target), `${x} and ${y}`).toBeLessThan(
      isPromised ? 0.03 : 0.05,
    )

  const summary = summarizePortfolio()
  summary.add(portfolio)
  const { correlationTargets: achieved } = summary.finish()
  expect(achieved).toHaveLength(4)
  for (const entry of achieved) expect(Math.abs(entry.achieved - entry.target)).toBeLessThan(0.03)
})

test('without the copula the columns are independent, and PDs still follow the grades', () => {
  const { borrowers, pd12m } = generator.generatePortfolio({
    numBorrowers: 20_000,
    useCopulas: false,
    loanTypeDistribution: { CREDIT_CARD: 1 },
  })
  const of = (name: string) => numbersOf(borrowers, name)
  for (const [x, y] of [
    ['credit_score', 'income_annual'],
    ['credit_score', 'debt_to_income'],
    ['employment_length_months', 'credit_score'],
  ])
    expect(Math.abs(spearman(of(x), of(y))), `${x} and ${y}`).toBeLessThan(0.03)
  expect(Math.abs(spearman(of('debt_to_income'), pd12m))).toBeLessThan(0.03)
  expect(spearman(of('credit_score'), pd12m)).toBeLessThan(-0.4)
})
