/**
 * Training data for a credit scoring model without a customer in it: borrowers, loans and 36 months of payments as CSV,
 * a logistic regression on seven in ten of the borrowers, and how well it ranks the other three.
 *
 *     node examples/credit-scoring-training-data.ts [--borrowers 100000] [--months 36] [--seed 42] [--out DIR]
 */
import { join } from 'node:path'
import { openTables, writeTables } from '@pratibimba/adapters/tables'
import { openCompute } from '@pratibimba/adapters/workers'
import { takeRows } from '@pratibimba/learning/data'
import { aucInterval } from '@pratibimba/learning/metrics'
import { fitLogistic } from '@pratibimba/learning/scorecard'
import { holdout } from '@pratibimba/learning/splitting'
import { columnOf } from '@pratibimba/numerics/frame'
import { variance } from '@pratibimba/numerics/statistics'
import { generatePortfolio, portfolioConfig } from '@pratibimba/risk/portfolios'
import { readOptions } from './support/options.ts'
import { count, percent, printTable } from './support/table.ts'

const options = readOptions(100_000, ['months'], 500)
const compute = openCompute()
const tables = await openTables()
const config = portfolioConfig({
  numBorrowers: options.borrowers,
  targetDefaultRate: 0.035,
  includePaymentHistory: true,
  historyMonths: Number(options.more.months ?? 36),
  seed: options.seed,
})
const truePd: number[] = []
const written = await writeTables(
  generatePortfolio(config, compute),
  ({ borrowers, loans, payments }) => ({ borrowers, loans, payment_sequences: payments }),
  (table, schema) => tables.openSink(join(options.out(), `${table}.csv`), schema, { format: 'csv' }),
  ({ pd12m }) => {
    for (const pd of pd12m) truePd.push(pd)
  },
)
await compute.close()
for (const { path, rows, bytes } of Object.values(written))
  console.log(`${path}  ${count(rows)} rows, ${(bytes / 1e6).toFixed(1)} MB`)

// From here on as with any file. `delinquencies_2y` stays out: whoever defaults has missed payments on the way, so the
// column knows the outcome. A score of the true PD is the best that any model could do.
const { frame } = await tables.read(written.borrowers.path)
await tables.close()
const numeric = (name: string) => Float64Array.from(columnOf(frame, name).values as ArrayLike<number>)
const features = {
  credit_score: numeric('credit_score'),
  log_income: numeric('income_annual').map(Math.log),
  debt_to_income: numeric('debt_to_income'),
  employment_length_months: numeric('employment_length_months'),
  inquiries_6m: numeric('inquiries_6m'),
  bankruptcies: numeric('bankruptcies'),
}
const outcome = numeric('default')
const names = Object.keys(features)
const data = { rows: frame.rows, columns: Object.values(features), label: outcome }
const rows = holdout(frame.rows, { train: 0.7, test: 0.3 }, { seed: options.seed, label: outcome })
const [training, rest] = [takeRows(data, rows.train), takeRows(data, rows.test)]
const model = fitLogistic(training.columns, training.label)

console.log(
  `\ndefault rate ${percent(outcome.reduce((sum, y) => sum + y, 0) / frame.rows)}; effect of one standard deviation:`,
)
printTable(
  ['feature', 'log-odds', '± standard error'],
  names.map((name, j) => {
    const deviation = Math.sqrt(variance(training.columns[j]))
    const standardError = model.inference?.[j + 1]?.standardError
    return [
      name,
      (deviation * model.coefficients[j]).toFixed(3),
      standardError === undefined ? '–' : (deviation * standardError).toFixed(3),
    ]
  }),
)
const logOdds = Float64Array.from({ length: rest.rows }, (_, row) =>
  rest.columns.reduce((sum, column, j) => sum + model.coefficients[j] * column[row], model.intercept),
)
console.log(`\ntrained on ${count(training.rows)}, judged on ${count(rest.rows)} others:`)
printTable(
  ['ranking by', 'AUC', '± standard error', 'Gini'],
  Object.entries({
    'credit_score alone': rest.columns[names.indexOf('credit_score')].map((score) => -score),
    'logistic regression': logOdds,
    'true PD': Float64Array.from(rows.test, (row) => truePd[row]),
  }).map(([name, scores]) => {
    const { value, standardError } = aucInterval(rest.label, scores)
    return [name, value.toFixed(4), standardError.toFixed(4), (2 * value - 1).toFixed(4)]
  }),
)
