/** Mean differences of scores between neighbouring values, over the rows that are there. */
import { type Matrix, takeRows } from '../../data/index.ts'
import type { ScoringFunction } from '../population/index.ts'
import { binOf } from './bin-edges.ts'
import { inBlocks, scoresWith } from './held-scores.ts'

export interface LocalSteps {
  /** Mean difference between points k and k + 1, its variance, and its covariance with the next; shape [points − 1]. */
  readonly step: Float64Array
  readonly variance: Float64Array
  readonly covariance: Float64Array
  /** Weight share of the bin below each edge (0 for the first), or of each category; shape [points]. */
  readonly share: Float64Array
  /** Weight share of rows of other categories. */
  readonly leftOut: number
}

/** Each row of a bin at both edges. */
export function numberSteps(
  score: ScoringFunction,
  matrix: Matrix,
  input: number,
  edges: Float64Array,
  weight: Float64Array | undefined,
): LocalSteps {
  const rows = rowsWhere(matrix.columns[input], Number.isFinite)
  const own = takeRows({ rows: matrix.rows, columns: matrix.columns }, rows)
  const weights = weightsOf(rows, weight)
  const share = new Float64Array(edges.length)
  if (edges.length === 1) {
    share[0] = 1
    return { step: share.slice(1), variance: share.slice(1), covariance: share.slice(1), share, leftOut: 0 }
  }
  const bins = Int32Array.from(own.columns[input], (value) => binOf(edges, value))
  const upper = scoresAt(score, own, input, (row) => edges[bins[row] + 1])
  const lower = scoresAt(score, own, input, (row) => edges[bins[row]])
  const difference = upper.map((value, row) => value - lower[row])
  for (let row = 0; row < rows.length; row++) share[bins[row] + 1] += weights[row]
  return { ...stepMoments(edges.length - 1, bins, weights, difference), share: shares(share), leftOut: 0 }
}

/** Each row of a category as the one before and the one after. */
export function categorySteps(
  score: ScoringFunction,
  matrix: Matrix,
  input: number,
  order: Float64Array,
  weight: Float64Array | undefined,
): LocalSteps {
  const placeOf = new Map(Array.from(order, (code, place) => [code, place]))
  const known = rowsWhere(matrix.columns[input], (code) => !Number.isNaN(code))
  const rows = known.filter((row) => placeOf.has(matrix.columns[input][row]))
  const own = takeRows({ rows: matrix.rows, columns: matrix.columns }, rows)
  const weights = weightsOf(rows, weight)
  const places = Int32Array.from(own.columns[input], (code) => placeOf.get(code)!)
  const share = new Float64Array(order.length)
  const last = order.length - 1
  const [before, at, after] = [-1, 0, 1].map((by) =>
    scoresAt(score, own, input, (row) => order[Math.max(0, Math.min(last, places[row] + by))]),
  )
  for (let row = 0; row < rows.length; row++) share[places[row]] += weights[row]
  const moments = stepMoments(
    last,
    places,
    weights,
    after.map((value, row) => value - at[row]),
    at.map((value, row) => value - before[row]),
  )
  const all = weightsOf(known, weight).reduce((sum, w) => sum + w, 0)
  const shown = weights.reduce((sum, w) => sum + w, 0)
  return { ...moments, share: shares(share), leftOut: all > 0 ? Math.max(0, 1 - shown / all) : 0 }
}

/** Rows where the input is missing, against themselves at a usual value; nothing when there are none. */
export function missingStep(
  score: ScoringFunction,
  matrix: Matrix,
  input: number,
  usual: number,
  weight: Float64Array | undefined,
): { effect: number; error: number; share: number } | undefined {
  const rows = rowsWhere(matrix.columns[input], Number.isNaN)
  const weights = weightsOf(rows, weight)
  const sum = weights.reduce((total, w) => total + w, 0)
  if (sum === 0) return undefined
  const own = takeRows({ rows: matrix.rows, columns: matrix.columns }, rows)
  const missing = scoresAt(score, own, input, () => Number.NaN)
  const known = scoresAt(score, own, input, () => usual)
  const difference = missing.map((value, row) => value - known[row])
  const { step, variance } = stepMoments(1, new Int32Array(rows.length), weights, difference)
  const total = weight?.reduce((all, w) => all + w, 0) ?? matrix.rows
  return { effect: step[0], error: Math.sqrt(variance[0]), share: sum / total }
}

function scoresAt(
  score: ScoringFunction,
  matrix: Matrix,
  input: number,
  valueAt: (row: number) => number,
): Float64Array {
  const scores = new Float64Array(matrix.rows)
  inBlocks(matrix.rows, (from, count) => {
    const values = Float64Array.from({ length: count }, (_, i) => valueAt(from + i))
    scores.set(scoresWith(score, matrix, from, count, [[input, values]]), from)
  })
  return scores
}

/**
 * Weighted means by step, and their variances and covariances over rows: Σ w² (d − δ)(d′ − δ′) / (W W′).
 *
 * @param place  of each row: `after` belongs to the step of this number, `before` to the step below; outside, to none
 */
function stepMoments(
  steps: number,
  place: Int32Array,
  weights: Float64Array,
  after: Float64Array,
  before?: Float64Array,
): Pick<LocalSteps, 'step' | 'variance' | 'covariance'> {
  const total = new Float64Array(steps)
  const step = new Float64Array(steps)
  const add = (k: number, weight: number, difference: number): void => {
    total[k] += weight
    step[k] += weight * difference
  }
  for (let row = 0; row < place.length; row++) {
    const k = place[row]
    if (k < steps) add(k, weights[row], after[row])
    if (before !== undefined && k > 0) add(k - 1, weights[row], before[row])
  }
  for (let k = 0; k < steps; k++) step[k] = total[k] > 0 ? step[k] / total[k] : 0
  const variance = new Float64Array(steps)
  const covariance = new Float64Array(steps)
  for (let row = 0; row < place.length; row++) {
    if (weights[row] === 0) continue
    const k = place[row]
    const high = k < steps ? (weights[row] * (after[row] - step[k])) / total[k] : 0
    if (k < steps) variance[k] += high * high
    if (before === undefined || k === 0) continue
    const low = (weights[row] * (before[row] - step[k - 1])) / total[k - 1]
    variance[k - 1] += low * low
    if (k < steps) covariance[k - 1] += low * high
  }
  return { step, variance, covariance }
}

function rowsWhere(values: Float64Array, fits: (value: number) => boolean): Int32Array {
  const rows: number[] = []
  for (let row = 0; row < values.length; row++) if (fits(values[row])) rows.push(row)
  return Int32Array.from(rows)
}

function weightsOf(rows: Int32Array, weight: Float64Array | undefined): Float64Array {
  return Float64Array.from(rows, (row) => weight?.[row] ?? 1)
}

function shares(weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, w) => sum + w, 0)
  return total > 0 ? weights.map((w) => w / total) : weights
}
