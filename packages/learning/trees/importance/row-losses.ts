/** What permuting costs, row by row: so that the mean over repeats has the interval of one comparison of paired rows. */
import type { LabelledMatrix } from '../../data/index.ts'
import { aucOf } from '../../metrics/auc.ts'
import { aucDeviations, varianceOfMeans } from '../../metrics/delong.ts'
import { rowLogLoss } from '../../metrics/log-loss.ts'
import { rankScores } from '../../metrics/ranked-scores.ts'
import { type Model, outputsOf, predictions, rawScores } from '../../models/index.ts'

/** What is lost when an input is permuted: AUC, log-loss or squared error. */
export type PermutationMetric = 'auc' | 'log-loss' | 'squared-error'

/** How well a model does on some rows. Higher is worse. */
interface RowLosses {
  readonly mean: number
  /** Of each row, of which `standardError` makes the error of the mean; shape [rows]. */
  readonly rows: Float64Array
}

export interface LossMeasure {
  of(model: Model, data: LabelledMatrix): RowLosses
  /** Standard error of a mean whose rows differ from it like these. */
  standardError(rows: Float64Array): number
}

/** @throws RangeError when the metric does not fit the model or the labels */
export function lossMeasure(metric: PermutationMetric, model: Model, data: LabelledMatrix): LossMeasure {
  const { label, weight } = data
  if (metric === 'auc') {
    if (outputsOf(model) !== 1)
      throw new RangeError(`permutationImportance: need one output for auc, got ${outputsOf(model)}`)
    const ranked = rankScores('permutationImportance', label, rawScores(model, data), weight)
    return {
      of(scored, rows) {
        const order = rankScores('permutationImportance', label, rawScores(scored, rows), weight)
        const area = aucOf(order)
        return { mean: 1 - area, rows: aucDeviations(order, label, area).map((deviation) => -deviation) }
      },
      standardError: (rows) => Math.sqrt(varianceOfMeans(ranked, label, weight, rows)),
    }
  }
  const lossOf = metric === 'log-loss' ? logLossOf(model, label) : squaredErrorOf(model)
  const total = weight === undefined ? label.length : weight.reduce((sum, w) => sum + w, 0)
  const weightOf = (row: number): number => (weight === undefined ? 1 : weight[row])
  return {
    of(scored, matrix) {
      const answers = predictions(scored, matrix)
      const rows = label.map((y, row) => lossOf(answers, y, row))
      let mean = 0
      for (let row = 0; row < rows.length; row++) mean += (weightOf(row) * rows[row]) / total
      return { mean, rows: rows.map((loss) => loss - mean) }
    },
    standardError(rows) {
      let squares = 0
      for (let row = 0; row < rows.length; row++) squares += (weightOf(row) * rows[row]) ** 2
      return Math.sqrt((squares / total ** 2) * (rows.length / Math.max(1, rows.length - 1)))
    },
  }
}

type LossOfRow = (answers: Float64Array, label: number, row: number) => number

function logLossOf(model: Model, label: Float64Array): LossOfRow {
  const outputs = outputsOf(model)
  const classes = Math.max(2, outputs)
  for (let row = 0; row < label.length; row++)
    if (!(Number.isInteger(label[row]) && label[row] >= 0 && label[row] < classes))
      throw new RangeError(
        `permutationImportance: need labels 0 … ${classes - 1} for log-loss, got ${label[row]} in row ${row}`,
      )
  if (outputs === 1) return (answers, y, row) => rowLogLoss(y, answers[row])
  return (answers, y, row) => rowLogLoss(1, answers[row * outputs + y])
}

function squaredErrorOf(model: Model): LossOfRow {
  if (outputsOf(model) !== 1)
    throw new RangeError(`permutationImportance: need one output for squared-error, got ${outputsOf(model)}`)
  return (answers, y, row) => (answers[row] - y) ** 2
}
