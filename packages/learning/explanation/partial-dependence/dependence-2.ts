/** Partial dependence on two inputs together. */
import type { Feature, Matrix } from '../../data/index.ts'
import type { ScoringFunction } from '../population/index.ts'
import { pointsOf } from './dependence.ts'
import type { DependencePoint } from './grid.ts'
import { checkRows, inBlocks, scoresWith } from './held-scores.ts'

export interface DependenceSurface {
  readonly inputs: readonly [number, number]
  readonly names: readonly [string, string]
  readonly grids: readonly [readonly DependencePoint[], readonly DependencePoint[]]
  /** Row-major, shape [points of the first × points of the second]. */
  readonly mean: Float64Array
}

export interface DependenceOptions2 {
  /** Of each grid, at least 2; default 10. */
  readonly points?: number
  /** Values to hold instead of quantiles, for each input. */
  readonly values?: readonly [readonly number[], readonly number[]]
  /** Of rows, ≥ 0; all 1 when absent. */
  readonly weight?: Float64Array
}

/**
 * Mean score of all rows while two inputs are held: rows × points² scores.
 *
 * @throws RangeError when shapes, weights or options do not fit
 * @see docs/methods/partial-dependence-and-ale.md
 */
export function partialDependence2(
  score: ScoringFunction,
  matrix: Matrix,
  features: readonly Feature[],
  inputs: readonly [number, number],
  options: DependenceOptions2 = {},
): DependenceSurface {
  checkRows('partialDependence2', matrix, features.length, inputs, options.weight)
  const [a, b] = inputs
  const points = options.points ?? 10
  const gridOf = (input: number, values?: readonly number[]) =>
    pointsOf(matrix, features, input, { points, ...(values && { values }) })
  const grids = [gridOf(a, options.values?.[0]), gridOf(b, options.values?.[1])] as const
  const mean = new Float64Array(grids[0].length * grids[1].length)
  let total = 0
  for (let row = 0; row < matrix.rows; row++) total += options.weight?.[row] ?? 1
  inBlocks(matrix.rows, (from, count) => {
    grids[0].forEach((first, i) => {
      const held = new Float64Array(count).fill(first.value)
      grids[1].forEach((second, j) => {
        const scores = scoresWith(score, matrix, from, count, [
          [a, held],
          [b, new Float64Array(count).fill(second.value)],
        ])
        let sum = 0
        for (let row = 0; row < count; row++) sum += (options.weight?.[from + row] ?? 1) * scores[row]
        mean[i * grids[1].length + j] += sum / total
      })
    })
  })
  return { inputs, names: [features[a].name, features[b].name], grids, mean }
}
