/** Outliers drawn in to quantiles of the training rows. */
import { quantiles } from '@pratibimba/numerics/statistics'
import type { Feature, Matrix } from '../data/index.ts'
import { requireColumns } from './columns.ts'

export interface Clipping {
  /** Bounds of each column, −∞ and ∞ where nothing is clipped; shape [columns]. */
  readonly lower: Float64Array
  readonly upper: Float64Array
}

/**
 * Learns bounds from training rows: quantiles of type 7 of the values that are not missing.
 *
 * @param lower probability of the lower bound, in [0, upper]; nothing is clipped below when absent
 * @param upper probability of the upper bound, in [lower, 1]; .99 when absent
 * @throws RangeError when features and columns differ in number, or a probability lies outside its range
 */
export function fitClipping(
  train: Matrix,
  features: readonly Feature[],
  { lower, upper = 0.99 }: { readonly lower?: number; readonly upper?: number } = {},
): Clipping {
  requireColumns('fitClipping', train, features.length)
  if (!(upper >= (lower ?? 0) && upper <= 1 && (lower ?? 0) >= 0))
    throw new RangeError(`fitClipping: need 0 <= lower <= upper <= 1, got ${lower ?? 0} and ${upper}`)
  const clipping = {
    lower: new Float64Array(features.length).fill(Number.NEGATIVE_INFINITY),
    upper: new Float64Array(features.length).fill(Number.POSITIVE_INFINITY),
  }
  train.columns.forEach((column, c) => {
    if (features[c].kind === 'category') return
    const known = column.filter((value) => !Number.isNaN(value))
    if (known.length === 0) return
    const bounds = quantiles(known, [lower ?? 0, upper])
    if (lower !== undefined) clipping.lower[c] = bounds[0]
    clipping.upper[c] = bounds[1]
  })
  return clipping
}

/**
 * Draws values in to the bounds; missing ones stay missing.
 *
 * @throws RangeError when the matrix has another number of columns
 */
export function applyClipping<M extends Matrix>(clipping: Clipping, matrix: M): M {
  requireColumns('applyClipping', matrix, clipping.lower.length)
  const columns = matrix.columns.map((column, c) =>
    clipping.lower[c] === Number.NEGATIVE_INFINITY && clipping.upper[c] === Number.POSITIVE_INFINITY
      ? column
      : column.map((value) => Math.min(Math.max(value, clipping.lower[c]), clipping.upper[c])),
  )
  return { ...matrix, columns }
}
