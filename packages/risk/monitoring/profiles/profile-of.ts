/** Profiles of the columns of a matrix. */
import { type Feature, type Matrix, UNKNOWN_CATEGORY } from '@pratibimba/learning/data'
import { numberProfile } from './number-profile.ts'
import { type CategoryProfile, PROFILE_FORMAT, type ReferenceProfile } from './reference-profile.ts'

export interface ProfileOptions {
  /** Bins of about equal mass per column of numbers; default 10. */
  readonly bins?: number
  /** Values, by feature, at which the distribution is kept exactly, such as the limits of risk levels. */
  readonly marks?: Readonly<Record<string, readonly number[]>>
  /** Most labels kept of a column; default 50. */
  readonly mostCategories?: number
  /** Labels with fewer rows are kept as "other" only; default 5. */
  readonly leastRows?: number
}

/**
 * The reference that later data are compared with.
 *
 * @param matrix   NaN is missing; categories are codes; shape [rows] per feature
 * @param features as many as the matrix has columns
 * @throws RangeError when shapes differ, a number is infinite, a code names no label, or an option is out of range
 * @see docs/methods/drift.md
 */
export function profileOf(
  matrix: Matrix,
  features: readonly Feature[],
  options: ProfileOptions = {},
): ReferenceProfile {
  const { bins = 10, marks = {}, mostCategories = 50, leastRows = 5 } = options
  requireColumns('profileOf', matrix, features)
  if (!(Number.isInteger(bins) && bins >= 2 && bins <= 100))
    throw new RangeError(`profileOf: need 2 to 100 bins, got ${bins}`)
  if (matrix.rows === 0) throw new RangeError('profileOf: need at least 1 row, got 0')
  return {
    format: PROFILE_FORMAT,
    version: 1,
    rows: matrix.rows,
    features: features.map((feature, f) =>
      feature.kind === 'number'
        ? numberProfile(feature.name, matrix.columns[f], bins, marks[feature.name])
        : categoryProfile(feature, matrix.columns[f], mostCategories, leastRows),
    ),
  }
}

/** @throws RangeError when the matrix does not fit the features */
export function requireColumns(name: string, matrix: Matrix, features: readonly Feature[]): void {
  if (matrix.columns.length !== features.length)
    throw new RangeError(
      `${name}: need a column for each of ${features.length} features, got ${matrix.columns.length}`,
    )
  for (const [f, column] of matrix.columns.entries())
    if (column.length !== matrix.rows)
      throw new RangeError(`${name}: need ${matrix.rows} rows in ${features[f].name}, got ${column.length}`)
}

/** Rows per label, and rows of unknown label and without one. @throws RangeError when a code names no label */
export function countCodes(
  { name, categories = [] }: Feature,
  codes: Float64Array,
): { counts: Float64Array; unknown: number; missing: number } {
  const counts = new Float64Array(categories.length)
  let unknown = 0
  let missing = 0
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]
    if (Number.isNaN(code)) missing++
    else if (code === UNKNOWN_CATEGORY) unknown++
    else if (Number.isInteger(code) && code >= 0 && code < counts.length) counts[code]++
    else
      throw new RangeError(
        `countCodes: need codes from ${UNKNOWN_CATEGORY} to ${counts.length - 1} in ${name}, got ${code} in row ${i}`,
      )
  }
  return { counts, unknown, missing }
}

function categoryProfile(
  feature: Feature,
  codes: Float64Array,
  most: number,
  least: number,
): CategoryProfile {
  const { counts, unknown, missing } = countCodes(feature, codes)
  const labels = feature.categories ?? []
  const kept = labels
    .map((label, code) => ({ label, rows: counts[code] }))
    .filter(({ rows }) => rows >= Math.max(1, least))
    .sort((a, b) => b.rows - a.rows || (a.label < b.label ? -1 : 1))
    .slice(0, most)
  const keptRows = kept.reduce((sum, { rows }) => sum + rows, 0)
  return {
    name: feature.name,
    kind: 'category',
    missing,
    categories: kept.map(({ label }) => label),
    counts: kept.map(({ rows }) => rows),
    other: counts.reduce((sum, rows) => sum + rows, unknown) - keptRows,
  }
}
