/** A credit model ready for use: scored and explained row by row, or in columns. */
import { type Calibrator, calibrateOne } from '@pratibimba/learning/calibration'
import { DataError, type Matrix, UNKNOWN_CATEGORY } from '@pratibimba/learning/data'
import { explainerOf } from '@pratibimba/learning/explanation/contributions'
import { type Model, rawScores, type TreeModel } from '@pratibimba/learning/models'
import { rowScorer } from '@pratibimba/learning/trees/predict'
import { logit } from '@pratibimba/numerics/distributions'
import { AGE_FEATURE, type CreditModelBundle } from './credit-model.ts'

/** Values of features by wire name; null and NaN are missing. */
export type FeatureValues = Readonly<Record<string, number | string | null>>

export interface CreditModel {
  readonly bundle: CreditModelBundle
  /** Features in the order of the model. @throws DataError naming a feature that is not there */
  rowOf(values: FeatureValues): Float64Array
  /** Calibrated probability of going bad. */
  probability(row: Float64Array): number
  /** The same for every row of a matrix. */
  probabilities(matrix: Matrix): Float64Array
  /** Log-odds of being GOOD that each feature adds against typical good applicants, shape [rows × features]. */
  contributions(matrix: Matrix): Float64Array
}

/** Ages that are tried to see that growing older never counts against anyone. */
const AGES = { from: 18, to: 100 }

/**
 * Prepares a model; the explainer is made when first asked for and kept.
 *
 * @throws DataError when the model reads age and growing older raises the probability of going bad somewhere
 * @see docs/methods/credit-decisions.md
 */
export function creditModel(bundle: CreditModelBundle): CreditModel {
  const { features, trained } = bundle
  const { model, calibrator } = trained
  const raw = rawOfRow(model)
  let explain: ReturnType<typeof explainerOf> | undefined
  const places = features.map(
    ({ categories }) => new Map(categories?.map((label, code) => [label, code] as const)),
  )
  const opened: CreditModel = {
    bundle,
    rowOf(values) {
      const row = new Float64Array(features.length)
      for (let f = 0; f < row.length; f++) {
        const { id, kind } = features[f]
        const value = Object.hasOwn(values, id) ? values[id] : undefined
        if (value === undefined)
          throw new DataError(`The model reads ${id}, and the application has no such feature.`, id)
        if (value === null) row[f] = Number.NaN
        else if (typeof value === 'string') {
          if (kind !== 'category') throw new DataError(`${id} is a number, not a text.`, id)
          row[f] = places[f].get(value) ?? UNKNOWN_CATEGORY
        } else row[f] = Number.isFinite(value) ? value + 0 : Number.NaN
      }
      return row
    },
    probability: (row) => calibrateOne(calibrator, raw(row)),
    probabilities: (matrix) => rawScores(model, matrix).map((score) => calibrateOne(calibrator, score)),
    contributions(matrix) {
      explain ??= explainerOf(model, bundle.background)
      const { values, expected } = explain.explain(matrix)
      const scale = explain.scale === 'probability' ? 'probability' : 'log-odds'
      return towardsGood(values, expected[0], matrix.rows, features.length, scale)
    },
  }
  requireFairAge(opened)
  return opened
}

/**
 * Contributions in log-odds of being good.
 *
 * Log-odds change their sign. Contributions to a probability are stretched so that they still add up:
 *
 *   φ'_j = −φ_j · (logit p − logit p₀) / (p − p₀),   p = p₀ + Σ φ_j;   where p = p₀, 1 / (p (1 − p))
 */
function towardsGood(
  values: Float64Array,
  expected: number,
  rows: number,
  features: number,
  scale: Calibrator['scale'],
): Float64Array {
  const good = new Float64Array(values.length)
  for (let row = 0; row < rows; row++) {
    const from = row * features
    let stretch = 1
    if (scale === 'probability') {
      let sum = 0
      for (let f = 0; f < features; f++) sum += values[from + f]
      const p = inside(expected + sum)
      const usual = inside(expected)
      stretch = Math.abs(p - usual) < 1e-9 ? 1 / (p * (1 - p)) : (logit(p) - logit(usual)) / (p - usual)
    }
    for (let f = 0; f < features; f++) good[from + f] = 0 - stretch * values[from + f]
  }
  return good
}

const inside = (p: number): number => Math.min(Math.max(p, 1e-6), 1 - 1e-6)

/** Raw scores of single rows: as those of a matrix, to the bit, and without making one where the model is trees. */
function rawOfRow(model: Model): (row: Float64Array) => number {
  if (model.kind === 'trees' && readsInputsAsTheyAre(model)) {
    const score = rowScorer(model.ensemble)
    const out = new Float64Array(1)
    return (row) => {
      score(row, out)
      return out[0]
    }
  }
  return (row) => rawScores(model, matrixOf(row))[0]
}

function readsInputsAsTheyAre({ columns, inputs, ensemble }: TreeModel): boolean {
  return (
    ensemble.outputs === 1 &&
    columns.length === inputs.length &&
    columns.every((source, f) => source.kind === 'input' && source.input === f)
  )
}

/** A row as a matrix of one. */
export function matrixOf(row: Float64Array): Matrix {
  return { rows: 1, columns: Array.from(row, (value) => Float64Array.of(value)) }
}

/** Of each profile of the background at every age: a year more may never raise the probability of going bad. */
function requireFairAge(model: CreditModel): void {
  const { bundle } = model
  const place = bundle.features.findIndex(({ id }) => id === AGE_FEATURE)
  if (place < 0) return
  const { background } = bundle
  const ages = AGES.to - AGES.from + 1
  const columns = background.columns.map((values, feature) =>
    Float64Array.from({ length: background.rows * ages }, (_, at) =>
      feature === place ? AGES.from + (at % ages) : values[Math.floor(at / ages)],
    ),
  )
  const bad = model.probabilities({ rows: background.rows * ages, columns })
  for (let at = 0; at < bad.length; at++)
    if (at % ages > 0 && bad[at] > bad[at - 1] + 1e-12)
      throw new DataError(
        `The model counts a higher age against applicants: at ${AGES.from + (at % ages)} years the probability of going bad rises. Train it with a falling direction for age, or without age.`,
        AGE_FEATURE,
      )
}
