/** Whom a customer is compared with when a score is explained: typical profiles of the population, none of them a person. */
import type { Matrix } from '@pratibimba/learning/data'
import { quantiles } from '@pratibimba/numerics/statistics'

/** Columns that cells are cut along: the most important ones. */
const COLUMNS_CUT = 24
/** Fewest customers that a profile may stand for. */
const LEAST_ROWS = 20
/** Profiles; a power of two. */
const PROFILES = 64

/**
 * Typical profiles: rows are divided into cells of equal size, cut again and again at the middle of the column that spreads
 * widest in the cell, and each cell is told by the medians of its columns (missing where most of its rows are). A cell
 * holds at least twenty rows, and no row is kept.
 *
 * @param matrix rows learnt from
 * @param byImportance columns, most important first
 * @param categories columns of codes: never cut along, and told by their most frequent code
 * @returns at most 64 rows, each of the same weight
 * @see docs/methods/early-warning-model.md
 */
export function typicalProfiles(
  matrix: Matrix,
  byImportance: readonly number[],
  profiles = PROFILES,
  categories: ReadonlySet<number> = new Set(),
): Matrix {
  const cuts = byImportance.filter((column) => !categories.has(column)).slice(0, COLUMNS_CUT)
  const spread = cuts.map((column) => spreadOf(matrix.columns[column], undefined) || 1)
  let cells = [Int32Array.from({ length: matrix.rows }, (_, row) => row)]
  while (cuts.length > 0 && 2 * cells.length <= profiles && cells[0].length >= 2 * LEAST_ROWS)
    cells = cells.flatMap((cell) => {
      let widest = 0
      let most = -1
      for (const [c, column] of cuts.entries()) {
        const relative = spreadOf(matrix.columns[column], cell) / spread[c]
        if (relative > most) {
          most = relative
          widest = column
        }
      }
      const values = matrix.columns[widest]
      const key = (row: number): number =>
        Number.isNaN(values[row]) ? Number.NEGATIVE_INFINITY : values[row]
      const sorted = cell.slice().sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a - b))
      const middle = sorted.length >> 1
      return [sorted.slice(0, middle), sorted.slice(middle)]
    })
  return {
    rows: cells.length,
    columns: matrix.columns.map((values, column) =>
      Float64Array.from(cells, (cell) =>
        categories.has(column) ? mostFrequent(values, cell) : medianOf(values, cell),
      ),
    ),
  }
}

/** The code that occurs most, missing among them; of several, the one met first. */
function mostFrequent(values: Float64Array, rows: Int32Array): number {
  const counts = new Map<number, number>()
  for (const row of rows) counts.set(values[row], (counts.get(values[row]) ?? 0) + 1)
  let most = Number.NaN
  let count = 0
  for (const [code, times] of counts)
    if (times > count) {
      most = code
      count = times
    }
  return most
}

/** Median of the known values; NaN where more than half are missing. */
export function medianOf(values: Float64Array, rows?: Int32Array): number {
  const own = rows === undefined ? values : Float64Array.from(rows, (row) => values[row])
  const known = own.filter((value) => !Number.isNaN(value))
  if (2 * known.length < own.length || known.length === 0) return Number.NaN
  return quantiles(known, [0.5])[0]
}

/** Mean absolute distance from the mean of known values. */
function spreadOf(values: Float64Array, rows: Int32Array | undefined): number {
  const own = rows ?? values.keys()
  let sum = 0
  let count = 0
  for (const row of own)
    if (!Number.isNaN(values[row])) {
      sum += values[row]
      count++
    }
  if (count === 0) return 0
  const mean = sum / count
  let away = 0
  for (const row of rows ?? values.keys())
    if (!Number.isNaN(values[row])) away += Math.abs(values[row] - mean)
  return away / count
}
