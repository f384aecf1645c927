/**
 * Does a lending rule treat groups differently? Populations of equal risk whose measured score or income is shifted by a
 * stated amount; a control without any shift must show no difference beyond chance.
 *
 *     node examples/bias-detection.ts [--borrowers 10000] [--seed 42]
 */
import { columnOf } from '@pratibimba/numerics/frame'
import { mean } from '@pratibimba/numerics/statistics'
import { CreditPortfolioGenerator } from '@pratibimba/risk/portfolios'
import { readOptions } from './support/options.ts'
import { count, percent, printTable } from './support/table.ts'

const { borrowers: numBorrowers, seed } = readOptions(10_000, [], 100)

/** The true PDs of all groups have one distribution; only what the lender measures differs. */
const groups = [
  { group: 'Group_A' },
  { group: 'Group_B', scoreShift: -0.4 },
  { group: 'Group_C', incomeFactor: 0.8 },
  { group: 'Control' },
]
const rules: Record<string, (score: number, income: number) => boolean> = {
  'score ≥ 720': (score) => score >= 720,
  'score ≥ 720 and income ≥ 40,000': (score, income) => score >= 720 && income >= 40_000,
}

const generator = new CreditPortfolioGenerator()
const populations = groups.map((demographic, i) => {
  // A seed of its own: groups are different people, and a difference can be weighed against chance.
  const { borrowers, pd12m } = generator.generatePortfolio({ numBorrowers, demographic, seed: seed + i })
  const scores = columnOf(borrowers, 'credit_score', 'int32').values
  const incomes = columnOf(borrowers, 'income_annual', 'float64').values
  return { ...demographic, scores, incomes, pd12m }
})

console.log(`${count(numBorrowers)} people in each group; Group_A is the reference\n`)
for (const [name, approves] of Object.entries(rules)) {
  const results = populations.map(({ scores, incomes, pd12m }) => {
    const approved = [...scores.keys()].filter((i) => approves(scores[i], incomes[i]))
    return { rate: approved.length / numBorrowers, pd: mean(approved.map((i) => pd12m[i])) }
  })
  console.log(`Approve if ${name}`)
  printTable(
    ['group', 'shift', 'approved', 'difference', '95% interval', 'ratio', 'true PD of approved'],
    results.map(({ rate, pd }, i) => {
      const { group, scoreShift, incomeFactor } = { scoreShift: 0, incomeFactor: 1, ...groups[i] }
      const difference = rate - results[0].rate
      const variance = [rate, results[0].rate].reduce((sum, p) => sum + (p * (1 - p)) / numBorrowers, 0)
      const [low, high] = [-1.96, 1.96].map((z) => percent(difference + z * Math.sqrt(variance), 1))
      const ratio = rate / results[0].rate
      const shift = `${scoreShift === 0 ? '' : `score ${scoreShift} sd`}${incomeFactor === 1 ? '' : `income ×${incomeFactor}`}`
      const against = i === 0 ? ['', '', ''] : [percent(difference, 1), `${low} to ${high}`, ratio.toFixed(3)]
      const verdict = i > 0 && ratio < 0.8 ? ' < 0.8' : ''
      return [
        group,
        shift || 'none',
        percent(rate, 1),
        against[0],
        against[1],
        against[2] + verdict,
        percent(pd),
      ]
    }),
  )
  console.log()
}
console.log('Ratio under 0.8: fails the four-fifths rule. A lower true PD among the approved of a group says')
console.log('that the rule asks more of it than of the reference.')
