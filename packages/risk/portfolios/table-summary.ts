/** Describes a table chunk by chunk in bounded memory: moments over all rows, quantiles and histograms over the first ones. */
import { type Column, type Frame, isPresent, valueAt } from '@pratibimba/numerics/frame'
import { histogram, mean, quantiles, variance } from '@pratibimba/numerics/statistics'

/** Rows whose values are kept for quantiles, histograms, distinct counts and rank correlations. */
export const SAMPLE_ROWS = 100_000
const SHOWN_ROWS = 50
const SHOWN_CATEGORIES = 20
const BINS = 30
const MILLISECONDS_PER_DAY = 86_400_000

export interface ColumnSummary {
  readonly name: string
  readonly kind: 'number' | 'category' | 'date' | 'identifier'
  readonly missingShare: number
  /** Of numbers and dates: among the first 100,000 rows. */
  readonly distinct: number
  readonly mean?: number
  readonly standardDeviation?: number
  /** Minimum, 5%, 25%, median, 75%, 95%, maximum; the inner ones of the first 100,000 rows. Dates in days since 1970. */
  readonly quantiles?: readonly number[]
  readonly histogram?: { readonly edges: readonly number[]; readonly counts: readonly number[] }
  readonly categories?: readonly { readonly value: string; readonly share: number }[]
}

export interface TableSummary {
  readonly name: string
  readonly rows: number
  readonly columns: readonly ColumnSummary[]
  /** First rows, cells in column order; dates as YYYY-MM-DD. */
  readonly sample: readonly (readonly (string | number | boolean | null)[])[]
}

export interface TableAccumulator {
  readonly rows: number
  add(frame: Frame): void
  /** First values of a numeric column. @throws RangeError when there is no such column */
  sampleOf(column: string): Float64Array
  finish(): TableSummary
}

interface ColumnAccumulator {
  readonly kind: ColumnSummary['kind']
  missing: number
  readonly moments: Moments
  readonly sample: Float64Array
  sampled: number
  readonly categories: Map<string, number>
}

/** Opens an accumulator; chunks are added in the order of their rows. */
export function openTableSummary(name: string): TableAccumulator {
  const columns = new Map<string, ColumnAccumulator>()
  const shown: (string | number | boolean | null)[][] = []
  let rows = 0
  return {
    get rows() {
      return rows
    },
    add(frame) {
      for (const [columnName, column] of frame.columns) {
        let known = columns.get(columnName)
        if (known === undefined) {
          known = openColumn(column)
          columns.set(columnName, known)
        }
        addColumn(known, column)
      }
      for (let row = 0; row < frame.rows && shown.length < SHOWN_ROWS; row++)
        shown.push([...frame.columns.values()].map((column) => cellOf(column, row)))
      rows += frame.rows
    },
    sampleOf(column) {
      const known = columns.get(column)
      if (known === undefined)
        throw new RangeError(`sampleOf: need one of ${[...columns.keys()].join(', ')}, got "${column}"`)
      return known.sample.subarray(0, known.sampled)
    },
    finish() {
      return {
        name,
        rows,
        columns: [...columns].map(([columnName, column]) => summarizeColumn(columnName, column, rows)),
        sample: shown,
      }
    },
  }
}

function openColumn(column: Column): ColumnAccumulator {
  const kind = kindOf(column)
  return {
    kind,
    missing: 0,
    moments: { count: 0, mean: 0, squares: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY },
    sample: new Float64Array(kind === 'number' || kind === 'date' ? SAMPLE_ROWS : 0),
    sampled: 0,
    categories: new Map(),
  }
}

function kindOf(column: Column): ColumnSummary['kind'] {
  if (column.kind === 'category') return 'category'
  if (column.kind === 'date') return 'date'
  return column.kind === 'serial' || column.kind === 'text' ? 'identifier' : 'number'
}

