/** Missing values filled in, and the fact that they were missing kept. */
import { quantiles } from '@pratibimba/numerics/statistics'
import type { Feature, Matrix } from '../data/index.ts'
import { requireColumns } from './columns.ts'

export interface Imputation {
  /** What each column's missing values become; shape [columns]. */
  readonly fill: Float64Array
  /** Number columns that get an indicator: those with missing values in training. */
  readonly indicated: Int32Array
  /** Columns of the result: the inputs, then one indicator per `indicated`. */
  readonly features: readonly Feature[]
}

/** Label of the code that missing categories get. */
const MISSING_LABEL = '(missing)'

/**
 * Learns from training rows: the median of numbers, a code of its own for missing categories.
 *
 * A number column without any value becomes 0.
 *
 * @throws RangeError when features and columns differ in number
 */
export function fitImputation(train: Matrix, features: readonly Feature[]): Imputation {
  requireColumns('fitImputation', train, features.length)
  const indicated: number[] = []
  const fill = new Float64Array(features.length)
  const filled = features.map((feature, c): Feature => {
    const column = train.columns[c]
    const known = column.filter((value) => !Number.isNaN(value))
    if (feature.kind === 'category') {
      const codes = feature.categories?.length ?? known.reduce((most, code) => Math.max(most, code), -1) + 1
      fill[c] = codes
      return { ...feature, ...(feature.categories && { categories: [...feature.categories, MISSING_LABEL] }) }
    }
    fill[c] = known.length > 0 ? quantiles(known, [0.5])[0] : 0
    if (known.length < column.length) indicated.push(c)
    return feature
  })
  const indicators = indicated.map((c): Feature => ({ name: `${features[c].name} missing`, kind: 'number' }))
  return { fill, indicated: Int32Array.from(indicated), features: [...filled, ...indicators] }
}

/**
 * Fills missing values in and appends indicators (1 missing, 0 not).
 *
 * @throws RangeError when the matrix has another number of columns
 */
export function applyImputation<M extends Matrix>(imputation: Imputation, matrix: M): M {
  requireColumns('applyImputation', matrix, imputation.fill.length)
  const filled = matrix.columns.map((column, c) =>
    column.map((value) => (Number.isNaN(value) ? imputation.fill[c] : value)),
  )
  const indicators = Array.from(imputation.indicated, (c) =>
    matrix.columns[c].map((value) => (Number.isNaN(value) ? 1 : 0)),
  )
  return { ...matrix, columns: [...filled, ...indicators] }
}
