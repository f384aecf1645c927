/** The default rate, the grade mix and the PDs: what was asked for is what comes out. */
import {
  CreditPortfolioGenerator,
  gradeBands,
  type PortfolioSettings,
  planPortfolio,
  portfolioConfig,
  UnreachableTarget,
} from '@pratibimba/risk/portfolios'
import { describe, expect, test } from 'vitest'
import { numbersOf } from './expect-laws.ts'

const generator = new CreditPortfolioGenerator()

function gradesOf(settings: PortfolioSettings) {
  const portfolio = generator.generatePortfolio(settings)
  const grade = numbersOf(portfolio.borrowers, 'risk_grade')
  const isDefault = numbersOf(portfolio.borrowers, 'default')
  const debtToIncome = numbersOf(portfolio.borrowers, 'debt_to_income')
  const grades = gradeBands.map(() => ({ borrowers: 0, defaults: 0, pd: 0, dti: 0 }))
  for (let i = 0; i < grade.length; i++) {
    const entry = grades[grade[i]]
    entry.borrowers++
    entry.defaults += isDefault[i]
    entry.pd += portfolio.pd12m[i]
    entry.dti += debtToIncome[i]
  }
  return { portfolio, grades }
}

test.each([0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.18, 0.25, 0.3])(
  'a target of %f is met within one borrower',
  (target) => {
    for (const numBorrowers of [1000, 7919])
      for (const seed of [1, 2, 3]) {
        const { defaultRate } = generator.generatePortfolio({ numBorrowers, targetDefaultRate: target, seed })
        expect(Math.abs(defaultRate - target)).toBeLessThanOrEqual(0.5 / numBorrowers + 1e-12)
      }
  },
)

test('the default rate of 0.03 applies only to a free mix without a DTI range', () => {
  expect(portfolioConfig().targetDefaultRate).toBe(0.03)
  expect(portfolioConfig({ riskGradeDistribution: { E: 1 } }).targetDefaultRate).toBeUndefined()
  expect(portfolioConfig({ dtiRange: [0.2, 0.3] }).targetDefaultRate).toBeUndefined()
})

describe('mixes that users ask for', () => {
  test.each([
    [{ riskGradeDistribution: { D: 0.6, E: 0.4 }, targetDefaultRate: 0.18 }, 0.18],
    [{ riskGradeDistribution: { E: 1 }, targetDefaultRate: 0.3 }, 0.3],
    [{ riskGradeDistribution: { A: 0.15, B: 0.2, C: 0.3, D: 0.25, E: 0.1 } }, 0.0961],
  ] satisfies [PortfolioSettings, number][])('%j', (settings, rate) => {
    const numBorrowers = 25_000
    const { portfolio, grades } = gradesOf({ numBorrowers, ...settings })
    expect(portfolio.defaultRate).toBeCloseTo(rate, 4)
    for (const [g, { grade, pd }] of gradeBands.entries()) {
      const wanted = (settings.riskGradeDistribution as Record<string, number>)[grade] ?? 0
      const share = grades[g].borrowers / numBorrowers
      expect(Math.abs(share - wanted), grade).toBeLessThanOrEqual(
        4 * Math.sqrt((wanted * (1 - wanted)) / numBorrowers),
      )
      if (wanted === 0) continue
      const mean = grades[g].pd / grades[g].borrowers
      expect(mean, grade).toBeGreaterThanOrEqual(pd[0] * 0.97)
      expect(mean, grade).toBeLessThanOrEqual(pd[1] * 1.03)
    }
  })

  test('a pinned product mix is kept, even one of mortgages only', () => {
    const { loans } = generator.generatePortfolio({
      numBorrowers: 3000,
      loanTypeDistribution: { MORTGAGE: 1 },
    })
    expect(new Set(Array.from(numbersOf(loans, 'loan_type')))).toEqual(new Set([2]))
    const wanted = { PERSONAL: 0.5, CREDIT_CARD: 0.3, STUDENT: 0.2 }
    const mixed = generator.generatePortfolio({ numBorrowers: 20_000, loanTypeDistribution: wanted }).loans
    const types = numbersOf(mixed, 'loan_type')
    const counts = new Float64Array(6)
    for (let i = 0; i < types.length; i++) counts[types[i]]++
    for (const [k, share] of [0.5, 0, 0, 0.3, 0, 0.2].entries())
      expect(Math.abs(counts[k] / mixed.rows - share)).toBeLessThanOrEqual(
        5 * Math.sqrt((share * (1 - share)) / mixed.rows),
      )
  })

  test('a borrower has 1.45 loans on average', () => {
    const { totals } = generator.generatePortfolio({ numBorrowers: 50_000 })
    expect(totals.numLoans / totals.numBorrowers).toBeCloseTo(1.45, 1.9)
  })
})

