/** A grade's borrowers are alike whatever the mix; scores and credit pasts hold no jumps and no outcome. */
import { quantiles } from '@pratibimba/numerics/statistics'
import { CreditPortfolioGenerator, type PortfolioSettings } from '@pratibimba/risk/portfolios'
import { expect, test } from 'vitest'
import { gradeLawMap, mapLatent } from '../../portfolios/grade-law.ts'
import { numbersOf as columnNumbers } from './expect-laws.ts'

const numbersOf = (...args: Parameters<typeof columnNumbers>) => Float64Array.from(columnNumbers(...args))

const generator = new CreditPortfolioGenerator()
const UNEMPLOYED = 3

interface GradeFacts {
  readonly medianIncome: number
  readonly unemployedShare: number
}

function factsOf(grade: number, settings: PortfolioSettings): GradeFacts {
  const { borrowers } = generator.generatePortfolio({ numBorrowers: 60_000, ...settings })
  const [grades, incomes, employment] = ['risk_grade', 'income_annual', 'employment_type'].map((name) =>
    numbersOf(borrowers, name),
  )
  const rows = Array.from(grades.keys()).filter((row) => grades[row] === grade)
  return {
    medianIncome: quantiles(
      Float64Array.from(rows, (row) => incomes[row]),
      [0.5],
    )[0],
    unemployedShare: rows.filter((row) => employment[row] === UNEMPLOYED).length / rows.length,
  }
}

test.each([
  ['E', 4, { riskGradeDistribution: { E: 1 } }],
  ['A', 0, { riskGradeDistribution: { A: 1 } }],
  ['D', 3, { riskGradeDistribution: { D: 0.6, E: 0.4 }, targetDefaultRate: 0.18 }],
  ['C', 2, { targetDefaultRate: 0.15 }],
] as const)('grade %s earns and works as it does in the default portfolio', (_, grade, settings) => {
  const usual = factsOf(grade, { seed: 2 })
  const here = factsOf(grade, { seed: 3, ...settings })
  expect(here.medianIncome / usual.medianIncome).toBeGreaterThan(0.85)
  expect(here.medianIncome / usual.medianIncome).toBeLessThan(1.15)
  expect(Math.abs(here.unemployedShare - usual.unemployedShare)).toBeLessThan(0.06)
})

test('the map is increasing, and the identity for the reference mix', () => {
  const mix = [0.48, 0.32, 0.14, 0.05, 0.01]
  const cuts = [0.05, -0.84, -1.55, -2.33]
  const same = gradeLawMap(mix, mix, cuts, 0.6)
  const worse = gradeLawMap([0, 0, 0, 0.5, 0.5], mix, cuts, 0.6)
  for (let z = -4; z < 4; z += 0.1) {
    // The shares above are those of the cuts to two digits only.
    expect(mapLatent(same, z)).toBeCloseTo(z, 1)
    expect(mapLatent(worse, z + 0.1)).toBeGreaterThanOrEqual(mapLatent(worse, z))
    expect(mapLatent(worse, z)).toBeLessThan(z)
  }
})

test('scores pass from one grade to the next without a spike', () => {
  const { borrowers } = generator.generatePortfolio({ numBorrowers: 200_000 })
  const counts = new Int32Array(851)
  for (const score of numbersOf(borrowers, 'credit_score')) counts[score]++
  for (let score = 700; score < 850; score++)
    expect(counts[score], `score ${score}`).toBeLessThan(
      1.35 * Math.min(counts[score - 1], counts[score + 1]),
    )
})

test('a default does not show in the credit past', () => {
  for (const historyMonths of [0, 24]) {
    const { borrowers } = generator.generatePortfolio({
      numBorrowers: 40_000,
      targetDefaultRate: 0.1,
      ...(historyMonths > 0 && { includePaymentHistory: true, historyMonths }),
    })
    const [past, isDefault] = [numbersOf(borrowers, 'delinquencies_2y'), numbersOf(borrowers, 'default')]
    const cleanDefaults = isDefault.filter((flag, row) => flag === 1 && past[row] === 0).length
    expect(cleanDefaults, `${historyMonths} months`).toBeGreaterThan(400)
  }
})
