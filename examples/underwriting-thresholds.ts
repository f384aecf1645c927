/**
 * Where should the score cut-off of a new underwriting policy lie?
 *
 * Two years of applicants of every grade with known outcomes. The first year gives the default rate of each score band;
 * it predicts, for every cut-off, the default rate among those approved in the second year, beside the one that came.
 *
 *     node examples/underwriting-thresholds.ts [--borrowers 50000] [--seed 42]
 */
import { columnOf } from '@pratibimba/numerics/frame'
import { CreditPortfolioGenerator } from '@pratibimba/risk/portfolios'
import { binomialInterval } from './support/binomial.ts'
import { readOptions } from './support/options.ts'
import { count, interval, percent, printTable } from './support/table.ts'

const { borrowers: applicants, seed } = readOptions(50_000)
const BAND = 25

const generator = new CreditPortfolioGenerator()
function applicantsOf(year: number) {
  // No target: the default rate is an outcome of the mix.
  const { borrowers, defaultRate } = generator.generatePortfolio({
    numBorrowers: applicants,
    riskGradeDistribution: { A: 0.15, B: 0.2, C: 0.3, D: 0.25, E: 0.1 },
    seed: seed + year,
  })
  const scores = columnOf(borrowers, 'credit_score', 'int32').values
  return { scores, isDefault: columnOf(borrowers, 'default', 'int32').values, defaultRate }
}

const first = applicantsOf(0)
const seen = new Float64Array(1000 / BAND)
const bad = new Float64Array(1000 / BAND)
for (let i = 0; i < applicants; i++) {
  const band = Math.floor(first.scores[i] / BAND)
  seen[band]++
  bad[band] += first.isDefault[i]
}
// A band that nobody of the first year was in promises the average.
const predicted = bad.map((defaults, band) => (seen[band] === 0 ? first.defaultRate : defaults / seen[band]))

const { scores, isDefault, defaultRate } = applicantsOf(1)
console.log(`${count(applicants)} applicants a year, ${percent(defaultRate)} of whom would default\n`)
printTable(
  ['approve from', 'approved', 'approval rate', 'predicted', 'observed', '95% interval of the observed'],
  [300, 580, 620, 650, 680, 700, 720, 750].map((cutOff) => {
    const approved = [...scores.keys()].filter((i) => scores[i] >= cutOff)
    const defaults = approved.filter((i) => isDefault[i] === 1).length
    const expected = approved.reduce((sum, i) => sum + predicted[Math.floor(scores[i] / BAND)], 0)
    const rate = (sum: number) => (approved.length === 0 ? '–' : percent(sum / approved.length))
    return [
      String(cutOff),
      count(approved.length),
      percent(approved.length / applicants, 1),
      rate(expected),
      rate(defaults),
      approved.length === 0 ? '–' : interval(binomialInterval(defaults, approved.length)),
    ]
  }),
)
console.log('\nThe interval is that of chance alone: years also differ by a factor common to all borrowers.')
