/**
 * What `pratibimba train` and `predict` do, from a program: a table is read, models race on the same folds, the champion
 * is saved with its calibration, threshold and report, read back, and scores applicants it has never seen.
 *
 *     node examples/train-a-model.ts [--learner scorecard|forest|boosting|ensemble] [--borrowers 5000] [--seed 42] [--out DIR]
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openTables } from '@pratibimba/adapters/tables'
import { openThreadPool } from '@pratibimba/adapters/workers'
import { calibrate } from '@pratibimba/learning/calibration'
import { binaryLabel, featuresOfFrame, matrixOfFrame } from '@pratibimba/learning/data'
import { loadModel, serializeTrainedModel } from '@pratibimba/learning/formats'
import { aucInterval } from '@pratibimba/learning/metrics'
import { inputsOf, rawScores } from '@pratibimba/learning/models'
import { type LearnerChoice, trainModel } from '@pratibimba/learning/training'
import { generateApplications } from './support/applications.ts'
import { readOptions } from './support/options.ts'
import { count, percent, printTable } from './support/table.ts'
import { writeCsv } from './support/write-csv.ts'

const options = readOptions(5000, ['learner'], 500)
const learner = options.more.learner ?? 'scorecard'
const learners = ['scorecard', 'forest', 'boosting', 'ensemble']
if (!learners.includes(learner))
  throw new RangeError(`--learner: need one of ${learners.join(', ')}, got "${learner}"`)
const file = join(options.out(), 'borrowers.csv')
await writeCsv(file, [generateApplications(options.borrowers, 0.1, options.seed).frame])

// Any table with an outcome of two values; the key, and what was written after the outcome, are not learnt from.
const tables = await openTables()
const { frame } = await tables.read(file)
await tables.close()
const { features, leftOut } = featuresOfFrame(frame, new Set(['borrower_id', 'default', 'delinquencies_2y']))
const label = binaryLabel(frame, 'default')
const pool = openThreadPool()
const trained = await trainModel(
  {
    data: { ...matrixOfFrame(frame, features).matrix, label: label.values },
    features,
    target: 'default',
    positive: label.positive,
    leftOut,
    learner: learner as LearnerChoice,
    folds: 5,
    seed: options.seed,
    missCost: 5,
    calibration: 'auto',
    resampling: 'none',
    classWeights: { negative: 1, positive: 1 },
  },
  { pool, clock: () => performance.now() / 1000 },
)
await pool.close()

const { champion, contenders, split } = trained.report
console.log(`${split.folds} folds, ${split.kind}`)
printTable(
  ['model', 'AUC', '95% interval', 'ECE'],
  contenders.map(({ title, auc, calibrationError }) => [
    title,
    auc.value.toFixed(4),
    `${auc.lower.toFixed(4)} to ${auc.upper.toFixed(4)}`,
    calibrationError.toFixed(4),
  ]),
)
console.log(`champion: ${champion.title}. ${champion.reason}\n`)

const path = join(options.out(), 'borrowers.model')
await writeFile(path, serializeTrainedModel(trained))

// Elsewhere, later: the file alone is enough. Columns are found by name.
const { model, trained: found } = loadModel(await readFile(path))
if (found === undefined) throw new Error(`${path} holds no trained model`)
const applicants = generateApplications(2000, 0.1, options.seed + 1)
const scores = rawScores(model, matrixOfFrame(applicants.frame, inputsOf(model)).matrix)
const probability = calibrate(found.calibrator, scores)
const flagged = probability.filter((p) => p >= found.threshold).length
const { value, lower, upper } = aucInterval(applicants.data.label, probability)
console.log(path)
console.log(
  `${count(probability.length)} new applicants: AUC ${value.toFixed(4)} [${lower.toFixed(4)} to ${upper.toFixed(4)}], ${count(flagged)} at or above ${percent(found.threshold)}`,
)
