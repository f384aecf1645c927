/** Describes a table chunk by chunk in bounded memory: moments over all rows, quantiles and histograms over the first ones. */
import { type Column, type Frame, isPresent, valueAt } from '@pratibimba/numerics/frame'
import { mean, variance } from '@pratibimba/numerics/statistics'
import { levelText, summaryKindOf } from '../fidelity/summaries/column-facts.ts'
import { summarizeColumn } from '../fidelity/summaries/summarize-column.ts'
import type { Cell, ColumnSummary, SummaryKind, TableSummary } from '../fidelity/summaries/summary.ts'

/** Rows whose values are kept for quantiles, histograms, distinct counts and rank correlations. */
export const SAMPLE_ROWS = 100_000
const SHOWN_ROWS = 50
const MS_PER_DAY = 86_400_000

export interface TableAccumulator {
  readonly rows: number
  add(frame: Frame): void
  /** First values of a numeric column. @throws RangeError when there is no such column */
  sampleOf(column: string): Float64Array
  finish(): TableSummary
}

interface ColumnAccumulator {
  readonly kind: SummaryKind
  missing: number
  readonly moments: Moments
  readonly sample: Float64Array
  sampled: number
  readonly categories: Map<string, number>
  /** Of identifiers: different ones so far, and the last. */
  identifiers: number
  lastIdentifier: number
}

/** Opens an accumulator; chunks are added in the order of their rows, and identifiers ascend. */
export function openTableSummary(name: string): TableAccumulator {
  const columns = new Map<string, ColumnAccumulator>()
  const shown: Cell[][] = []
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
        columns: [...columns].map(([columnName, column]) => summaryOf(columnName, column, rows)),
        sample: shown,
      }
    },
  }
}

function openColumn(column: Column): ColumnAccumulator {
  const kind = summaryKindOf(column)
  return {
    kind,
    missing: 0,
    moments: { count: 0, mean: 0, squares: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY },
    sample: new Float64Array(kind === 'number' || kind === 'date' ? SAMPLE_ROWS : 0),
    sampled: 0,
    categories: new Map(),
    identifiers: 0,
    lastIdentifier: Number.NaN,
  }
}

function addColumn(known: ColumnAccumulator, column: Column): void {
  if (column.kind === 'text')
    throw new RangeError('addColumn: need numbers, dates, categories or serials, got text')
  if (column.kind === 'category') {
    const counts = new Float64Array(column.dictionary.length)
    for (let row = 0; row < column.values.length; row++) {
      if (isPresent(column, row)) counts[column.values[row]]++
      else known.missing++
    }
    for (const [at, value] of column.dictionary.entries())
      if (counts[at] > 0) known.categories.set(value, (known.categories.get(value) ?? 0) + counts[at])
  } else if (column.kind === 'serial') {
    let { identifiers, lastIdentifier } = known
    for (let row = 0; row < column.values.length; row++) {
      if (column.values[row] === lastIdentifier) continue
      lastIdentifier = column.values[row]
      identifiers++
    }
    known.identifiers = identifiers
    known.lastIdentifier = lastIdentifier
  } else {
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

/**
 * The sample's summary, with what is known of all rows in the place of the sample's. Dates, days until here, become
 * milliseconds since 1970.
 */
function summaryOf(name: string, column: ColumnAccumulator, rows: number): ColumnSummary {
  const { kind, missing, moments, categories } = column
  if (kind !== 'number' && kind !== 'date') {
    const summary = summarizeColumn(name, { kind, missing, rows, counts: categories })
    return kind === 'identifier' ? { ...summary, distinct: column.identifiers } : summary
  }
  const unit = kind === 'date' ? MS_PER_DAY : 1
  const sorted = column.sample.slice(0, column.sampled).sort()
  if (kind === 'date') for (let i = 0; i < sorted.length; i++) sorted[i] *= unit
  const { quantiles, ...summary } = summarizeColumn(name, { kind, missing, rows, sorted })
  if (quantiles === undefined) return summary
  return {
    ...summary,
    mean: moments.mean * unit,
    standardDeviation: moments.count > 1 ? Math.sqrt(moments.squares / (moments.count - 1)) * unit : 0,
    quantiles: [moments.min * unit, ...quantiles.slice(1, -1), moments.max * unit],
  }
}

function cellOf(column: Column, row: number): Cell {
  const value = valueAt(column, row)
  return value instanceof Date ? levelText(column, row) : value
}
