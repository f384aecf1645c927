/**
 * Should a challenger take the champion's place? A scorecard in use and boosted trees, learnt from the same applications,
 * calibrated on others, compared on a third part that neither has seen: the difference of their AUCs by DeLong's paired
 * test, how far their probabilities can be taken at their word, and what their decisions cost.
 *
 *     node examples/champion-and-challenger.ts [--borrowers 30000] [--miss-cost 20] [--seed 42]
 */
import { calibrate, fitCalibrator, recalibrationTest } from '@pratibimba/learning/calibration'
import { takeRows } from '@pratibimba/learning/data'
import {
  aucInterval,
  calibrationError,
  compareAucs,
  confusionAt,
  costOptimalThreshold,
  expectedCost,
} from '@pratibimba/learning/metrics'
import { type Model, rawScores } from '@pratibimba/learning/models'
import { fitScorecard } from '@pratibimba/learning/scorecard'
import { holdout } from '@pratibimba/learning/splitting'
import { trainLeafWise } from '@pratibimba/learning/trees/boosting'
import { generateApplications } from './support/applications.ts'
import { readOptions } from './support/options.ts'
import { count, percent, printTable } from './support/table.ts'

const { borrowers, seed, more } = readOptions(30_000, ['miss-cost'], 5000)
const missCost = Number(more['miss-cost'] ?? 20)
const { features, data } = generateApplications(borrowers, 0.06, seed)
const parts = holdout(data.rows, { train: 0.5, validation: 0.2, test: 0.3 }, { seed, label: data.label })
const [train, validation, test] = [parts.train, parts.validation, parts.test].map((rows) =>
  takeRows(data, rows),
)

const { ensemble, bestIteration } = await trainLeafWise(
  train,
  features,
  { iterations: 300, learningRate: 0.05, numLeaves: 15, minDataInLeaf: 60, lambdaL2: 5 },
  { seed, validation, earlyStoppingRounds: 40 },
)
const models: Record<string, Model> = {
  scorecard: fitScorecard(train, features),
  'leaf-wise trees': {
    kind: 'trees',
    inputs: features,
    columns: features.map((_, input) => ({ kind: 'input', input })),
    ensemble,
  },
}
console.log(
  `learnt from ${count(train.rows)}, calibrated on ${count(validation.rows)} (${bestIteration} trees), compared on ${count(test.rows)} applications\n`,
)

const costs = { falsePositive: 1, falseNegative: missCost }
const { threshold, why } = costOptimalThreshold(costs)
const judged = Object.entries(models).map(([name, model]) => {
  const calibrator = fitCalibrator(
    'auto',
    { score: rawScores(model, validation), scale: 'log-odds', label: validation.label },
    { seed },
  ).calibrator
  const score = rawScores(model, test)
  const probability = calibrate(calibrator, score)
  const table = confusionAt(test.label, probability, threshold)
  return { name, score, probability, calibrator, table, cost: expectedCost(table, costs) }
})

printTable(
  ['model', 'AUC', '95% interval', 'ECE', 'slope of predictions', 'calibrated by'],
  judged.map(({ name, score, probability, calibrator }) => {
    const { value, lower, upper } = aucInterval(test.label, score)
    const { slope } = recalibrationTest(test.label, probability)
    return [
      name,
      value.toFixed(4),
      `${lower.toFixed(4)} to ${upper.toFixed(4)}`,
      calibrationError(test.label, probability).toFixed(4),
      slope.value.toFixed(3),
      calibrator.kind,
    ]
  }),
)
const [champion, challenger] = judged
const { difference, pValue } = compareAucs(test.label, challenger.score, champion.score)
console.log(
  `\nAUC of the challenger less that of the champion: ${difference.value.toFixed(4)} [${difference.lower.toFixed(4)} to ${difference.upper.toFixed(4)}], p ${pValue.toFixed(3)}\n`,
)
console.log(why)
printTable(
  ['model', 'refused', 'defaults refused', 'good refused', 'cost per 1,000'],
  judged.map(({ name, table, cost }) => {
    const { truePositives, falsePositives, trueNegatives, falseNegatives } = table
    return [
      name,
      percent((truePositives + falsePositives) / test.rows),
      percent(truePositives / (truePositives + falseNegatives)),
      percent(falsePositives / (falsePositives + trueNegatives)),
      (1000 * cost).toFixed(0),
    ]
  }),
)
const better = difference.lower > 0 && challenger.cost < champion.cost
console.log(
  better
    ? '\nThe challenger ranks better beyond chance, and its decisions cost less: it may take the place.'
    : '\nThe challenger does not rank better beyond chance, or its decisions do not cost less: the scorecard stays.',
)
