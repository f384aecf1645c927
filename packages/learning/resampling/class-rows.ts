/** Rows by class, and how many more or fewer each class is to have. */
import type { LabelledMatrix } from '../data/index.ts'

export interface BalanceOptions {
  readonly seed: number
  /** Rows of each smaller class over those of the largest, afterwards; in (0, 1], 1 when absent. */
  readonly ratio?: number
}

export interface ClassRows {
  readonly label: number
  /** Ascending. */
  readonly rows: Int32Array
}

/**
 * Rows of each class, by ascending label.
 *
 * @throws RangeError when a label is not finite, there is one class only, or the ratio lies outside (0, 1]
 */
export function classRows(name: string, matrix: LabelledMatrix, ratio: number): ClassRows[] {
  if (!(ratio > 0 && ratio <= 1)) throw new RangeError(`${name}: need a ratio in (0, 1], got ${ratio}`)
  const byLabel = new Map<number, number[]>()
  for (let row = 0; row < matrix.rows; row++) {
    const label = matrix.label[row]
    if (!Number.isFinite(label)) throw new RangeError(`${name}: need labels, got ${label} in row ${row}`)
    const rows = byLabel.get(label)
    if (rows) rows.push(row)
    else byLabel.set(label, [row])
  }
  if (byLabel.size < 2)
    throw new RangeError(
      `${name}: need rows of at least 2 classes, got ${byLabel.size} in ${matrix.rows} rows`,
    )
  return [...byLabel]
    .sort(([a], [b]) => a - b)
    .map(([label, rows]) => ({ label, rows: Int32Array.from(rows) }))
}

/** Rows that classes under the ratio lack. */
export function lacking(classes: readonly ClassRows[], ratio: number): number[] {
  const largest = Math.max(...classes.map(({ rows }) => rows.length))
  return classes.map(({ rows }) => Math.max(0, Math.round(ratio * largest) - rows.length))
}
