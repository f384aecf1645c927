/** Which rows a tree is grown on. */
import { openStream } from '@pratibimba/numerics/random'

export type RowSampling =
  | { readonly kind: 'all' }
  /** A fixed share without replacement, drawn anew every so many iterations (LightGBM's bagging). */
  | { readonly kind: 'bagging'; readonly share: number; readonly every: number }
  /** Each row by itself with this probability (XGBoost's subsample). */
  | { readonly kind: 'each'; readonly share: number }
  /** All rows of large gradients and some of the others, which then count for all of these (GOSS). */
  | { readonly kind: 'gradient'; readonly top: number; readonly other: number; readonly from: number }

/**
 * @param iteration counts iterations
 * @param gradients pairs (gradient, hessian), shape [outputs × rows × 2]; those of rows drawn for others are raised
 * @returns rows, ascending; undefined for all
 */
export type RowSampler = (iteration: number, gradients: Float32Array) => Uint32Array | undefined

export function openRowSampler(
  sampling: RowSampling,
  rows: number,
  outputs: number,
  seed: number,
): RowSampler {
  const stream = openStream(seed, 'rows-of-tree')
  if (sampling.kind === 'bagging' && sampling.share < 1) {
    let drawn = -1
    let bag: Uint32Array | undefined
    return (iteration) => {
      const turn = Math.floor(iteration / sampling.every)
      if (turn !== drawn) bag = exactShare(rows, Math.floor(rows * sampling.share), () => stream.at(turn))
      drawn = turn
      return bag
    }
  }
  if (sampling.kind === 'each' && sampling.share < 1)
    return (iteration) => {
      const random = stream.at(iteration)
      const limit = sampling.share * 2 ** 32
      const chosen = new Uint32Array(rows)
      let count = 0
      for (let row = 0; row < rows; row++) if (random.uint32() < limit) chosen[count++] = row
      return count === 0 ? chosen.subarray(0, 1) : chosen.subarray(0, count)
    }
  if (sampling.kind === 'gradient')
    return (iteration, gradients) => {
      if (iteration < sampling.from) return undefined
      const random = stream.at(iteration)
      return byGradient(sampling, gradients, rows, outputs, () => random.uint32() / 2 ** 32)
    }
  return () => undefined
}

/** `wanted` rows of all, each subset equally likely (Knuth's selection sampling). */
function exactShare(rows: number, wanted: number, open: () => { uint32(): number }): Uint32Array {
  const random = open()
  const chosen = new Uint32Array(Math.max(1, wanted))
  let count = 0
  for (let row = 0; row < rows && count < chosen.length; row++)
    if ((random.uint32() / 2 ** 32) * (rows - row) < chosen.length - count) chosen[count++] = row
  return chosen
}

/** LightGBM's gradient-based one-side sampling: rows by Σ|g·h|; the sampled rest is raised by (1 − top) / other. */
function byGradient(
  { top, other }: { top: number; other: number },
  gradients: Float32Array,
  rows: number,
  outputs: number,
  uniform: () => number,
): Uint32Array {
  const size = new Float64Array(rows)
  for (let k = 0; k < outputs; k++)
    for (let row = 0; row < rows; row++) {
      const at = 2 * (k * rows + row)
      size[row] += Math.abs(gradients[at] * gradients[at + 1])
    }
  const topRows = Math.max(1, Math.floor(rows * top))
  const otherRows = Math.max(1, Math.floor(rows * other))
  const limit = size.toSorted()[rows - topRows]
  const raise = (rows - topRows) / otherRows
  const chosen = new Uint32Array(rows)
  let count = 0
  let large = 0
  let sampled = 0
  for (let row = 0; row < rows; row++) {
    if (size[row] >= limit) {
      chosen[count++] = row
      large++
      continue
    }
    const left = rows - row - (topRows - large)
    if (uniform() >= (otherRows - sampled) / left) continue
    sampled++
    chosen[count++] = row
    for (let k = 0; k < outputs; k++) {
      const at = 2 * (k * rows + row)
      gradients[at] *= raise
      gradients[at + 1] *= raise
    }
  }
  return chosen.slice(0, count)
}