function addColumn(known: ColumnAccumulator, column: Column): void {
  if (column.kind === 'category') {
    const counts = new Float64Array(column.dictionary.length)
    for (let row = 0; row < column.values.length; row++) {
      if (isPresent(column, row)) counts[column.values[row]]++
      else known.missing++
    }
    for (const [at, value] of column.dictionary.entries())
      if (counts[at] > 0) known.categories.set(value, (known.categories.get(value) ?? 0) + counts[at])
  } else if (column.kind !== 'serial' && column.kind !== 'text') {
    const values = presentValues(column)
    known.missing += column.values.length - values.length
    mergeMoments(known.moments, values)
    const taken = values.subarray(0, SAMPLE_ROWS - known.sampled)
    known.sample.set(taken, known.sampled)
    known.sampled += taken.length
  }
}

type NumericColumn = Exclude<Column, { kind: 'category' | 'serial' | 'text' }>

function presentValues(column: NumericColumn): NumericColumn['values'] {
  const { validity } = column
  return validity === undefined ? column.values : column.values.filter((_, row) => validity[row] === 1)
}

/** Count, mean, sum of squares about the mean, range. */
interface Moments {
  count: number
  mean: number
  squares: number
  min: number
  max: number
}

/** Takes in the values of a chunk (Chan, Golub, LeVeque 1979). */
function mergeMoments(into: Moments, values: NumericColumn['values']): void {
  if (values.length === 0) return
  const chunkMean = mean(values)
  const total = into.count + values.length
  const delta = chunkMean - into.mean
  into.squares += variance(values, 0) * values.length + (delta * delta * into.count * values.length) / total
  into.mean += (delta * values.length) / total
  into.count = total
  for (let i = 0; i < values.length; i++) {
    if (values[i] < into.min) into.min = values[i]
    if (values[i] > into.max) into.max = values[i]
  }
}

function summarizeColumn(name: string, column: ColumnAccumulator, rows: number): ColumnSummary {
  const missingShare = rows === 0 ? 0 : column.missing / rows
  const { kind, moments } = column
  if (kind === 'identifier') return { name, kind, missingShare, distinct: rows }
  if (kind === 'category') {
    const present = rows - column.missing
    const categories = [...column.categories]
      .sort(([, a], [, b]) => b - a)
      .slice(0, SHOWN_CATEGORIES)
      .map(([value, count]) => ({ value, share: count / present }))
    return { name, kind, missingShare, distinct: column.categories.size, categories }
  }
  const values = column.sample.slice(0, column.sampled).sort()
  let distinct = values.length === 0 ? 0 : 1
  for (let i = 1; i < values.length; i++) if (values[i] !== values[i - 1]) distinct++
  if (values.length === 0) return { name, kind, missingShare, distinct }
  const inner = quantiles(values, [0.05, 0.25, 0.5, 0.75, 0.95])
  return {
    name,
    kind,
    missingShare,
    distinct,
    ...(kind === 'number' && {
      mean: moments.mean,
      standardDeviation: moments.count > 1 ? Math.sqrt(moments.squares / (moments.count - 1)) : 0,
    }),
    quantiles: [moments.min, ...inner, moments.max],
    ...(values[0] < values[values.length - 1] && { histogram: histogramOf(values) }),
  }
}

/** Equal bins between the least and the greatest sampled value. */
function histogramOf(values: Float64Array): NonNullable<ColumnSummary['histogram']> {
  const [low, high] = [values[0], values[values.length - 1]]
  const edges = Array.from({ length: BINS + 1 }, (_, i) =>
    i === BINS ? high : low + ((high - low) * i) / BINS,
  )
  return { edges, counts: [...histogram(values, edges)] }
}

function cellOf(column: Column, row: number): string | number | boolean | null {
  if (column.kind === 'date' && isPresent(column, row))
    return new Date(column.values[row] * MILLISECONDS_PER_DAY).toISOString().slice(0, 10)
  const value = valueAt(column, row)
  return value instanceof Date ? value.toISOString() : value
}
