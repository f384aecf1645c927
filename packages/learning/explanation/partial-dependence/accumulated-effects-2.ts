/** Second-order accumulated local effects: what two numbers do together beyond what each does alone. */
import { type Feature, type Matrix, takeRows } from '../../data/index.ts'
import type { ScoringFunction } from '../population/index.ts'
import { binEdges, binOf } from './bin-edges.ts'
import { checkRows, inBlocks, scoresWith } from './held-scores.ts'

export interface AccumulatedEffects2 {
  readonly inputs: readonly [number, number]
  readonly names: readonly [string, string]
  readonly edges: readonly [Float64Array, Float64Array]
  /** Row-major, shape [edges of the first × edges of the second]; no main effects, weighted mean 0. */
  readonly effect: Float64Array
  /** Weight of the rows in each cell; 0 where no row is and the effect is only carried over. Shape [bins × bins]. */
  readonly cellWeight: Float64Array
}

/**
 * Interaction of two numbers.
 *
 *   δ_kl = mean over rows of cell (k, l) of f(u, u) − f(l, u) − f(u, l) + f(l, l), summed over cells below, less its own main effects
 *
 * Empty cells count as without interaction.
 *
 * @throws RangeError when shapes, weights or options do not fit, or an input is no number or has one value
 * @see docs/methods/partial-dependence-and-ale.md
 */
export function accumulatedLocalEffects2(
  score: ScoringFunction,
  matrix: Matrix,
  features: readonly Feature[],
  inputs: readonly [number, number],
  { bins = 10, weight }: { bins?: number; weight?: Float64Array } = {},
): AccumulatedEffects2 {
  checkRows('accumulatedLocalEffects2', matrix, features.length, inputs, weight)
  for (const input of inputs)
    if (features[input].kind !== 'number')
      throw new RangeError(`accumulatedLocalEffects2: need numbers, got category ${features[input].name}`)
  const [a, b] = inputs
  const rows = Int32Array.from(
    Array.from({ length: matrix.rows }, (_, row) => row).filter(
      (row) => Number.isFinite(matrix.columns[a][row]) && Number.isFinite(matrix.columns[b][row]),
    ),
  )
  const own = takeRows({ rows: matrix.rows, columns: matrix.columns }, rows)
  if (rows.length === 0)
    throw new RangeError('accumulatedLocalEffects2: need a row with both inputs known, got none')
  const edges = [binEdges(own.columns[a], bins), binEdges(own.columns[b], bins)] as const
  if (edges[0].length < 2 || edges[1].length < 2)
    throw new RangeError('accumulatedLocalEffects2: need two different values of both inputs, got one')
  const [m, n] = [edges[0].length - 1, edges[1].length - 1]
  const cellWeight = new Float64Array(m * n)
  const step = new Float64Array(m * n)
  inBlocks(own.rows, (from, count) => {
    const binsA = own.columns[a].subarray(from, from + count).map((value) => binOf(edges[0], value))
    const binsB = own.columns[b].subarray(from, from + count).map((value) => binOf(edges[1], value))
    for (const [up, right, sign] of [
      [1, 1, 1],
      [0, 1, -1],
      [1, 0, -1],
      [0, 0, 1],
    ]) {
      const scores = scoresWith(score, own, from, count, [
        [a, binsA.map((bin) => edges[0][bin + up])],
        [b, binsB.map((bin) => edges[1][bin + right])],
      ])
      for (let i = 0; i < count; i++) {
        const w = weight?.[rows[from + i]] ?? 1
        step[binsA[i] * n + binsB[i]] += sign * w * scores[i]
        if (up === 1 && right === 1) cellWeight[binsA[i] * n + binsB[i]] += w
      }
    }
  })
  for (let cell = 0; cell < step.length; cell++) if (cellWeight[cell] > 0) step[cell] /= cellWeight[cell]
  const effect = withoutMainEffects(summed(step, m, n), cellWeight, m, n)
  return { inputs, names: [features[a].name, features[b].name], edges, effect, cellWeight }
}

/** Sums over cells below and left; shape [(m + 1) × (n + 1)]. */
function summed(step: Float64Array, m: number, n: number): Float64Array {
  const sums = new Float64Array((m + 1) * (n + 1))
  for (let k = 1; k <= m; k++)
    for (let l = 1; l <= n; l++)
      sums[k * (n + 1) + l] =
        step[(k - 1) * n + l - 1] +
        sums[(k - 1) * (n + 1) + l] +
        sums[k * (n + 1) + l - 1] -
        sums[(k - 1) * (n + 1) + l - 1]
  return sums
}

/** Takes away the first-order effects that the sums still hold, and their mean. */
function withoutMainEffects(sums: Float64Array, weight: Float64Array, m: number, n: number): Float64Array {
  const at = (k: number, l: number) => sums[k * (n + 1) + l]
  const first = new Float64Array(m + 1)
  for (let k = 0; k < m; k++) {
    let sum = 0
    let total = 0
    for (let l = 0; l < n; l++) {
      const w = weight[k * n + l]
      total += w
      sum += (w * (at(k + 1, l) - at(k, l) + at(k + 1, l + 1) - at(k, l + 1))) / 2
    }
    first[k + 1] = first[k] + (total > 0 ? sum / total : 0)
  }
  const second = new Float64Array(n + 1)
  for (let l = 0; l < n; l++) {
    let sum = 0
    let total = 0
    for (let k = 0; k < m; k++) {
      const w = weight[k * n + l]
      total += w
      sum += (w * (at(k, l + 1) - at(k, l) + at(k + 1, l + 1) - at(k + 1, l))) / 2
    }
    second[l + 1] = second[l] + (total > 0 ? sum / total : 0)
  }
  const pure = sums.map((sum, i) => sum - first[Math.floor(i / (n + 1))] - second[i % (n + 1)])
  let mean = 0
  let total = 0
  for (let k = 0; k < m; k++)
    for (let l = 0; l < n; l++) {
      const w = weight[k * n + l]
      const corner = k * (n + 1) + l
      mean += (w * (pure[corner] + pure[corner + 1] + pure[corner + n + 1] + pure[corner + n + 2])) / 4
      total += w
    }
  return pure.map((value) => value - mean / total)
}
