/** How good early warning is out of time, beside what there was to find; every figure from the stored predictions. */
import { join } from 'node:path'
import { openLake } from '@pratibimba/adapters/lake'
import { readPredictions, truthOfLake } from '@pratibimba/adapters/warning'
import { compareAucs, type Estimate } from '@pratibimba/learning/metrics'
import { evaluateWarning, predictionRows, type WarningEvaluation } from '@pratibimba/risk/warning'
import type { BenchmarkCase, Figure } from '../harness/case.ts'
import { inScratchFolder, measureProgram } from '../harness/measure.ts'

const CUSTOMERS = 30_000
const PATHS = 200
/** A quarter of them is tested: 3,000 customers with known truth. */
const FORESEEN = 12_000
const MISS_COST = 50
const SEED = 42

export const warningQuality: BenchmarkCase = {
  id: 'warning-quality',
  title: 'Early warning on customers and a date never seen',
  command: `npx pratibimba households --customers ${CUSTOMERS} --truth-paths ${PATHS} --truth-customers ${FORESEEN} --out bank && npx pratibimba warning train bank --check-shuffled --out bank.model`,
  run: () =>
    inScratchFolder(async (folder) => {
      const { shuffled } = await train(folder, 'bank', [
        '--truth-paths',
        String(PATHS),
        '--truth-customers',
        String(FORESEEN),
      ])
      const { evaluation, predictions } = await judged(folder, 'bank')
      await train(folder, 'calm', ['--no-hidden-states'])
      const calm = await judged(folder, 'calm')
      return [
        ...intervalOf('AUC out of time', evaluation.auc),
        ...(await besideTruth(join(folder, 'bank'), predictions)),
        {
          name: 'expected calibration error',
          value: evaluation.calibrationError.value,
          unit: '',
          promise: { atMost: 0.015 },
        },
        {
          name: 'calibration error that chance alone would show',
          value: evaluation.calibrationError.expectedByChance,
          unit: '',
        },
        ...atThreshold(evaluation),
        { name: 'precision where recall is .85', value: evaluation.recall85.precision!.value, unit: '' },
        { name: 'alerts a day where recall is .85', value: evaluation.recall85.alertsADay, unit: '' },
        ...shuffledFigures(shuffled),
        ...intervalOf('AUC with hidden states switched off (thin buffers only)', calm.evaluation.auc),
        {
          name: 'share of missed payments with hidden states, and without',
          value: evaluation.eventRate.value,
          unit: '',
        },
        { name: 'the same without', value: calm.evaluation.eventRate.value, unit: '' },
      ]
    }),
}

interface Judged {
  readonly evaluation: WarningEvaluation
  readonly predictions: Awaited<ReturnType<typeof readPredictions>>
}

async function train(
  folder: string,
  name: string,
  simulation: readonly string[],
): Promise<{ shuffled: Estimate }> {
  await measureProgram(
    ['households', '--customers', String(CUSTOMERS), '--seed', String(SEED), ...simulation, '--out', name],
    folder,
  )
  const { stdout } = await measureProgram(
    ['warning', 'train', name, '--check-shuffled', '--out', `${name}.model`, '--json'],
    folder,
  )
  return (JSON.parse(stdout) as { report: { shuffled: Estimate } }).report
}

async function judged(folder: string, name: string): Promise<Judged> {
  const predictions = await readPredictions(join(folder, `${name}.predictions.parquet`))
  return { predictions, evaluation: evaluateWarning(predictions, { seed: SEED, missCost: MISS_COST }) }
}

/** The model beside the true chance of a miss, on the rows of the test where the simulator knows it. */
async function besideTruth(lake: string, predictions: Judged['predictions']): Promise<Figure[]> {
  const truth = await truthOfLake(await openLake(lake))
  const rows = predictionRows(predictions, 'test').filter((row) =>
    truth.get(predictions.asOfDay[row])?.has(predictions.customerId[row]),
  )
  const label = Float64Array.from(rows, (row) => predictions.label[row])
  const known = Float64Array.from(
    rows,
    (row) => truth.get(predictions.asOfDay[row])!.get(predictions.customerId[row])!,
  )
  const { first, second, difference } = compareAucs(
    label,
    known,
    Float64Array.from(rows, (row) => predictions.probability[row]),
  )
  return [
    {
      name: `Bayes AUC by ${PATHS} futures a customer, ${rows.length} customers of the test`,
      value: first,
      unit: '',
    },
    { name: 'AUC of the model on the same customers', value: second, unit: '' },
    { name: 'behind the Bayes AUC', value: difference.value, unit: '', promise: { atMost: 0.02 } },
    { name: 'behind the Bayes AUC, lower end of 95%', value: difference.lower, unit: '' },
    { name: 'behind the Bayes AUC, upper end of 95%', value: difference.upper, unit: '' },
  ]
}

function atThreshold({ decision }: WarningEvaluation): Figure[] {
  const name = `at the threshold of a miss costing ${MISS_COST}`
  return [
    ...intervalOf(`recall ${name}`, decision.recall),
    ...intervalOf(`precision ${name}`, decision.precision!),
    { name: `alerts a day ${name}`, value: decision.alertsADay, unit: '' },
    { name: `cost per customer ${name}`, value: decision.cost, unit: 'false alarms' },
  ]
}

function shuffledFigures({ value, lower, upper }: Estimate): Figure[] {
  return [
    { name: 'AUC with outcomes dealt to other customers', value, unit: '' },
    { name: '  lower end of 95%', value: lower, unit: '', promise: { atMost: 0.5 } },
    { name: '  upper end of 95%', value: upper, unit: '', promise: { atLeast: 0.5 } },
  ]
}

function intervalOf(name: string, { value, lower, upper }: Estimate): Figure[] {
  return [
    { name, value, unit: '' },
    { name: '  lower end of 95%', value: lower, unit: '' },
    { name: '  upper end of 95%', value: upper, unit: '' },
  ]
}
