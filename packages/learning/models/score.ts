/** Scores and probabilities of any model. */
import { logistic } from '@pratibimba/numerics/distributions'
import type { ScoreScale } from '../calibration/index.ts'
import type { Feature, Matrix } from '../data/index.ts'
import { stackedRaw } from '../ensembles/index.ts'
import { logisticBaselineRaw, scorecardRaw } from '../scorecard/index.ts'
import { applyLink, rawScores as treeScores } from '../trees/predict/index.ts'
import { applyColumnSources } from '../trees/target-statistics/index.ts'
import type { Model, TreeModel } from './model.ts'

/** What the columns of a matrix for this model are. */
export function inputsOf(model: Model): readonly Feature[] {
  return model.kind === 'stacked' ? model.members[0].inputs : model.inputs
}

/** Values per row: 1, or one per class. */
export function outputsOf(model: Model): number {
  return model.kind === 'trees' ? model.ensemble.outputs : 1
}

/** What the raw score of a model with one output is: `value` for a regression. */
export function scaleOf(model: Model): ScoreScale | 'value' {
  if (model.kind !== 'trees') return 'log-odds'
  if (model.ensemble.link === 'logistic') return 'log-odds'
  return model.ensemble.average && model.ensemble.link === 'identity' ? 'probability' : 'value'
}

/**
 * Raw scores: log-odds of the event, for forests its probability, for regressions the value.
 *
 * @param matrix the model's inputs, in their order
 * @returns shape [rows × outputs], row-major
 * @throws RangeError when columns are missing
 */
export function rawScores(model: Model, matrix: Matrix): Float64Array {
  switch (model.kind) {
    case 'trees':
      return treeScores(model.ensemble, columnsOf(model, matrix))
    case 'scorecard':
      return scorecardRaw(model, matrix)
    case 'logistic-baseline':
      return logisticBaselineRaw(model, matrix)
    case 'stacked':
      return stackedRaw(
        model,
        model.members.map((member) => predictions(member, matrix)),
      )
  }
}

/**
 * Predictions before calibration: probabilities, or the values of a regression.
 *
 * @returns shape [rows × outputs], row-major
 */
export function predictions(model: Model, matrix: Matrix): Float64Array {
  const raw = rawScores(model, matrix)
  if (model.kind === 'trees') return applyLink(model.ensemble, raw, raw)
  for (let i = 0; i < raw.length; i++) raw[i] = logistic(raw[i])
  return raw
}

/** The columns a tree model's ensemble reads. */
export function columnsOf({ columns }: TreeModel, matrix: Matrix): Matrix {
  return applyColumnSources(columns, matrix)
}
