/** Reasons from interventional contributions: what moved the score away from usual cases, to the adverse side. */
import type { Feature, Matrix } from '../../data/index.ts'
import { inputsOf, type Model, outputsOf } from '../../models/index.ts'
import { explainerOf } from '../contributions/index.ts'
import { groupInputs, type RowReasons, rankReasons } from './rank-reasons.ts'
import { type ReasonTable, reasonTable } from './reason-table.ts'
import { directionsAgainst } from './usual-values.ts'

export type { Reason, ReasonInput, RowReasons } from './rank-reasons.ts'

export interface ReasonOptions {
  /** Which scores are adverse: `high` (default) where the model scores the bad event, `low` where it scores the good. */
  readonly adverse?: 'high' | 'low'
  /** Reasons of a row, at most; default 4. */
  readonly most?: number
  /** Inputs that are never named: protected ones. Their contributions are not shared out to others. */
  readonly unnamed?: readonly string[]
  /** Of a model with several outputs. */
  readonly output?: number
}

export interface ReasonExplainer {
  readonly basis: 'interventional'
  readonly tableVersion: string
  /** Unit of the contributions. */
  readonly scale: 'log-odds' | 'probability' | 'value'
  /** @returns one per row */
  explain(matrix: Matrix): readonly RowReasons[]
}

/**
 * Reasons out of contributions that were computed already, such as those an answer shows beside its reasons.
 *
 * @param background rows of usual cases, in the order of `features`
 * @returns from rows and their contributions to a score with one output, shape [rows × features], to one answer per row
 * @throws RangeError when the table or an option cannot be
 * @see docs/methods/reason-codes.md
 */
export function reasonRanker(
  features: readonly Feature[],
  background: Matrix,
  table: ReasonTable,
  { adverse = 'high', most = 4, unnamed = [] }: Omit<ReasonOptions, 'output'> = {},
): (matrix: Matrix, contributions: Float64Array) => readonly RowReasons[] {
  if (!(Number.isInteger(most) && most >= 1)) throw new RangeError(`reasons: need most >= 1, got ${most}`)
  const groups = groupInputs(features, reasonTable(table), unnamed)
  const directionOf = directionsAgainst(features, background)
  const sign = adverse === 'high' ? 1 : -1
  return (matrix, contributions) => {
    if (contributions.length !== matrix.rows * features.length)
      throw new RangeError(
        `reasons: need ${matrix.rows * features.length} contributions, got ${contributions.length}`,
      )
    return Array.from({ length: matrix.rows }, (_, row) => {
      const own = Float64Array.from(
        features,
        (_, input) => sign * contributions[row * features.length + input],
      )
      const direction = (input: number) => directionOf(input, matrix.columns[input][row])
      return rankReasons(features, groups, own, direction, most)
    })
  }
}

/**
 * Prepares reasons for a model.
 *
 *   contribution of a reason = Σ of the interventional Shapley values of its inputs
 *
 * @param background rows of usual cases, such as about 100 approved applicants; who they are is part of every reason
 * @throws RangeError when the table, an option or the background cannot be
 * @see docs/methods/reason-codes.md
 */
export function reasonExplainer(
  model: Model,
  background: Matrix,
  table: ReasonTable,
  { adverse = 'high', most = 4, unnamed = [], output }: ReasonOptions = {},
): ReasonExplainer {
  const features = inputsOf(model)
  const outputs = outputsOf(model)
  if (!(Number.isInteger(most) && most >= 1)) throw new RangeError(`reasons: need most >= 1, got ${most}`)
  if (outputs > 1 && output === undefined)
    throw new RangeError(`reasons: need an output of a model with ${outputs}, got none`)
  const chosen = output ?? 0
  if (!(Number.isInteger(chosen) && chosen >= 0 && chosen < outputs))
    throw new RangeError(`reasons: need an output below ${outputs}, got ${output}`)
  const rank = reasonRanker(features, background, table, { adverse, most, unnamed })
  const explainer = explainerOf(model, background)
  return {
    basis: 'interventional',
    tableVersion: table.version,
    scale: explainer.scale,
    explain(matrix) {
      const { values } = explainer.explain(matrix)
      const own = outputs === 1 ? values : values.filter((_, place) => place % outputs === chosen)
      return rank(matrix, own)
    },
  }
}
