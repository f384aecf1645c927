/** Scores of rows with some of their inputs replaced, block by block. */
import type { Matrix } from '../../data/index.ts'
import { type ScoringFunction, scored } from '../population/index.ts'

/** Rows that are scored together: what is held in memory beside the matrix. */
const BLOCK_ROWS = 8_192

/** Calls back with each block of rows: its first row and how many. */
export function inBlocks(rows: number, use: (from: number, count: number) => void): void {
  for (let from = 0; from < rows; from += BLOCK_ROWS) use(from, Math.min(BLOCK_ROWS, rows - from))
}

/**
 * Scores rows `from` … `from + count − 1` with columns replaced; the others are not copied.
 *
 * @param replaced column and its values, shape [count] each
 */
export function scoresWith(
  score: ScoringFunction,
  matrix: Matrix,
  from: number,
  count: number,
  replaced: readonly (readonly [column: number, values: Float64Array])[],
): Float64Array {
  const columns = matrix.columns.map((column) => column.subarray(from, from + count))
  for (const [column, values] of replaced) columns[column] = values
  return scored('partialDependence', score, { rows: count, columns })
}

/**
 * @param inputs whose dependence is asked
 * @throws RangeError when shapes or weights do not fit
 */
export function checkRows(
  name: string,
  matrix: Matrix,
  features: number,
  inputs: readonly number[],
  weight: Float64Array | undefined,
): void {
  if (matrix.rows === 0) throw new RangeError(`${name}: need at least 1 row, got 0`)
  if (matrix.columns.length !== features)
    throw new RangeError(`${name}: need ${features} columns, got ${matrix.columns.length}`)
  for (const input of inputs)
    if (!(Number.isInteger(input) && input >= 0 && input < features))
      throw new RangeError(`${name}: need an input below ${features}, got ${input}`)
  if (new Set(inputs).size !== inputs.length)
    throw new RangeError(`${name}: need different inputs, got ${inputs.join(' and ')}`)
  if (weight === undefined) return
  if (weight.length !== matrix.rows)
    throw new RangeError(`${name}: need ${matrix.rows} weights, got ${weight.length}`)
  if (!weight.every((w) => w >= 0 && w < Number.POSITIVE_INFINITY) || !weight.some((w) => w > 0))
    throw new RangeError(`${name}: need finite weights >= 0, one above 0`)
}
