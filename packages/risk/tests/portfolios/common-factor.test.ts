/** Joint defaults under the common factor, against the bivariate normal law. */
import { bivariateNormalCdf, normalCdf, normalQuantile } from '@pratibimba/numerics/distributions'
import {
  CreditPortfolioGenerator,
  type PortfolioPlan,
  type PortfolioSettings,
  planPortfolio,
  portfolioConfig,
  riskPass,
} from '@pratibimba/risk/portfolios'
import { describe, expect, test } from 'vitest'
import { numbersOf } from './expect-laws.ts'

const generator = new CreditPortfolioGenerator()
const SEEDS = 500
const BORROWERS = 300
/** Spread of probit(PD) inside the only grade; Z is standard normal there. */
const PD_SLOPE = 0.57

/** Mean PD given the factor. */
function meanWeight(plan: PortfolioPlan, numBorrowers: number): number {
  const { high, low } = riskPass.open(plan)({ start: 0, end: numBorrowers })
  const sum = high.reduce((total, part) => total + part * 2 ** 20, 0) + low.reduce((a, b) => a + b, 0)
  return sum / 2 ** 40 / numBorrowers
}

describe('drawn rates', () => {
  // In a portfolio of one grade, default means √ρ·F + √(1−ρ)·ε − b·Z < δ: normal with variance 1 + b², so that two
  // borrowers default together with probability Φ₂(Φ⁻¹(p), Φ⁻¹(p); ρ/(1 + b²)).
  test.each([
    ['MORTGAGE', 0.15],
    ['CREDIT_CARD', 0.04],
  ] as const)('the variance of the default rate of %s is that of the one-factor model', (product, rho) => {
    const settings: PortfolioSettings = {
      numBorrowers: BORROWERS,
      riskGradeDistribution: { E: 1 },
      loanTypeDistribution: { [product]: 1 },
      rate: 'drawn',
    }
    const rates = Float64Array.from(
      { length: SEEDS },
      (_, seed) => generator.generatePortfolio({ ...settings, seed }).defaultRate,
    )
    const p = 0.325
    const mean = rates.reduce((a, b) => a + b, 0) / SEEDS
    const variance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (SEEDS - 1)
    const quantile = normalQuantile(p)
    const joint = bivariateNormalCdf(quantile, quantile, rho / (1 + PD_SLOPE ** 2))
    const expected = (joint - p * p) * (1 - 1 / BORROWERS) + (p * (1 - p)) / BORROWERS
    expect(Math.abs(mean - p)).toBeLessThan(4 * Math.sqrt(expected / SEEDS))
    expect(Math.abs(variance / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / SEEDS))
    // and far from that of independent defaults
    expect(variance).toBeGreaterThan((2 * (p * (1 - p))) / BORROWERS)
  })
})

test.each([
  ['MORTGAGE', 0.15],
  ['CREDIT_CARD', 0.04],
  ['AUTO', 0.0755],
] as const)('drawn: given the factor, the PD of %s is the one of the Vasicek formula', (product, rho) => {
  const numBorrowers = 20_000
  // Of the whole grade: ρ and the unit variance are shared among more noise, 1 + b².
  const shared = rho / (1 + PD_SLOPE ** 2)
  for (let seed = 0; seed < 12; seed++) {
    const plan = planPortfolio(
      portfolioConfig({
        numBorrowers,
        seed,
        riskGradeDistribution: { E: 1 },
        loanTypeDistribution: { [product]: 1 },
        rate: 'drawn',
      }),
    )
    const wanted = normalCdf(
      (normalQuantile(0.325) - Math.sqrt(shared) * plan.factor.value) / Math.sqrt(1 - shared),
    )
    // PDs given the factor spread by less than .25 about their mean.
    const got = meanWeight(plan, numBorrowers)
    expect(Math.abs(got - wanted), `F = ${plan.factor.value}`).toBeLessThan(
      (4 * 0.25) / Math.sqrt(numBorrowers),
    )
  }
})

test('calibrated: over the seeds each grade defaults as often as its PDs say, although the number is fixed', () => {
  const [seeds, numBorrowers] = [80, 4000]
  const ratios = Array.from({ length: 5 }, () => [] as number[])
  for (let seed = 0; seed < seeds; seed++) {
    const { borrowers, pd12m } = generator.generatePortfolio({ numBorrowers, seed, targetDefaultRate: 0.1 })
    const [grade, isDefault] = [numbersOf(borrowers, 'risk_grade'), numbersOf(borrowers, 'default')]
    const observed = new Float64Array(5)
    const expected = new Float64Array(5)
    for (let row = 0; row < numBorrowers; row++) {
      observed[grade[row]] += isDefault[row]
      expected[grade[row]] += pd12m[row]
    }
    for (let g = 0; g < 5; g++) ratios[g].push(observed[g] / expected[g])
  }
  for (const [g, values] of ratios.entries()) {
    const mean = values.reduce((a, b) => a + b, 0) / seeds
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (seeds - 1)
    expect(Math.abs(mean - 1), `grade ${'ABCDE'[g]}`).toBeLessThan(3.3 * Math.sqrt(variance / seeds))
    expect(Math.abs(mean - 1), `grade ${'ABCDE'[g]}`).toBeLessThan(0.06)
  }
})

test('calibrated: the factor decides who, not how many', () => {
  const mortgageDefaults: number[] = []
  for (let seed = 0; seed < 40; seed++) {
    const { loans, borrowers, totals } = generator.generatePortfolio({
      numBorrowers: 4000,
      seed,
      targetDefaultRate: 0.1,
      loanTypeDistribution: { MORTGAGE: 0.5, CREDIT_CARD: 0.5 },
    })
    expect(totals.defaults).toBe(400)
    const isDefault = numbersOf(borrowers, 'default')
    const [loanId, type, borrower] = [
      numbersOf(loans, 'loan_id'),
      numbersOf(loans, 'loan_type'),
      numbersOf(loans, 'borrower_id'),
    ]
    let count = 0
    for (let at = 0; at < loans.rows; at++)
      if (loanId[at] % 10 === 1 && type[at] === 2 && isDefault[borrower[at] - 1] === 1) count++
    mortgageDefaults.push(count)
  }
  const mean = mortgageDefaults.reduce((a, b) => a + b, 0) / 40
  const variance = mortgageDefaults.reduce((sum, count) => sum + (count - mean) ** 2, 0) / 39
  expect(mean / 400).toBeGreaterThan(0.4)
  expect(mean / 400).toBeLessThan(0.6)
  // Without a factor the split would be binomial, with variance 100.
  expect(variance).toBeGreaterThan(250)
})
