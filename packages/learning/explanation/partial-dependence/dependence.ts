/** Partial dependence: the mean score of all rows while one input is held at a value. */
import type { Feature, Matrix } from '../../data/index.ts'
import type { ScoringFunction } from '../population/index.ts'
import { type DependencePoint, gridOf, pointOf } from './grid.ts'
import { checkRows, inBlocks, scoresWith } from './held-scores.ts'

export interface DependenceOptions {
  /** Of the grid, at least 2; default 20. */
  readonly points?: number
  /** Values to hold instead of quantiles; codes, for categories; NaN is missing. */
  readonly values?: readonly number[]
  /** Whether curves are moved to a mean of 0 over the grid; default false. */
  readonly centred?: boolean
  /** Rows whose own curves are wanted (individual conditional expectation). */
  readonly curvesOf?: readonly number[]
  /** Of rows, ≥ 0; all 1 when absent. */
  readonly weight?: Float64Array
}

export interface DependenceCurve {
  readonly input: number
  readonly name: string
  readonly grid: readonly DependencePoint[]
  /** Shape [points]. */
  readonly mean: Float64Array
  /** 95% interval of the mean over rows: what other rows would have shown, for this model. Shape [points]. */
  readonly low: Float64Array
  readonly high: Float64Array
  /** One curve per row of `curvesOf`, shape [points] each. */
  readonly curves: readonly Float64Array[]
}

const NORMAL_95 = 1.959963984540054

/**
 * Partial dependence and individual curves of one input.
 *
 *   PD(v) = Σ_i w_i f(x_i with input = v) / Σ_i w_i,   se² = Σ w_i² (f_i(v) − PD(v))² / (Σ w_i)²
 *
 * Every row is scored at every point, at most 8,192 at a time.
 *
 * @throws RangeError when shapes, weights or options do not fit
 * @see docs/methods/partial-dependence-and-ale.md
 */
export function partialDependence(
  score: ScoringFunction,
  matrix: Matrix,
  features: readonly Feature[],
  input: number,
  options: DependenceOptions = {},
): DependenceCurve {
  checkRows('partialDependence', matrix, features.length, [input], options.weight)
  const grid = pointsOf(matrix, features, input, options)
  const points = grid.length
  const sums = new Float64Array(points)
  const weightSquares = { first: new Float64Array(points), second: new Float64Array(points), sum: 0 }
  const curves = (options.curvesOf ?? []).map(() => new Float64Array(points))
  const places = curvePlaces(matrix.rows, options.curvesOf ?? [])
  let total = 0
  // Squares are taken about the first row's curve, so that nothing large cancels.
  const origin = new Float64Array(points)
  inBlocks(matrix.rows, (from, count) => {
    const held = grid.map(({ value }) =>
      scoresWith(score, matrix, from, count, [[input, new Float64Array(count).fill(value)]]),
    )
    for (let i = 0; i < count; i++) {
      const centre = options.centred ? held.reduce((sum, scores) => sum + scores[i], 0) / points : 0
      const weight = options.weight?.[from + i] ?? 1
      total += weight
      weightSquares.sum += weight * weight
      for (let p = 0; p < points; p++) {
        const value = held[p][i] - centre
        if (from + i === 0) origin[p] = value
        const away = value - origin[p]
        sums[p] += weight * away
        weightSquares.first[p] += weight * weight * away
        weightSquares.second[p] += weight * weight * away * away
      }
      for (const place of places.get(from + i) ?? [])
        for (let p = 0; p < points; p++) curves[place][p] = held[p][i] - centre
    }
  })
  const mean = sums.map((sum, p) => origin[p] + sum / total)
  const half = sums.map((sum, p) => {
    const away = sum / total
    const squares =
      weightSquares.second[p] - 2 * away * weightSquares.first[p] + away * away * weightSquares.sum
    return (NORMAL_95 * Math.sqrt(Math.max(0, squares))) / total
  })
  return {
    input,
    name: features[input].name,
    grid,
    mean,
    low: mean.map((value, p) => value - half[p]),
    high: mean.map((value, p) => value + half[p]),
    curves,
  }
}

/** The grid that is asked for. */
export function pointsOf(
  matrix: Matrix,
  features: readonly Feature[],
  input: number,
  { points = 20, values }: Pick<DependenceOptions, 'points' | 'values'>,
): readonly DependencePoint[] {
  if (values !== undefined) {
    if (values.length === 0) throw new RangeError('partialDependence: need at least 1 value, got 0')
    return values.map((value) => pointOf(features[input], value))
  }
  if (!(Number.isInteger(points) && points >= 2))
    throw new RangeError(`partialDependence: need points >= 2, got ${points}`)
  return gridOf(features[input], matrix.columns[input], points)
}

function curvePlaces(rows: number, wanted: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>()
  wanted.forEach((row, place) => {
    if (!(Number.isInteger(row) && row >= 0 && row < rows))
      throw new RangeError(`partialDependence: need rows below ${rows} in curvesOf, got ${row}`)
    places.set(row, [...(places.get(row) ?? []), place])
  })
  return places
}
