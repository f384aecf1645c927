/** Summaries: the same for every cut into chunks, and equal to what the columns say. */

import { mean, quantiles, variance } from '@pratibimba/numerics/statistics'
import { summarizeTable } from '@pratibimba/risk/fidelity'
import {
  CreditPortfolioGenerator,
  generatePortfolio,
  portfolioConfig,
  summarizePortfolio,
} from '@pratibimba/risk/portfolios'
import { expect, test } from 'vitest'
import { numbersOf } from './expect-laws.ts'
import { inlineCompute } from './inline-compute.ts'

const config = portfolioConfig({ numBorrowers: 2000, includePaymentHistory: true, historyMonths: 6 })
const portfolio = new CreditPortfolioGenerator().generatePortfolio(config)

async function summaryInChunks(chunkBorrowers: number) {
  const summary = summarizePortfolio()
  for await (const chunk of generatePortfolio(config, inlineCompute, { chunkBorrowers })) summary.add(chunk)
  return summary.finish()
}

test('chunks add up to the whole', async () => {
  const whole = await summaryInChunks(2000)
  const parts = await summaryInChunks(77)
  expect(parts.grades).toEqual(whole.grades)
  expect(parts.scoreByGrade).toEqual(whole.scoreByGrade)
  expect(parts.correlation).toEqual(whole.correlation)
  for (const [t, table] of whole.tables.entries())
    for (const [c, column] of table.columns.entries()) {
      const { mean: average, standardDeviation: spread, ...rest } = column
      const other = parts.tables[t].columns[c]
      expect(other).toMatchObject(rest)
      if (average !== undefined) expect(other.mean! / (average || 1)).toBeCloseTo(average === 0 ? 0 : 1, 10)
      if (spread !== undefined) expect(other.standardDeviation! / spread).toBeCloseTo(1, 10)
    }
})

test('figures are those of the columns', async () => {
  const { tables, grades } = await summaryInChunks(500)
  expect(tables.map(({ name, rows }) => [name, rows])).toEqual([
    ['borrowers', 2000],
    ['loans', portfolio.loans.rows],
    ['payment_sequences', portfolio.payments!.rows],
  ])
  const income = Float64Array.from(numbersOf(portfolio.borrowers, 'income_annual'))
  const column = tables[0].columns.find(({ name }) => name === 'income_annual')!
  expect(column.mean).toBeCloseTo(mean(income), 6)
  expect(column.standardDeviation).toBeCloseTo(Math.sqrt(variance(income)), 6)
  expect(column.quantiles).toEqual([...quantiles(income, [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1])])
  expect(column.histogram!.counts.reduce((a, b) => a + b)).toBe(2000)
  const term = tables[1].columns.find(({ name }) => name === 'term_months')!
  expect(term.missingShare).toBeGreaterThan(0.1)
  const originated = tables[1].columns.find(({ name }) => name === 'origination_date')!
  const days = Float64Array.from(numbersOf(portfolio.loans, 'origination_date'), (day) => day * 86_400_000)
  expect(originated.quantiles).toEqual([...quantiles(days, [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1])])
  const distinct = (table: number, id: string) =>
    tables[table].columns.find(({ name }) => name === id)!.distinct
  expect([distinct(0, 'borrower_id'), distinct(1, 'borrower_id'), distinct(2, 'borrower_id')]).toEqual([
    2000, 2000, 2000,
  ])
  expect([distinct(1, 'loan_id'), distinct(2, 'loan_id')]).toEqual([
    portfolio.loans.rows,
    portfolio.loans.rows,
  ])
  expect(grades.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
  expect(tables[0].sample).toHaveLength(50)
  expect(tables[0].sample[0][0]).toBe('B000001')
})

test('a portfolio is summarised as any other table is', async () => {
  const { tables } = await summaryInChunks(2000)
  for (const [t, frame] of [portfolio.borrowers, portfolio.loans, portfolio.payments!].entries()) {
    const whole = summarizeTable(tables[t].name, frame, { sampleRows: 50 })
    expect(tables[t].sample).toEqual(whole.sample)
    for (const [c, { mean: average, standardDeviation, ...rest }] of whole.columns.entries()) {
      expect(tables[t].columns[c]).toMatchObject(rest)
      if (average) expect(tables[t].columns[c].mean! / average).toBeCloseTo(1, 10)
      if (standardDeviation)
        expect(tables[t].columns[c].standardDeviation! / standardDeviation).toBeCloseTo(1, 10)
    }
  }
})

test('one borrower has a summary', () => {
  const summary = summarizePortfolio()
  summary.add(new CreditPortfolioGenerator().generatePortfolio({ numBorrowers: 1 }))
  const { correlation, correlationTargets, grades } = summary.finish()
  expect(correlation).toBeUndefined()
  expect(correlationTargets).toEqual([])
  expect(grades).toHaveLength(1)
})
