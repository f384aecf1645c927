/** A twin beside its original: distributions, correlations and tails, in figures a validator can recompute. */
import { type Frame, frameOf } from '@pratibimba/numerics/frame'
import { kolmogorovSmirnov, lowerTailDependence } from '@pratibimba/numerics/statistics'
import type { TableDescription } from '../../twins/schema.ts'
import { type ColumnFacts, factsOf, summaryKindOf } from '../summaries/column-facts.ts'
import { histogramEdges, summarizeColumn } from '../summaries/summarize-column.ts'
import type { ColumnSummary, SummaryKind } from '../summaries/summary.ts'
import { correlations, orderLevels, type RankedTable, rankTable } from './rank-correlations.ts'

/** Rows looked at for correlations and tails; larger tables are thinned evenly, and a note says so. */
const MOST_ROWS = 50_000
const TAIL = 0.05
const MOST_TAIL_PAIRS = 6
const FEWEST_TAIL_ROWS = 20
const REPETITION_FACTOR = 10

export type CorrelationBand = 'excellent' | 'good' | 'acceptable' | 'poor'

export interface ColumnComparison {
  readonly table: string
  readonly name: string
  readonly kind: SummaryKind
  /** 1 − KS for numbers and dates, 1 − total variation for categories; null where nothing was learnt. */
  readonly similarity: number | null
  readonly original: ColumnSummary
  readonly synthetic: ColumnSummary
}

export interface TailPairComparison {
  readonly x: string
  readonly y: string
  /** Share of the lowest 5% of x that is also among the lowest 5% of y. */
  readonly original: number
  /** Clopper–Pearson, 95%. */
  readonly originalInterval: readonly [number, number]
  readonly synthetic: number
}

export interface TwinComparison {
  /** 0–100. */
  readonly similarityScore: number
  /** Mean absolute difference of the rank correlations. */
  readonly correlationError: number
  readonly correlationBand: CorrelationBand
  /** ‖R − S‖_F / ‖R‖_F. */
  readonly frobeniusError: number
  readonly maxAbsError: number
  /** Numbers and dates. */
  readonly ksStatistics: Readonly<Record<string, number>>
  /** 1 − total variation. */
  readonly categoricalMatch: Readonly<Record<string, number>>
  readonly columns: readonly ColumnComparison[]
  readonly correlation: {
    readonly columns: readonly string[]
    readonly original: readonly (readonly number[])[]
    readonly synthetic: readonly (readonly number[])[]
  }
  readonly tails: readonly TailPairComparison[]
  readonly notes: readonly string[]
}

/**
 * Compares a synthetic table with the one it was learnt from.
 *
 *   similarity = 100 · mean of the components there are: mean(1 − KS), mean(1 − TV), 1 − ‖R − S‖_F / ‖R‖_F
 *
 * @param table description of the original; identifiers, personal data and free text are shown but not scored
 * @throws RangeError when either table has no rows or the synthetic one lacks a column
 * @see docs/methods/twin-comparison.md
 */
export function compareTwin(original: Frame, synthetic: Frame, table: TableDescription): TwinComparison {
  if (original.rows === 0 || synthetic.rows === 0)
    throw new RangeError(`compareTwin: need rows on both sides, got ${original.rows} and ${synthetic.rows}`)
  const types = new Map(table.columns.map((column) => [column.name, column.type]))
  const ksStatistics: Record<string, number> = {}
  const categoricalMatch: Record<string, number> = {}
  const columns: ColumnComparison[] = []
  for (const [name, column] of original.columns) {
    const other = synthetic.columns.get(name)
    if (other === undefined)
      throw new RangeError(`compareTwin: need the column "${name}" in the twin, got none`)
    const type = name === table.primaryKey ? 'identifier' : types.get(name)
    const kind = summaryKindOf(column, type)
    const left = factsOf(column, kind)
    const right = factsOf(other, kind)
    const similarity = similarityOf(left, right)
    if (similarity !== null && 'sorted' in left) ksStatistics[name] = 1 - similarity
    else if (similarity !== null) categoricalMatch[name] = similarity
    const edges = 'sorted' in left && left.sorted.length > 0 ? histogramEdges(left.sorted) : undefined
    columns.push({
      table: table.name,
      name,
      kind,
      similarity,
      original: summarizeColumn(name, left, edges),
      synthetic: summarizeColumn(name, right, edges),
    })
  }
  const scored = columns.filter(({ similarity }) => similarity !== null)
  const thinOriginal = thinned(original)
  const thinSynthetic = thinned(synthetic)
  const compared = orderLevels(thinOriginal, scored)
  const left = rankTable(thinOriginal, compared)
  const right = rankTable(thinSynthetic, compared)
  const names = compared.map(({ name }) => name)
  const r = correlations(left)
  const s = correlations(right)
  const errors = matrixErrors(r, s, names.length)
  const ks = Object.values(ksStatistics)
  const matches = Object.values(categoricalMatch)
  const components = [
    ...(ks.length > 0 ? [1 - average(ks)] : []),
    ...(matches.length > 0 ? [average(matches)] : []),
    ...(names.length > 1 ? [Math.max(0, 1 - errors.frobeniusError)] : []),
  ]
  return {
    similarityScore: components.length === 0 ? 0 : 100 * average(components),
    ...errors,
    correlationBand: bandOf(errors.correlationError),
    ksStatistics,
    categoricalMatch,
    columns,
    correlation: { columns: names, original: nested(r, names.length), synthetic: nested(s, names.length) },
    tails: tailPairs(
      names,
      compared.flatMap(({ kind }, i) => (kind === 'number' ? [i] : [])),
      left,
      right,
      r,
    ),
    notes: notesOf(original, synthetic, columns),
  }
}