describe('DTI ranges', () => {
  test('without a target the default rate rises with the range', () => {
    const rates = [
      [0.2, 0.3],
      [0.3, 0.4],
      [0.4, 0.5],
    ].map(
      ([low, high]) => generator.generatePortfolio({ numBorrowers: 5000, dtiRange: [low, high] }).defaultRate,
    )
    expect(rates[1]).toBeGreaterThan(rates[0] * 1.2)
    expect(rates[2]).toBeGreaterThan(rates[1] * 1.2)
  })

  test('range, mix and target hold together', () => {
    const { portfolio, grades } = gradesOf({
      numBorrowers: 10_000,
      dtiRange: [0.3, 0.4],
      riskGradeDistribution: { B: 0.5, C: 0.5 },
      targetDefaultRate: 0.04,
    })
    expect(portfolio.defaultRate).toBe(0.04)
    expect(grades[1].borrowers / 10_000).toBeCloseTo(0.5, 1)
    expect(grades[1].borrowers + grades[2].borrowers).toBe(10_000)
  })
})

test('the mean DTI of a grade lies in its range at the default mix', () => {
  const { grades } = gradesOf({ numBorrowers: 50_000 })
  for (const [g, { grade, dti }] of gradeBands.entries()) {
    expect(grades[g].dti / grades[g].borrowers, grade).toBeGreaterThan(dti[0])
    expect(grades[g].dti / grades[g].borrowers, grade).toBeLessThan(dti[1])
  }
})

test('defaults fall on the grades as their PDs say, over many seeds', () => {
  const total = gradeBands.map(() => ({ borrowers: 0, defaults: 0 }))
  for (let seed = 0; seed < 20; seed++) {
    const { grades } = gradesOf({ numBorrowers: 10_000, seed })
    for (const [g, { borrowers, defaults }] of grades.entries()) {
      total[g].borrowers += borrowers
      total[g].defaults += defaults
    }
  }
  for (const [g, { grade, pd }] of gradeBands.entries()) {
    const rate = total[g].defaults / total[g].borrowers
    expect(rate, grade).toBeGreaterThan(pd[0])
    expect(rate, grade).toBeLessThan(pd[1])
  }
})

describe('targets out of reach', () => {
  test('the error names the reachable interval', () => {
    const settings = portfolioConfig({ riskGradeDistribution: { A: 1 }, targetDefaultRate: 0.3 })
    expect(() => planPortfolio(settings)).toThrow(UnreachableTarget)
    expect(() => planPortfolio(settings)).toThrow('0.005 to 0.01')
    expect(() => planPortfolio(portfolioConfig({ targetDefaultRate: 0.6 }))).toThrow(
      /0\.005\d? to 0\.(4|3999)/,
    )
  })

  test('a target less than the tolerance outside is met at the end', () => {
    const settings = { riskGradeDistribution: { A: 1 }, numBorrowers: 1000 }
    expect(generator.generatePortfolio({ ...settings, targetDefaultRate: 0.015 }).defaultRate).toBe(0.01)
    expect(() =>
      generator.generatePortfolio({ ...settings, targetDefaultRate: 0.015, defaultRateTolerance: 0.001 }),
    ).toThrow(UnreachableTarget)
  })
})

test('a demographic group is labelled and moved by the stated amounts, and its true risk stays', () => {
  const settings = { numBorrowers: 4000, rate: 'drawn', loanTypeDistribution: { CREDIT_CARD: 1 } } as const
  const base = generator.generatePortfolio(settings)
  const group = generator.generatePortfolio({
    ...settings,
    demographic: { group: 'Group_B', scoreShift: -0.5, incomeFactor: 0.8 },
  })
  expect(Array.from(group.pd12m)).toEqual(Array.from(base.pd12m))
  const [incomes, moved] = [
    numbersOf(base.borrowers, 'income_annual'),
    numbersOf(group.borrowers, 'income_annual'),
  ]
  const [scores, lower] = [
    numbersOf(base.borrowers, 'credit_score'),
    numbersOf(group.borrowers, 'credit_score'),
  ]
  let scaled = 0
  for (let i = 0; i < base.borrowers.rows; i++) {
    expect(lower[i]).toBeLessThanOrEqual(scores[i])
    if (Math.abs(moved[i] - 0.8 * incomes[i]) < 0.01) scaled++
  }
  // The rest is lifted to carry its smallest loan.
  expect(scaled / base.borrowers.rows).toBeGreaterThan(0.97)
})
