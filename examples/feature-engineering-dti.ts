/**
 * Does a feature move risk? The debt-to-income ratio is held inside a range, everything that hangs together with it
 * follows, and the default rate with them.
 *
 *     node examples/feature-engineering-dti.ts [--borrowers 5000] [--seed 42]
 */
import { columnOf } from '@pratibimba/numerics/frame'
import { mean } from '@pratibimba/numerics/statistics'
import { CreditPortfolioGenerator } from '@pratibimba/risk/portfolios'
import { binomialInterval } from './support/binomial.ts'
import { readOptions } from './support/options.ts'
import { count, interval, percent, printTable } from './support/table.ts'

const { borrowers: numBorrowers, seed } = readOptions(5000)
const ranges = [
  [0.1, 0.2],
  [0.2, 0.3],
  [0.3, 0.4],
  [0.4, 0.5],
] as const

console.log(`${count(numBorrowers)} borrowers in each range; the default rate is an outcome\n`)
const generator = new CreditPortfolioGenerator()
printTable(
  ['DTI', 'mean DTI', 'mean score', 'median income', 'default rate', '95% interval'],
  ranges.map((dtiRange) => {
    const { borrowers, defaultRate, totals } = generator.generatePortfolio({ numBorrowers, dtiRange, seed })
    const income = columnOf(borrowers, 'income_annual', 'float64').values.toSorted()
    return [
      dtiRange.map((bound) => bound.toFixed(1)).join('–'),
      mean(columnOf(borrowers, 'debt_to_income', 'float64').values).toFixed(3),
      mean(columnOf(borrowers, 'credit_score', 'int32').values).toFixed(0),
      count(Math.round(income[income.length >> 1])),
      percent(defaultRate),
      interval(binomialInterval(totals.defaults, numBorrowers)),
    ]
  }),
)
console.log('\nScore and income differ too: people with more debt are not otherwise the same people.')