/** Excellent below .05, good below .10, acceptable below .20. */
export function bandOf(correlationError: number): CorrelationBand {
  if (correlationError < 0.05) return 'excellent'
  if (correlationError < 0.1) return 'good'
  return correlationError < 0.2 ? 'acceptable' : 'poor'
}

function similarityOf(left: ColumnFacts, right: ColumnFacts): number | null {
  if ('sorted' in left && 'sorted' in right) {
    if (left.sorted.length === 0 || right.sorted.length === 0) return null
    return 1 - kolmogorovSmirnov(left.sorted, right.sorted).statistic
  }
  if (left.kind !== 'category' || !('counts' in left) || !('counts' in right)) return null
  const presentLeft = left.rows - left.missing
  const presentRight = right.rows - right.missing
  if (presentLeft === 0 || presentRight === 0) return null
  let distance = 0
  for (const level of new Set([...left.counts.keys(), ...right.counts.keys()]))
    distance += Math.abs(
      (left.counts.get(level) ?? 0) / presentLeft - (right.counts.get(level) ?? 0) / presentRight,
    )
  return 1 - distance / 2
}

function matrixErrors(
  r: Float64Array,
  s: Float64Array,
  d: number,
): { correlationError: number; frobeniusError: number; maxAbsError: number } {
  let sum = 0
  let squares = 0
  let norm = 0
  let maxAbsError = 0
  for (let i = 0; i < d; i++)
    for (let j = 0; j < d; j++) {
      const difference = Math.abs(r[i * d + j] - s[i * d + j])
      if (i !== j) sum += difference
      squares += difference ** 2
      norm += r[i * d + j] ** 2
      maxAbsError = Math.max(maxAbsError, difference)
    }
  return {
    correlationError: d < 2 ? 0 : sum / (d * (d - 1)),
    frobeniusError: norm === 0 ? 0 : Math.sqrt(squares / norm),
    maxAbsError,
  }
}

/** The most positively dependent pairs of numbers whose lower tails exist on both sides. */
function tailPairs(
  names: readonly string[],
  numbers: readonly number[],
  original: RankedTable,
  synthetic: RankedTable,
  r: Float64Array,
): TailPairComparison[] {
  const d = names.length
  const pairs = numbers.flatMap((x, i) => numbers.slice(0, i).map((y) => ({ x, y, rho: r[x * d + y] })))
  pairs.sort((a, b) => b.rho - a.rho)
  const found: TailPairComparison[] = []
  for (const { x, y, rho } of pairs) {
    if (found.length === MOST_TAIL_PAIRS || rho <= 0) break
    const left = tailOf(original, x, y)
    const right = tailOf(synthetic, x, y)
    if (left === null || right === null) continue
    const originalInterval = [left.lower, left.upper] as const
    found.push({
      x: names[y],
      y: names[x],
      original: left.estimate,
      originalInterval,
      synthetic: right.estimate,
    })
  }
  return found
}

function tailOf(
  { ranks, rows }: RankedTable,
  x: number,
  y: number,
): ReturnType<typeof lowerTailDependence> | null {
  const u = probabilities(ranks[y], rows)
  const v = probabilities(ranks[x], rows)
  if (u.filter((p) => p <= TAIL).length < FEWEST_TAIL_ROWS) return null
  if (v.filter((p) => p <= TAIL).length < FEWEST_TAIL_ROWS) return null
  return lowerTailDependence(u, v, TAIL)
}

/** Standardised ranks without ties lie evenly over ±√3; a missing value is in no lower tail. */
function probabilities(ranks: Float64Array, rows: number): Float64Array {
  const half = 0.5 / rows
  return ranks.map((x) =>
    Number.isNaN(x) ? 1 - half : Math.max(half, Math.min(1 - half, 0.5 + x / (2 * Math.sqrt(3)))),
  )
}

/** Every k-th row of a table larger than `MOST_ROWS`. */
function thinned(frame: Frame): Frame {
  if (frame.rows <= MOST_ROWS) return frame
  const step = frame.rows / MOST_ROWS
  const rows = Int32Array.from({ length: MOST_ROWS }, (_, i) => Math.floor(i * step))
  return frameOf(
    [...frame.columns].map(([name, column]) => {
      const validity = column.validity && Uint8Array.from(rows, (row) => column.validity![row])
      const values =
        column.kind === 'text'
          ? Array.from(rows, (row) => column.values[row])
          : column.values.slice(0, MOST_ROWS).map((_, i) => column.values[rows[i]])
      return [name, { ...column, values, ...(validity ? { validity } : {}) } as typeof column] as const
    }),
  )
}

function notesOf(original: Frame, synthetic: Frame, columns: readonly ColumnComparison[]): string[] {
  const notes: string[] = []
  if (synthetic.rows > REPETITION_FACTOR * original.rows)
    notes.push(
      `The twin has more than ${REPETITION_FACTOR} times the rows of the original: patterns repeat, and the extra rows add no information.`,
    )
  if (original.rows > MOST_ROWS || synthetic.rows > MOST_ROWS)
    notes.push(`Correlations and tails are taken from ${MOST_ROWS} evenly spaced rows.`)
  const unscored = columns.filter(({ similarity }) => similarity === null).map(({ name }) => `"${name}"`)
  if (unscored.length > 0) notes.push(`Shown but not scored: ${unscored.join(', ')}.`)
  return notes
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function nested(matrix: Float64Array, d: number): number[][] {
  return Array.from({ length: d }, (_, i) => [...matrix.subarray(i * d, (i + 1) * d)])
}
