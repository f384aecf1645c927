/** A warning model ready for use: its trees lie prepared for scoring and explaining. */

import type { Matrix } from '@pratibimba/learning/data'
import {
  type Explanation,
  interventionalShap,
  pathDependentShap,
} from '@pratibimba/learning/explanation/tree-shap'
import { rawScores, rowScorer } from '@pratibimba/learning/trees/predict'
import { combinedTrees } from './combined-trees.ts'
import type { WarningBundle } from './warning-bundle.ts'

/**
 * `interventional`: against typical profiles of the population; what drivers are taken from. `path-dependent`: against
 * training rows as the trees know them; faster for large batches.
 */
export type DriverKind = 'interventional' | 'path-dependent'

export interface WarningModel {
  readonly bundle: WarningBundle
  readonly trees: ReturnType<typeof combinedTrees>
  /** Log-odds of a row, shape [features]. */
  scoreRow(row: Float64Array): number
  /** Keys by which days to failure go, shape [rows]. */
  timingKeys(matrix: Matrix, probability: Float64Array): Float64Array
  /** The key of one row. */
  timingKey(row: Float64Array, probability: number): number
  /** Contributions in log-odds, shape [rows × features], that add up, with `expected`, to the log-odds. */
  explain(kind: DriverKind, matrix: Matrix): Explanation
}

/** Prepares a model; explainers are made when first asked for and kept. */
export function warningModel(bundle: WarningBundle): WarningModel {
  const trees = combinedTrees(bundle.learners)
  const score = rowScorer(trees)
  const out = new Float64Array(1)
  const days = bundle.timing.trees?.ensemble
  const scoreDays = days && rowScorer(days)
  const explainers = new Map<DriverKind, ReturnType<typeof pathDependentShap>>()
  return {
    bundle,
    trees,
    scoreRow(row) {
      score(row, out)
      return out[0]
    },
    timingKeys: (matrix, probability) => (days === undefined ? probability : rawScores(days, matrix)),
    timingKey(row, probability) {
      if (scoreDays === undefined) return probability
      scoreDays(row, out)
      return out[0]
    },
    explain(kind, matrix) {
      let explainer = explainers.get(kind)
      if (explainer === undefined) {
        explainer =
          kind === 'interventional' ? interventionalShap(trees, bundle.background) : pathDependentShap(trees)
        explainers.set(kind, explainer)
      }
      return explainer.explain(matrix)
    },
  }
}
