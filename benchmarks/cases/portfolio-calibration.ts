/** How near the default rate comes to its target, and the rank correlations to theirs. */
import { columnOf } from '@pratibimba/numerics/frame'
import { spearman } from '@pratibimba/numerics/statistics'
import {
  CreditPortfolioGenerator,
  correlationTargets,
  type PortfolioSettings,
} from '@pratibimba/risk/portfolios'
import type { BenchmarkCase, Figure } from '../harness/case.ts'

const TARGETS = Array.from({ length: 30 }, (_, i) => (i + 1) / 100)
const SEEDS = [1, 2, 3]

export const portfolioCalibration: BenchmarkCase = {
  id: 'portfolio-calibration',
  title: 'Achieved default rates for targets .01 to .30, and rank correlations at 100,000 borrowers',
  command: 'npm run bench -- portfolio-calibration',
  run: async () => [...rates(), ...correlations(), ...[0.01, 0.1].flatMap(correlationsAt)],
}

function rates(): Figure[] {
  const generator = new CreditPortfolioGenerator()
  return [1000, 10_000].map((numBorrowers) => {
    const distances = TARGETS.flatMap((targetDefaultRate) =>
      SEEDS.map((seed) =>
        Math.abs(
          generator.generatePortfolio({ numBorrowers, targetDefaultRate, seed }).defaultRate -
            targetDefaultRate,
        ),
      ),
    )
    return {
      name: `largest distance from the target, n = ${numBorrowers.toLocaleString('en')}`,
      value: Math.max(...distances),
      unit: '',
      promise: { atMost: 0.001 },
    }
  })
}

/** The promise is about the default mix and rate. */
function correlations(): Figure[] {
  return achieved({}).map(({ name, target, value }) => ({
    name: `${name}, distance from ${target}`,
    value: Math.abs(value - target),
    unit: '',
    promise: { atMost: 0.03 },
  }))
}

/** For information: at other rates the mix is another, and the PD's steps between grades weigh more or less. */
function correlationsAt(targetDefaultRate: number): Figure[] {
  return achieved({ targetDefaultRate }).map(({ name, value }) => ({
    name: `${name} at a default rate of ${targetDefaultRate}`,
    value,
    unit: '',
  }))
}

function achieved(settings: PortfolioSettings): { name: string; target: number; value: number }[] {
  const { borrowers, pd12m } = new CreditPortfolioGenerator().generatePortfolio({
    numBorrowers: 100_000,
    seed: 1,
    ...settings,
  })
  const values = {
    creditScore: Float64Array.from(columnOf(borrowers, 'credit_score', 'int32').values),
    incomeAnnual: columnOf(borrowers, 'income_annual', 'float64').values,
    debtToIncome: columnOf(borrowers, 'debt_to_income', 'float64').values,
    employmentLengthMonths: Float64Array.from(
      columnOf(borrowers, 'employment_length_months', 'int32').values,
    ),
    pd12m,
  }
  return correlationTargets
    .filter(({ isPromised }) => isPromised)
    .map(({ x, y, spearman: target }) => ({
      name: `${x} ↔ ${y}`,
      target,
      value: spearman(values[x], values[y]),
    }))
}
