/**
 * A model that was made elsewhere: a LightGBM text file is read, scores applications, says what drove each score, and is
 * written again for ONNX, XGBoost, CatBoost and in our own format, each read back and held against the original.
 *
 *     node examples/bring-your-own-model.ts [--model FILE] [--borrowers 5000] [--seed 42] [--out DIR]
 *
 * Without --model the program first plays the bank: it trains one and writes it as LightGBM does. A model of yours must
 * read the columns of the generated applications.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { matrixOfFrame, takeRows } from '@pratibimba/learning/data'
import { explainerOf } from '@pratibimba/learning/explanation/contributions'
import {
  loadModel,
  modelWriters,
  type WritableFormat,
  writeLightGbmModel,
} from '@pratibimba/learning/formats'
import { auc } from '@pratibimba/learning/metrics'
import { inputsOf, predictions, rawScores } from '@pratibimba/learning/models'
import { trainLeafWise } from '@pratibimba/learning/trees/boosting'
import { columnOf, valueAt } from '@pratibimba/numerics/frame'
import { generateApplications } from './support/applications.ts'
import { readOptions } from './support/options.ts'
import { count, percent, printTable } from './support/table.ts'

const options = readOptions(5000, ['model'], 500)
const path = options.more.model ?? (await trainAsTheBank())

async function trainAsTheBank(): Promise<string> {
  const { features, data } = generateApplications(options.borrowers, 0.06, options.seed + 1)
  const { ensemble } = await trainLeafWise(
    data,
    features,
    { iterations: 80, learningRate: 0.05, numLeaves: 15 },
    { seed: options.seed },
  )
  const columns = features.map((_, input) => ({ kind: 'input', input }) as const)
  const file = join(options.out(), 'bank.txt')
  await writeFile(file, writeLightGbmModel({ kind: 'trees', inputs: features, columns, ensemble }))
  return file
}

// A file may come from anywhere: whatever is wrong with it is a ModelFileError that says where.
const loaded = loadModel(await readFile(path), basename(path))
const { model } = loaded
const inputs = inputsOf(model)
console.log(
  `${path}: ${loaded.format}, ${inputs.length} inputs: ${inputs.map(({ name }) => name).join(', ')}`,
)

const applications = generateApplications(options.borrowers, 0.06, options.seed)
const { matrix } = matrixOfFrame(applications.frame, inputs)
const probability = predictions(model, matrix)
console.log(
  `${count(matrix.rows)} applications scored, AUC ${auc(applications.data.label, probability).toFixed(4)}\n`,
)

// Against a hundred of the usual applications, as reasons for a customer must be.
const usual = takeRows(
  matrix,
  Array.from({ length: 100 }, (_, i) => Math.floor((i * matrix.rows) / 100)),
)
const riskiest = [...probability.keys()].sort((a, b) => probability[b] - probability[a]).slice(0, 3)
const { values } = explainerOf(model, usual).explain(takeRows(matrix, riskiest))
const ids = columnOf(applications.frame, 'borrower_id')
printTable(
  ['riskiest', 'probability', 'what raised it most, in log-odds'],
  riskiest.map((row, i) => {
    const own = values.subarray(i * inputs.length, (i + 1) * inputs.length)
    const largest = [...own.keys()].sort((a, b) => own[b] - own[a]).slice(0, 3)
    const drivers = largest.map((input) => {
      const { name } = inputs[input]
      return `${name} ${valueAt(columnOf(applications.frame, name), row)} (+${own[input].toFixed(2)})`
    })
    return [String(valueAt(ids, row)), percent(probability[row]), drivers.join(', ')]
  }),
)

// XGBoost, CatBoost and ONNX know numbers of 32 bits. An input that becomes another number in 32 bits may pass a threshold
// that it lay just below: seldom, and told apart here from what the writing itself changed.
const original = rawScores(model, matrix)
const in32Bits = rawScores(model, {
  rows: matrix.rows,
  columns: matrix.columns.map((column) => column.map(Math.fround)),
})
const formats: WritableFormat[] = ['pratibimba', 'lightgbm', 'onnx', 'xgboost', 'catboost']
const rows: string[][] = []
for (const format of formats) {
  const { ending, write } = modelWriters[format]
  const file = join(options.out(), `${format}${ending}`)
  await writeFile(file, write(loaded).bytes)
  const again = loadModel(await readFile(file), basename(file))
  const scores = rawScores(again.model, matrixOfFrame(applications.frame, inputsOf(again.model)).matrix)
  const off = (reference: Float64Array) => scores.map((score, row) => Math.abs(score - reference[row]))
  const differing = off(original).filter((difference) => difference > 1e-5).length
  const reference = ['pratibimba', 'lightgbm'].includes(format) ? original : in32Bits
  const largest = off(reference).reduce((most, difference) => Math.max(most, difference), 0)
  rows.push([format, basename(file), count(differing), largest.toExponential(1)])
}
console.log()
printTable(['written for', 'file', 'rows scored otherwise', 'largest difference at equal inputs'], rows)
