/** Rows as points between which distances mean something: numbers scaled, categories at a fixed penalty. */
import { symmetricEigen } from '@pratibimba/numerics/linalg'
import type { Feature, Matrix } from '../data/index.ts'

export interface NeighbourSpace {
  readonly points: number
  /** Dimensions of numbers. */
  readonly width: number
  /** Along their principal axes, the longest first; row-major, shape [points × width]. */
  readonly numbers: Float64Array
  /** Number of categories per point. */
  readonly categoryWidth: number
  /** Codes, row-major, shape [points × categoryWidth]; missing is −2. */
  readonly categories: Int32Array
  /** Squared distance of two different categories. */
  readonly penalty: number
}

export type NeighbourScale = 'standardised' | 'as-given'

const MISSING_CODE = -2

/**
 * Lays rows out as points.
 *
 * Numbers are divided by their standard deviation over the whole matrix (or taken as given); missing ones lie at the
 * mean. Two different categories are as far apart as the median standard deviation of the number columns among
 * `penaltyRows` (Chawla et al. 2002, SMOTE-NC).
 *
 * @throws RangeError when there is no column of numbers, or a value is infinite
 */
export function neighbourSpace(
  name: string,
  matrix: Matrix,
  features: readonly Feature[],
  scale: NeighbourScale,
  penaltyRows: Int32Array,
): NeighbourSpace {
  if (features.length !== matrix.columns.length)
    throw new RangeError(
      `${name}: need a feature for each of ${matrix.columns.length} columns, got ${features.length}`,
    )
  const numberColumns = features.flatMap(({ kind }, c) => (kind === 'number' ? [c] : []))
  const categoryColumns = features.flatMap(({ kind }, c) => (kind === 'category' ? [c] : []))
  const width = numberColumns.length
  if (width === 0) throw new RangeError(`${name}: need at least 1 column of numbers, got 0`)
  const numbers = new Float64Array(matrix.rows * width)
  const deviations = numberColumns.map((c, d) => {
    const column = matrix.columns[c]
    const { mean, deviation } = momentsOf(name, features[c].name, column)
    const unit = scale === 'as-given' || deviation === 0 ? 1 : deviation
    for (let row = 0; row < matrix.rows; row++)
      numbers[row * width + d] = Number.isNaN(column[row]) ? 0 : (column[row] - mean) / unit
    return deviationOf(numbers, width, d, penaltyRows)
  })
  const categories = new Int32Array(matrix.rows * categoryColumns.length)
  categoryColumns.forEach((c, d) => {
    const column = matrix.columns[c]
    for (let row = 0; row < matrix.rows; row++)
      categories[row * categoryColumns.length + d] = Number.isNaN(column[row]) ? MISSING_CODE : column[row]
  })
  const sorted = deviations.sort((a, b) => a - b)
  const median = (sorted[(width - 1) >> 1] + sorted[width >> 1]) / 2
  return {
    points: matrix.rows,
    width,
    numbers: alongPrincipalAxes(numbers, matrix.rows, width),
    categoryWidth: categoryColumns.length,
    categories,
    penalty: median * median,
  }
}

function momentsOf(name: string, feature: string, column: Float64Array): { mean: number; deviation: number } {
  let count = 0
  let sum = 0
  for (let row = 0; row < column.length; row++) {
    if (Number.isNaN(column[row])) continue
    if (!Number.isFinite(column[row]))
      throw new RangeError(`${name}: need finite numbers, got ${column[row]} in row ${row} of ${feature}`)
    count++
    sum += column[row]
  }
  const mean = count > 0 ? sum / count : 0
  let squares = 0
  for (const value of column) if (!Number.isNaN(value)) squares += (value - mean) ** 2
  return { mean, deviation: count > 0 ? Math.sqrt(squares / count) : 0 }
}

function deviationOf(numbers: Float64Array, width: number, dimension: number, rows: Int32Array): number {
  let sum = 0
  for (const row of rows) sum += numbers[row * width + dimension]
  const mean = sum / rows.length
  let squares = 0
  for (const row of rows) squares += (numbers[row * width + dimension] - mean) ** 2
  return Math.sqrt(squares / rows.length)
}

/**
 * The same points with axes turned so that the first ones hold most of every distance: distances stay, boxes become
 * tight, and most comparisons end after a few dimensions.
 */
function alongPrincipalAxes(numbers: Float64Array, points: number, width: number): Float64Array {
  const covariance = new Float64Array(width * width)
  for (let point = 0; point < points; point++) {
    const base = point * width
    for (let a = 0; a < width; a++)
      for (let b = 0; b <= a; b++) covariance[a * width + b] += numbers[base + a] * numbers[base + b]
  }
  for (let a = 0; a < width; a++)
    for (let b = 0; b < a; b++) covariance[b * width + a] = covariance[a * width + b]
  const { vectors } = symmetricEigen(covariance, width)
  const turned = new Float64Array(points * width)
  for (let point = 0; point < points; point++) {
    const base = point * width
    for (let a = 0; a < width; a++) {
      const x = numbers[base + a]
      for (let axis = 0; axis < width; axis++)
        turned[base + axis] += x * vectors[a * width + width - 1 - axis]
    }
  }
  return turned
}
