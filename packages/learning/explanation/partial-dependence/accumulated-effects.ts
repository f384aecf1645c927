/** Accumulated local effects: how the score changes with an input among rows that have about that value. */
import type { Feature, Matrix } from '../../data/index.ts'
import type { ScoringFunction } from '../population/index.ts'
import { binEdges } from './bin-edges.ts'
import { type DependencePoint, mostFrequent, pointOf } from './grid.ts'
import { checkRows } from './held-scores.ts'
import { categorySteps, type LocalSteps, missingStep, numberSteps } from './local-steps.ts'
import { similarityOrder } from './similarity-order.ts'

export interface AleOptions {
  /** Bins of a number of about as many rows each; the most frequent categories that are shown. Default 20. */
  readonly bins?: number
  /** Of rows, ≥ 0; all 1 when absent. */
  readonly weight?: Float64Array
}

export interface AccumulatedEffects {
  readonly input: number
  readonly name: string
  /** Edges of bins, ascending; or categories, neighbours alike in the other inputs. */
  readonly grid: readonly DependencePoint[]
  /** Weighted mean 0 over the rows; shape [points]. */
  readonly effect: Float64Array
  /** 95% interval over rows: what other rows would have shown, for this model and these bins. Shape [points]. */
  readonly low: Float64Array
  readonly high: Float64Array
  /** Weight share of the rows in the bin below each edge (0 for the first), or of each category; of rows with the value known. */
  readonly share: Float64Array
  /** Rows where the input is missing, against the same rows with its median or its most frequent category. */
  readonly missing?: {
    readonly effect: number
    readonly low: number
    readonly high: number
    readonly share: number
  }
  /** Weight share of rows whose category is not shown. */
  readonly leftOut: number
}

const NORMAL_95 = 1.959963984540054

/**
 * First-order accumulated local effects.
 *
 *   δ_k = mean over rows of bin k of [f(upper edge) − f(lower edge)],  g_k = δ_1 + … + δ_k,  ALE = g − mean of g over rows
 *
 * A row of a bin counts as the mean of its two edges. Between neighbouring categories δ is the mean over the rows of both. Intervals follow from the spread of differences
 * inside bins, carried through sum and centring.
 *
 * @throws RangeError when shapes, weights or options do not fit, or the input is never known
 * @see Apley, Zhu 2020, "Visualizing the effects of predictor variables in black box supervised learning models"
 * @see docs/methods/partial-dependence-and-ale.md
 */
export function accumulatedLocalEffects(
  score: ScoringFunction,
  matrix: Matrix,
  features: readonly Feature[],
  input: number,
  { bins = 20, weight }: AleOptions = {},
): AccumulatedEffects {
  checkRows('accumulatedLocalEffects', matrix, features.length, [input], weight)
  if (!(Number.isInteger(bins) && bins >= 2))
    throw new RangeError(`accumulatedLocalEffects: need bins >= 2, got ${bins}`)
  const feature = features[input]
  const column = matrix.columns[input]
  const known = column.filter(Number.isFinite)
  if (known.length === 0)
    throw new RangeError(`accumulatedLocalEffects: need a known value of ${feature.name}, got none`)
  const values =
    feature.kind === 'number'
      ? binEdges(known, bins)
      : similarityOrder(matrix, features, input, mostFrequent(known, bins), weight)
  const steps =
    feature.kind === 'number'
      ? numberSteps(score, matrix, input, values, weight)
      : categorySteps(score, matrix, input, values, weight)
  const { effect, error } = accumulate(steps, feature.kind === 'number')
  const around = (sign: number) => effect.map((value, k) => value + sign * NORMAL_95 * error[k])
  const usual = usualPoint(values, steps, feature.kind === 'number')
  const missing = missingStep(score, matrix, input, values[usual], weight)
  return {
    input,
    name: feature.name,
    grid: Array.from(values, (value) => pointOf(feature, value)),
    effect,
    low: around(-1),
    high: around(1),
    share: steps.share,
    ...(missing && {
      missing: {
        effect: effect[usual] + missing.effect,
        low: effect[usual] + missing.effect - NORMAL_95 * missing.error,
        high: effect[usual] + missing.effect + NORMAL_95 * missing.error,
        share: missing.share,
      },
    }),
    leftOut: steps.leftOut,
  }
}

/** Sums steps and centres them; every effect is a linear function of the steps, and so is its variance a quadratic one. */
function accumulate(steps: LocalSteps, edges: boolean): { effect: Float64Array; error: Float64Array } {
  const { step, variance, covariance, share } = steps
  const points = step.length + 1
  // Centre = Σ_j step_j · (share of rows above step j, those in its bin counted half).
  const above = new Float64Array(step.length)
  let beyond = 0
  for (let j = step.length - 1; j >= 0; j--) {
    above[j] = edges ? beyond + share[j + 1] / 2 : beyond + share[j + 1]
    beyond += share[j + 1]
  }
  const effect = new Float64Array(points)
  const error = new Float64Array(points)
  for (let k = 0; k < points; k++) {
    let sum = 0
    let square = 0
    for (let j = 0; j < step.length; j++) {
      const part = (j < k ? 1 : 0) - above[j]
      sum += part * step[j]
      square += part * part * variance[j]
      if (j > 0) square += 2 * part * ((j - 1 < k ? 1 : 0) - above[j - 1]) * covariance[j - 1]
    }
    effect[k] = sum
    error[k] = Math.sqrt(Math.max(0, square))
  }
  return { effect, error }
}

/** The point next to the median, or the most frequent category. */
function usualPoint(values: ArrayLike<number>, { share }: LocalSteps, edges: boolean): number {
  let place = 0
  if (edges) {
    for (let sum = share[0]; place < values.length - 1 && sum + share[place + 1] / 2 < 0.5; place++)
      sum += share[place + 1]
    return place
  }
  for (let k = 1; k < values.length; k++) if (share[k] > share[place]) place = k
  return place
}
