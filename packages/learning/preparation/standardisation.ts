/** Numbers in standard deviations from their mean. */
import type { Feature, Matrix } from '../data/index.ts'
import { requireColumns } from './columns.ts'

export interface Standardisation {
  /** Shape [columns]; 0 and 1 for categories, and a deviation of 1 for constant columns. */
  readonly mean: Float64Array
  readonly deviation: Float64Array
}

/**
 * Learns mean and standard deviation (of the population, 1/n) of training rows that are not missing.
 *
 * @throws RangeError when features and columns differ in number
 */
export function fitStandardisation(train: Matrix, features: readonly Feature[]): Standardisation {
  requireColumns('fitStandardisation', train, features.length)
  const mean = new Float64Array(features.length)
  const deviation = new Float64Array(features.length).fill(1)
  train.columns.forEach((column, c) => {
    const known = column.filter((value) => !Number.isNaN(value))
    if (features[c].kind === 'category' || known.length === 0) return
    mean[c] = known.reduce((sum, value) => sum + value, 0) / known.length
    const variance = known.reduce((sum, value) => sum + (value - mean[c]) ** 2, 0) / known.length
    if (variance > 0) deviation[c] = Math.sqrt(variance)
  })
  return { mean, deviation }
}

/**
 * (x − mean)/deviation; missing stays missing.
 *
 * @throws RangeError when the matrix has another number of columns
 */
export function applyStandardisation<M extends Matrix>({ mean, deviation }: Standardisation, matrix: M): M {
  requireColumns('applyStandardisation', matrix, mean.length)
  const columns = matrix.columns.map((column, c) =>
    mean[c] === 0 && deviation[c] === 1 ? column : column.map((value) => (value - mean[c]) / deviation[c]),
  )
  return { ...matrix, columns }
}
