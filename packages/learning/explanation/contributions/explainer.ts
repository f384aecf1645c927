/** What each input added to the score of a row, for any model. */
import type { Matrix } from '../../data/index.ts'
import { columnsOf, inputsOf, type Model, type SingleModel, scaleOf } from '../../models/index.ts'
import { linearShap, meanWoe } from '../linear/index.ts'
import {
  type Explanation,
  inputContributions,
  interventionalShap,
  pathDependentShap,
} from '../tree-shap/index.ts'
import { baselineShap } from './baseline-shap.ts'

/**
 * `path-dependent`: unknown inputs of a tree are averaged over the training rows of each split. `interventional`: over
 * the rows of a background; what reasons for decisions are taken from.
 */
export type ContributionKind = 'path-dependent' | 'interventional'

export interface ModelExplainer {
  readonly kind: ContributionKind
  /** Unit of the contributions: that of the raw score. */
  readonly scale: 'log-odds' | 'probability' | 'value'
  /**
   * @param matrix the model's inputs
   * @returns values of shape [rows × inputs × outputs] that add up, with `expected`, to the raw score
   */
  explain(matrix: Matrix): Explanation
}

/**
 * An explainer of a model's raw score.
 *
 * @param background rows of usual cases in the model's inputs, about 100; without them trees are explained along their
 *   paths, and scorecards and regressions against the means of their training rows
 * @throws RangeError when the background is empty or lacks a column
 * @see docs/methods/tree-shap.md
 */
export function explainerOf(model: Model, background?: Matrix): ModelExplainer {
  if (background !== undefined && background.rows === 0)
    throw new RangeError('explainerOf: need a background of at least one row, got 0')
  const kind = background === undefined ? 'path-dependent' : 'interventional'
  if (model.kind !== 'stacked')
    return { kind, scale: scaleOf(model), explain: explainSingle(model, background) }
  if (model.scale !== 'log-odds')
    throw new RangeError(
      `explainerOf: need an ensemble that adds log-odds, got one that averages ${model.scale}`,
    )
  const members = model.members.map((member) => explainSingle(member, background))
  return {
    kind,
    scale: 'log-odds',
    explain(matrix) {
      const values = new Float64Array(matrix.rows * inputsOf(model).length)
      const expected = Float64Array.of(model.intercept)
      for (const [m, explain] of members.entries()) {
        const weight = model.weights[m]
        const own = explain(matrix)
        for (let i = 0; i < values.length; i++) values[i] += weight * own.values[i]
        expected[0] += weight * own.expected[0]
      }
      return { values, expected }
    },
  }
}

function explainSingle(model: SingleModel, background: Matrix | undefined): (matrix: Matrix) => Explanation {
  switch (model.kind) {
    case 'trees': {
      const explainer =
        background === undefined
          ? pathDependentShap(model.ensemble)
          : interventionalShap(model.ensemble, columnsOf(model, background))
      return (matrix) => {
        const { values, expected } = explainer.explain(columnsOf(model, matrix))
        return { values: inputContributions(model, values), expected }
      }
    }
    case 'scorecard': {
      const means = background && meanWoe(model, background)
      return (matrix) => linearShap(model, matrix, means)
    }
    case 'logistic-baseline':
      return (matrix) => baselineShap(model, matrix, background)
  }
}
