/** Columns that cannot help, left out: constant, repeated, mostly missing, or without importance. */
import type { Feature, Matrix } from '../data/index.ts'
import { requireColumns } from './columns.ts'

export interface Pruning {
  /** Columns of the matrix it was learnt from. */
  readonly inputs: number
  /** Columns that stay, ascending. */
  readonly kept: Int32Array
  readonly dropped: readonly DroppedFeature[]
}

export interface DroppedFeature {
  readonly column: number
  readonly name: string
  readonly because: 'constant' | 'duplicate' | 'missing' | 'unimportant'
  /** A sentence for the reader of the report. */
  readonly why: string
}

export interface PruningOptions {
  /** Importance of each column, of which `leastImportance` is a share of the total; none is judged when absent. */
  readonly importance?: ArrayLike<number>
  /** .001 when absent. */
  readonly leastImportance?: number
  /** Columns with a larger share of missing values go; 1 (only wholly missing ones, as constants) when absent. */
  readonly mostMissing?: number
}

/**
 * Learns from training rows which columns to leave out.
 *
 * A column is constant when all its rows hold one value (missing is a value), a duplicate when it equals an earlier
 * column in every row.
 *
 * @throws RangeError when shapes differ, there are no rows, or nothing would be kept
 */
export function fitPruning(
  train: Matrix,
  features: readonly Feature[],
  { importance, leastImportance = 0.001, mostMissing = 1 }: PruningOptions = {},
): Pruning {
  requireColumns('fitPruning', train, features.length)
  if (train.rows === 0) throw new RangeError('fitPruning: need at least 1 row, got 0')
  if (importance !== undefined && importance.length !== features.length)
    throw new RangeError(`fitPruning: need ${features.length} importances, got ${importance.length}`)
  const total = importance === undefined ? 0 : Array.from(importance).reduce((sum, value) => sum + value, 0)
  const seen = new Map<number, number[]>()
  const kept: number[] = []
  const dropped: DroppedFeature[] = []
  features.forEach(({ name }, column) => {
    const verdict = judge(column)
    if (verdict === undefined) kept.push(column)
    else dropped.push({ column, name, ...verdict })
  })
  if (kept.length === 0)
    throw new RangeError(
      `fitPruning: need at least 1 column to keep, got none of ${features.length}: ${dropped[0].why}`,
    )
  return { inputs: features.length, kept: Int32Array.from(kept), dropped }

  function judge(column: number): Pick<DroppedFeature, 'because' | 'why'> | undefined {
    const values = train.columns[column]
    const { name } = features[column]
    if (values.every((value) => Object.is(value, values[0]) || value === values[0]))
      return { because: 'constant', why: `${name} is ${values[0]} in every row.` }
    const missing = values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0) / train.rows
    if (missing > mostMissing)
      return {
        because: 'missing',
        why: `${name} is missing in ${percent(missing)} of the rows, over ${percent(mostMissing)}.`,
      }
    const print = fingerprint(values)
    const alike = seen.get(print) ?? []
    const twin = alike.find((other) => sameValues(values, train.columns[other]))
    if (twin !== undefined)
      return { because: 'duplicate', why: `${name} equals ${features[twin].name} in every row.` }
    seen.set(print, [...alike, column])
    if (importance !== undefined && !(importance[column] >= leastImportance * total))
      return {
        because: 'unimportant',
        why: `${name} holds ${percent(total > 0 ? importance[column] / total : 0)} of the importance, under ${percent(leastImportance)}.`,
      }
    return undefined
  }
}

/**
 * Leaves columns out.
 *
 * @throws RangeError when the matrix has another number of columns
 */
export function applyPruning<M extends Matrix>(pruning: Pruning, matrix: M): M {
  requireColumns('applyPruning', matrix, pruning.inputs)
  return { ...matrix, columns: Array.from(pruning.kept, (column) => matrix.columns[column]) }
}

/** FNV-1a over the bits, −0 as 0. */
function fingerprint(values: Float64Array): number {
  const words = new Uint32Array(Float64Array.from(values, (value) => value + 0).buffer)
  let hash = 0x811c9dc5
  for (const word of words) hash = Math.imul(hash ^ word, 0x01000193)
  return hash >>> 0
}

function sameValues(a: Float64Array, b: Float64Array): boolean {
  return a.every((value, row) => value === b[row] || (Number.isNaN(value) && Number.isNaN(b[row])))
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))}%`
}
