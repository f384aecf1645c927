/**
 * The risk team studies subprime lending and may not see customers: a portfolio of grades D and E at a stated default
 * rate, as files to hand over.
 *
 *     node examples/interdepartmental-subprime.ts [--borrowers 25000] [--seed 42] [--out DIR]
 */
import { join } from 'node:path'
import { openTables, writeTables } from '@pratibimba/adapters/tables'
import { CreditPortfolioGenerator, summarizePortfolio } from '@pratibimba/risk/portfolios'
import { readOptions } from './support/options.ts'
import { count, percent, printTable } from './support/table.ts'

const options = readOptions(25_000)
const portfolio = new CreditPortfolioGenerator().generatePortfolio({
  numBorrowers: options.borrowers,
  riskGradeDistribution: { D: 0.6, E: 0.4 },
  targetDefaultRate: 0.18,
  seed: options.seed,
})

const tables = await openTables()
const written = await writeTables(
  (async function* () {
    yield portfolio
  })(),
  ({ borrowers, loans }) => ({ borrowers, loans }),
  (table, schema) => tables.openSink(join(options.out(), `${table}.csv`), schema, { format: 'csv' }),
)
await tables.close()

const summarizer = summarizePortfolio()
summarizer.add(portfolio)
const { grades, tables: described } = summarizer.finish()
const { numLoans, defaults } = portfolio.totals
console.log(
  `${count(options.borrowers)} borrowers, ${count(numLoans)} loans, ` +
    `${count(defaults)} in default: ${percent(portfolio.defaultRate)} for a target of 18.00%\n`,
)
printTable(
  ['grade', 'borrowers', 'share', 'default rate', 'mean score'],
  grades.map(({ grade, borrowers, share, defaultRate, meanScore }) => [
    grade,
    count(borrowers),
    percent(share),
    percent(defaultRate),
    meanScore.toFixed(0),
  ]),
)
console.log()
printTable(
  ['column', '5%', 'median', '95%'],
  described[0].columns
    .filter(({ name }) => ['credit_score', 'income_annual', 'debt_to_income'].includes(name))
    .map(({ name, quantiles }) => [
      name,
      ...[1, 3, 5].map((q) => count(Number(quantiles![q].toPrecision(4)))),
    ]),
)
console.log()
for (const { path, rows, sha256 } of Object.values(written))
  console.log(`${path}  ${count(rows)} rows  sha256 ${sha256}`)
