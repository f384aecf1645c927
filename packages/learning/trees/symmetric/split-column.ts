/** What a split can ask: a number, a category by value, or a category's statistic. */
import type { Feature, LabelledMatrix, Matrix } from '../../data/index.ts'
import type { StatisticKind } from '../target-statistics/index.ts'
import { greedyLogBorders } from './borders.ts'
import type { ResolvedParameters } from './parameters.ts'

export interface NumberColumn {
  readonly kind: 'number'
  readonly input: number
  /** Bin b holds what is above border b − 1 and at most border b; shape [bins − 1], one less when a bin is for NaN. */
  readonly borders: Float64Array
  /** Whether training had missing values: they have the first bin (nanMode min) or the last to themselves. */
  readonly missingBin: boolean
  readonly bins: number
}

export interface OneHotColumn {
  readonly kind: 'one-hot'
  readonly input: number
  /** Bins are codes, then missing, then unknown. */
  readonly codes: number
  readonly bins: number
}

export interface StatisticColumn {
  readonly kind: 'statistic'
  /** Which combination of categories, by its place among all that were met. */
  readonly combination: number
  readonly statistic: StatisticKind
  readonly bins: number
}

export type SplitColumn = NumberColumn | OneHotColumn | StatisticColumn

/** Rows looked at for borders: more would not move them. */
const borderRows = 200_000

/** The columns of numbers and of categories with few values, and the categories that need statistics. */
export function splitColumns(
  data: LabelledMatrix,
  features: readonly Feature[],
  parameters: ResolvedParameters,
): {
  columns: (NumberColumn | OneHotColumn)[]
  /** Those with statistics, then those split by value. */
  categories: { input: number; codes: number }[]
  withStatistics: number
} {
  const columns: (NumberColumn | OneHotColumn)[] = []
  const many: { input: number; codes: number }[] = []
  const few: { input: number; codes: number }[] = []
  features.forEach((feature, input) => {
    const values = data.columns[input]
    if (feature.kind === 'number') {
      const column = numberColumn(input, values, parameters.borderCount)
      if (column.bins > 1) columns.push(column)
      return
    }
    const { codes, distinct } = countCategories(feature, values)
    if (distinct < 2) return
    if (distinct <= parameters.oneHotMaxSize && codes + 2 <= 256) {
      columns.push({ kind: 'one-hot', input, codes, bins: codes + 2 })
      few.push({ input, codes })
    } else many.push({ input, codes })
  })
  return { columns, categories: [...many, ...few], withStatistics: many.length }
}

function numberColumn(input: number, values: Float64Array, borderCount: number): NumberColumn {
  const step = Math.max(1, Math.floor(values.length / borderRows))
  const known = new Float64Array(Math.ceil(values.length / step))
  let count = 0
  for (let row = 0; row < values.length; row += step)
    if (!Number.isNaN(values[row])) known[count++] = values[row]
  const missingBin = values.some(Number.isNaN)
  // The border between missing and all others is one of those allowed.
  const borders = greedyLogBorders(known.subarray(0, count).sort(), borderCount - (missingBin ? 1 : 0))
  return { kind: 'number', input, borders, missingBin, bins: borders.length + 1 + (missingBin ? 1 : 0) }
}

function countCategories(feature: Feature, values: Float64Array): { codes: number; distinct: number } {
  let codes = feature.categories?.length ?? 0
  const seen = new Set<number>()
  for (let row = 0; row < values.length; row++) {
    const code = values[row]
    if (code >= codes) codes = code + 1
    seen.add(code)
  }
  return { codes, distinct: seen.size }
}

/** Writes the bin of each row. */
export function binRows(
  column: NumberColumn | OneHotColumn,
  matrix: Matrix,
  nanMode: 'min' | 'max',
  out: Uint8Array,
): void {
  const values = matrix.columns[column.input]
  if (column.kind === 'one-hot') {
    for (let row = 0; row < out.length; row++) {
      const code = values[row]
      out[row] = Number.isNaN(code)
        ? column.codes
        : code >= 0 && code < column.codes
          ? code
          : column.codes + 1
    }
    return
  }
  const { borders, missingBin, bins } = column
  const shift = missingBin && nanMode === 'min' ? 1 : 0
  const missing = nanMode === 'min' ? 0 : bins - 1
  for (let row = 0; row < out.length; row++) {
    const value = values[row]
    if (Number.isNaN(value)) {
      out[row] = missing
      continue
    }
    let low = 0
    let high = borders.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (value <= borders[middle]) high = middle
      else low = middle + 1
    }
    out[row] = low + shift
  }
}

/** The number that a split of a column of numbers compares with: goes left when x ≤ it. */
export function thresholdOf(column: NumberColumn, bin: number, nanMode: 'min' | 'max'): number {
  if (!column.missingBin) return column.borders[bin]
  if (nanMode === 'min') return bin === 0 ? -Number.MAX_VALUE : column.borders[bin - 1]
  return bin === column.borders.length ? Number.MAX_VALUE : column.borders[bin]
}
