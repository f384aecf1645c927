/** Shapley values of a plain regression: exact, because it is a sum. */
import type { Matrix } from '../../data/index.ts'
import type { BaselineTerm, LogisticBaselineModel } from '../../scorecard/index.ts'
import type { Explanation } from '../tree-shap/index.ts'

/**
 * Interventional Shapley values in log-odds against a background.
 *
 *   φ_j = Σ over the terms t of input j of β_t (x_t − E[x_t]),   expected = β₀ + Σ β_t E[x_t]
 *
 * @param background rows to average over; the training rows when absent
 * @returns values of shape [rows × inputs], row by row
 */
export function baselineShap(model: LogisticBaselineModel, matrix: Matrix, background?: Matrix): Explanation {
  const inputs = model.inputs.length
  const values = new Float64Array(matrix.rows * inputs)
  let expected = model.intercept
  for (const term of model.terms) {
    const mean = background === undefined ? term.mean : meanTerm(term, background)
    expected += term.coefficient * mean
    const column = matrix.columns[term.input]
    for (let i = 0; i < matrix.rows; i++)
      values[i * inputs + term.input] += term.coefficient * (termOf(term, column[i]) - mean)
  }
  return { values, expected: Float64Array.of(expected) }
}

function termOf(term: BaselineTerm, x: number): number {
  if (term.kind === 'value') return Number.isNaN(x) ? term.median : x
  return (term.kind === 'missing' ? Number.isNaN(x) : x === term.code) ? 1 : 0
}

function meanTerm(term: BaselineTerm, { columns, rows }: Matrix): number {
  let sum = 0
  for (let i = 0; i < rows; i++) sum += termOf(term, columns[term.input][i])
  return sum / rows
}
