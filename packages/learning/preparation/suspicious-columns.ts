/** Columns that alone know the outcome: as a rule they were written after it. */
import type { Feature, LabelledMatrix } from '../data/index.ts'
import { auc } from '../metrics/index.ts'
import { requireColumns } from './columns.ts'

export interface SuspiciousColumn {
  readonly column: number
  readonly name: string
  /** How the column separates: by the order of its values, by which value it holds, or by whether it is missing. */
  readonly by: 'order' | 'value' | 'missingness'
  /** Of the column alone, ≥ .5. */
  readonly auc: number
  /** A sentence for the reader of the report. */
  readonly why: string
}

/** Columns of numbers with at most this many values are also read as categories. */
const FEW_VALUES = 64
/** Rows of either class under which a column may separate by chance. */
const FEWEST_ROWS = 10

/**
 * Columns whose AUC alone reaches a limit.
 *
 * Numbers are judged by their order, missing ones once as the smallest and once as the largest. Categories, and numbers
 * of few values, are judged by the event rate of their value among the rows of the other half, so that an identifier, which has a value for every row, does not pass for knowledge. With fewer than ten rows of either
 * class nothing is suspected.
 *
 * @param data  label 0 or 1
 * @param limit AUC from which on a column is suspicious; .99 when absent
 * @returns most suspicious first
 * @throws RangeError when the input does not fit
 */
export function suspiciousColumns(
  data: LabelledMatrix,
  features: readonly Feature[],
  limit = 0.99,
): SuspiciousColumn[] {
  requireColumns('suspiciousColumns', data, features.length)
  const { label } = data
  for (let row = 0; row < data.rows; row++)
    if (label[row] !== 0 && label[row] !== 1)
      throw new RangeError(`suspiciousColumns: need labels 0 or 1, got ${label[row]} in row ${row}`)
  const events = label.reduce((sum, y) => sum + y, 0)
  if (Math.min(events, data.rows - events) < FEWEST_ROWS) return []
  const found: SuspiciousColumn[] = []
  features.forEach((feature, column) => {
    const values = data.columns[column]
    const best = judgements(values, feature).reduce((a, b) => (b.auc > a.auc ? b : a))
    if (best.auc >= limit)
      found.push({ column, name: feature.name, ...best, why: sentence(feature.name, best) })
  })
  return found.sort((a, b) => b.auc - a.auc)

  function judgements(values: Float64Array, feature: Feature): Pick<SuspiciousColumn, 'by' | 'auc'>[] {
    const made: Pick<SuspiciousColumn, 'by' | 'auc'>[] = []
    const missing = values.map((value) => (Number.isNaN(value) ? 1 : 0))
    const someMissing = missing.includes(1)
    // The plainest explanation comes first and wins where another is no better.
    made.push({ by: 'missingness', auc: someMissing ? separation(missing) : 0.5 })
    if (feature.kind === 'number') {
      for (const stand of someMissing ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : [0])
        made.push({ by: 'order', auc: separation(finite(values, stand)) })
    }
    if (feature.kind === 'category' || new Set(values).size <= FEW_VALUES)
      made.push({ by: 'value', auc: auc(label, crossFittedRates(values, label)) })
    return made
  }

  function separation(score: Float64Array): number {
    const area = auc(label, score)
    return Math.max(area, 1 - area)
  }
}

/** Missing as `stand`, infinities drawn in, so that every score is finite. */
function finite(values: Float64Array, stand: number): Float64Array {
  return values.map((value) =>
    Math.min(Math.max(Number.isNaN(value) ? stand : value, -Number.MAX_VALUE), Number.MAX_VALUE),
  )
}

/** Event rate of each row's value among the rows of the other half; of all of them where the value is not met there. */
function crossFittedRates(values: Float64Array, label: Float64Array): Float64Array {
  // Halves alternate within each class, so that both hold the same event rate whatever the order of the rows.
  const seen = [0, 0]
  const half = Uint8Array.from(label, (y) => seen[y]++ & 1)
  const counts = [new Map<number, [number, number]>(), new Map<number, [number, number]>()]
  const rate = label.reduce((sum, y) => sum + y, 0) / label.length
  for (let row = 0; row < values.length; row++) {
    const cells = counts[half[row]]
    const cell = cells.get(values[row]) ?? [0, 0]
    cells.set(values[row], cell)
    cell[0] += label[row]
    cell[1]++
  }
  return values.map((value, row) => {
    const cell = counts[1 - half[row]].get(value)
    return cell === undefined ? rate : cell[0] / cell[1]
  })
}

function sentence(name: string, { by, auc: area }: Pick<SuspiciousColumn, 'by' | 'auc'>): string {
  const how = {
    order: 'the order of its values alone',
    value: 'which value it holds alone',
    missingness: 'whether it is missing alone',
  }[by]
  return `${name} separates the classes by ${how} (AUC ${area.toFixed(4)}): was it written after the outcome?`
}
