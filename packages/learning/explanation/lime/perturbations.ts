/** Rows that might have been: every input drawn from its own marginal, independently. */
import { openStream } from '@pratibimba/numerics/random'
import type { Matrix } from '../../data/index.ts'
import { type InputMarginal, quantileOf, stepNear } from '../population/index.ts'

/**
 * Draws rows; row i of repeat r is the same however many others are drawn.
 *
 * Numbers follow their percentiles, linearly between them, on their own grid of steps; categories their frequencies.
 * Values are missing as often as in training.
 *
 * @returns shape [rows × inputs]
 */
export function perturbations(
  marginals: readonly InputMarginal[],
  rows: number,
  seed: number,
  repeat: number,
): Matrix {
  const stream = openStream(seed, 'lime')
  const columns = marginals.map(() => new Float64Array(rows))
  const cumulative = marginals.map((marginal) =>
    marginal.kind === 'category' ? runningSum(marginal.shares) : undefined,
  )
  for (let row = 0; row < rows; row++) {
    stream.at(repeat * rows + row)
    for (let input = 0; input < marginals.length; input++)
      columns[input][row] = draw(marginals[input], cumulative[input], stream.uniform())
  }
  return { rows, columns }
}

function draw(marginal: InputMarginal, cumulative: Float64Array | undefined, uniform: number): number {
  const { missingShare } = marginal
  if (uniform < missingShare) return Number.NaN
  const p = (uniform - missingShare) / (1 - missingShare)
  if (marginal.kind === 'number')
    return marginal.quantiles.length === 0 ? Number.NaN : stepNear(quantileOf(marginal, p), marginal.step)
  let code = 0
  while (code < cumulative!.length - 1 && p >= cumulative![code]) code++
  return marginal.codes[code] ?? Number.NaN
}

function runningSum(shares: Float64Array): Float64Array {
  let sum = 0
  return shares.map((share) => (sum += share))
}
