/** A plain logistic regression on raw columns: what every other model must beat. */
import type { Feature, LabelledMatrix, Matrix } from '../../data/index.ts'
import { requireOutcome } from '../column-rows.ts'
import { fitLogistic, type LogisticParameters } from './logistic-regression.ts'

/** One term of the linear predictor, read from one input. */
export type BaselineTerm = {
  readonly input: number
  readonly coefficient: number
  /** Mean of the term's column over the training rows: the background of explanations. */
  readonly mean: number
} & (
  | { readonly kind: 'value'; readonly median: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'category'; readonly code: number }
)

export interface LogisticBaselineModel {
  readonly kind: 'logistic-baseline'
  readonly inputs: readonly Feature[]
  readonly intercept: number
  readonly terms: readonly BaselineTerm[]
  readonly warnings: readonly string[]
}

export interface BaselineParameters extends LogisticParameters {
  /** Of a categorical column, the most frequent levels that get an indicator of their own. */
  readonly maxLevels: number
}

/**
 * Numbers as they are, their median where they are missing, with an indicator of it; categories as indicators; a ridge on
 * the standardised columns (λ = 1 as default, scikit-learn's).
 *
 * Medians and levels are learnt from the given rows alone: inside a fold, when given a fold's rows.
 *
 * @throws RangeError as fitLogistic does, and when features and columns differ in number
 * @see docs/methods/logistic-regression.md
 */
export function fitLogisticBaseline(
  data: LabelledMatrix,
  features: readonly Feature[],
  parameters: Partial<BaselineParameters> = {},
): LogisticBaselineModel {
  const asked = { penalty: 1, standardise: true, maxLevels: 50, ...parameters }
  if (features.length !== data.columns.length)
    throw new RangeError(`fitLogisticBaseline: need ${data.columns.length} features, got ${features.length}`)
  requireOutcome('fitLogisticBaseline', data.rows, data.label, data.weight)
  const columns: Float64Array[] = []
  const names: string[] = []
  const drafts: Array<(coefficient: number, mean: number) => BaselineTerm> = []
  features.forEach((feature, input) => {
    const values = data.columns[input]
    const missing = values.map((x) => (Number.isNaN(x) ? 1 : 0))
    if (missing.includes(1)) {
      columns.push(missing)
      names.push(`${feature.name} is missing`)
      drafts.push((coefficient, mean) => ({ kind: 'missing', input, coefficient, mean }))
    }
    if (feature.kind === 'category') {
      for (const code of frequentCodes(values, asked.maxLevels)) {
        columns.push(values.map((x) => (x === code ? 1 : 0)))
        names.push(`${feature.name} = ${feature.categories?.[code] ?? code}`)
        drafts.push((coefficient, mean) => ({ kind: 'category', input, code, coefficient, mean }))
      }
    } else {
      const median = medianOf(values)
      columns.push(values.map((x) => (Number.isNaN(x) ? median : x)))
      names.push(feature.name)
      drafts.push((coefficient, mean) => ({ kind: 'value', input, median, coefficient, mean }))
    }
  })
  const fit = fitLogistic(columns, data.label, asked, data.weight)
  return {
    kind: 'logistic-baseline',
    inputs: features,
    intercept: fit.intercept,
    terms: drafts.map((draft, k) => draft(fit.coefficients[k], meanOf(columns[k], data.weight))),
    warnings: fit.warnings.map((text) => text.replace(/\bColumn (\d+)/g, (_, k) => names[Number(k)])),
  }
}

/**
 * Log-odds of label 1, shape [rows].
 *
 * @throws RangeError when the matrix has another number of columns than the model has inputs
 */
export function logisticBaselineRaw(model: LogisticBaselineModel, matrix: Matrix): Float64Array {
  if (matrix.columns.length !== model.inputs.length)
    throw new RangeError(
      `logisticBaselineRaw: need ${model.inputs.length} columns, got ${matrix.columns.length}`,
    )
  const raw = new Float64Array(matrix.rows).fill(model.intercept)
  for (const term of model.terms) {
    const values = matrix.columns[term.input]
    const { coefficient } = term
    for (let i = 0; i < raw.length; i++) {
      const x = values[i]
      if (term.kind === 'value') raw[i] += coefficient * (Number.isNaN(x) ? term.median : x)
      else if (term.kind === 'missing') raw[i] += Number.isNaN(x) ? coefficient : 0
      else raw[i] += x === term.code ? coefficient : 0
    }
  }
  return raw
}

/** Of the values present; 0 when there are none. */
function medianOf(values: Float64Array): number {
  const sorted = values.filter((x) => !Number.isNaN(x)).sort()
  if (sorted.length === 0) return 0
  const half = sorted.length >>> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

/** By falling frequency; equal ones by code. */
function frequentCodes(values: Float64Array, most: number): readonly number[] {
  const counts = new Map<number, number>()
  for (const x of values) if (x >= 0) counts.set(x, (counts.get(x) ?? 0) + 1)
  return [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || a - b).slice(0, most)
}

function meanOf(column: Float64Array, weight: Float64Array | undefined): number {
  let sum = 0
  let total = 0
  for (let i = 0; i < column.length; i++) {
    const w = weight === undefined ? 1 : weight[i]
    sum += w * column[i]
    total += w
  }
  return sum / total
}
