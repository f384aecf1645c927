/**
 * Why was this application refused, and what would have to be different? Contributions against applicants who were
 * accepted, reasons in the words of a table, and the nearest changes that the model itself confirms.
 *
 *     node examples/explain-a-decision.ts [--borrowers 20000] [--miss-cost 10] [--seed 42]
 */
import { calibrate, fitCalibrator } from '@pratibimba/learning/calibration'
import { type Matrix, takeRows } from '@pratibimba/learning/data'
import { explainerOf } from '@pratibimba/learning/explanation/contributions'
import { counterfactualFinder, splitValuesOf } from '@pratibimba/learning/explanation/counterfactuals'
import { inputMarginals } from '@pratibimba/learning/explanation/population'
import { type ReasonTable, reasonExplainer } from '@pratibimba/learning/explanation/reasons'
import { costOptimalThreshold } from '@pratibimba/learning/metrics'
import { type Model, rawScores } from '@pratibimba/learning/models'
import { holdout } from '@pratibimba/learning/splitting'
import { trainDepthWise } from '@pratibimba/learning/trees/boosting'
import { columnOf, valueAt } from '@pratibimba/numerics/frame'
import { generateApplications } from './support/applications.ts'
import { readOptions } from './support/options.ts'
import { count, percent, printTable } from './support/table.ts'

const { borrowers, seed, more } = readOptions(20_000, ['miss-cost'], 2000)
const { frame, ...all } = generateApplications(borrowers, 0.06, seed)
// Age may not be a reason, so the model does not get to see it.
const read = all.features.flatMap(({ name }, input) => (name === 'age' ? [] : [input]))
const features = read.map((input) => all.features[input])
const data = { ...all.data, columns: read.map((input) => all.data.columns[input]) }
const parts = holdout(data.rows, { train: 0.5, validation: 0.2, test: 0.3 }, { seed, label: data.label })
const [train, validation, test] = [parts.train, parts.validation, parts.test].map((rows) =>
  takeRows(data, rows),
)

// More income must never raise the risk, nor more debt lower it: who explains a decision is glad of it.
const directions: Record<string, number> = {
  income_annual: -1,
  employment_length_months: -1,
  credit_score: -1,
  debt_to_income: 1,
  inquiries_6m: 1,
  bankruptcies: 1,
}
const { ensemble } = await trainDepthWise(
  train,
  features,
  {
    iterations: 300,
    eta: 0.05,
    maxDepth: 4,
    monotoneConstraints: features.map(({ name }) => directions[name] ?? 0),
  },
  { seed, validation, earlyStoppingRounds: 40 },
)
const model: Model = {
  kind: 'trees',
  inputs: features,
  columns: features.map((_, input) => ({ kind: 'input', input })),
  ensemble,
}
const { calibrator } = fitCalibrator(
  'platt',
  { score: rawScores(model, validation), scale: 'log-odds', label: validation.label },
  { seed },
)
const pdOf = (matrix: Matrix) => calibrate(calibrator, rawScores(model, matrix))
const { threshold, why } = costOptimalThreshold({
  falsePositive: 1,
  falseNegative: Number(more['miss-cost'] ?? 10),
})

const pds = pdOf(test)
const refused = [...pds.keys()].filter((row) => pds[row] >= threshold).sort((a, b) => pds[a] - pds[b])
const applicant = refused[refused.length >> 1]
const row = takeRows(test, [applicant])
const shown = (input: number, value: number) =>
  features[input].categories?.[value] ?? String(Number(value.toPrecision(6)))
console.log(`${count(refused.length)} of ${count(test.rows)} refused. ${why}`)
console.log(
  `Applicant ${valueAt(columnOf(frame, 'borrower_id'), parts.test[applicant])}: PD ${percent(pds[applicant])}\n`,
)

// Why: against a hundred of those who were accepted. The values add up to the score.
const usual = takeRows(
  validation,
  [...pdOf(validation).entries()].flatMap(([row, pd]) => (pd < threshold ? [row] : [])).slice(0, 100),
)
const { values, expected } = explainerOf(model, usual).explain(row)
printTable(
  ['column', 'value', 'log-odds'],
  [...values.keys()]
    .sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]))
    .map((input) => [
      features[input].name,
      shown(input, row.columns[input][0]),
      `${values[input] < 0 ? '' : '+'}${values[input].toFixed(3)}`,
    ]),
)
const sum = values.reduce((total, value) => total + value, expected[0])
console.log(
  `usual ${expected[0].toFixed(3)}, with all of them ${sum.toFixed(3)}; the model says ${rawScores(model, row)[0].toFixed(3)}\n`,
)

const reasons: ReasonTable = {
  version: 'example',
  reasons: [
    { code: 'R1', inputs: ['credit_score'], text: { any: 'The credit score is low' } },
    { code: 'R2', inputs: ['debt_to_income'], text: { any: 'Payments on debt are high for the income' } },
    { code: 'R3', inputs: ['income_annual'], text: { any: 'The income is low' } },
    {
      code: 'R4',
      inputs: ['employment_length_months', 'employment_type'],
      text: { any: 'Time in the present employment is short', category: 'The kind of employment' },
    },
    { code: 'R5', inputs: ['inquiries_6m'], text: { any: 'Many inquiries in the last six months' } },
    { code: 'R6', inputs: ['bankruptcies'], text: { any: 'A bankruptcy is on file' } },
  ],
}
const [{ reasons: named }] = reasonExplainer(model, usual, reasons).explain(row)
printTable(
  ['reason', 'text', 'share'],
  named.map(({ code, text, share }) => [code, text, percent(share, 0)]),
)

// What would have to be different: only what a person can change, as far as two years can change it.
const present = (name: string) => row.columns[features.findIndex((feature) => feature.name === name)][0]
const finder = counterfactualFinder(
  pdOf,
  features,
  inputMarginals(train, features),
  {
    inputs: [
      { input: 'bankruptcies', change: 'none' },
      { input: 'home_ownership', change: 'none' },
      { input: 'employment_type', change: 'none' },
      { input: 'income_annual', change: 'up', step: 500 },
      {
        input: 'employment_length_months',
        change: 'up',
        max: present('employment_length_months') + 24,
        step: 1,
      },
      { input: 'credit_score', change: 'up', max: present('credit_score') + 80, step: 1 },
      { input: 'debt_to_income', change: 'down', step: 0.01 },
      { input: 'inquiries_6m', change: 'down', step: 1 },
    ],
  },
  { splits: splitValuesOf(model) },
)
const { outcome, counterfactuals, note } = finder.find(test, applicant, { below: threshold })
console.log(
  outcome === 'found'
    ? '\nThis would have been accepted:'
    : `\nNo change within reach was found: ${note ?? ''}`,
)
for (const { changes, score } of counterfactuals)
  console.log(`  ${changes.map(({ text }) => text).join(', ')}  (PD ${percent(score)})`)
