/** What is learnt from out-of-fold scores is itself tried on folds it did not learn from. */
import type { Fold } from '../splitting/index.ts'

/**
 * Learns on the other folds and applies to each: of folds in time, only the earlier ones are learnt from.
 *
 * @param inTime whether the folds follow each other in time
 * @param learn  gets the rows to learn from, ascending; empty for the first fold in time
 * @param apply  gets what was learnt, and the rows to fill
 */
export function crossFit<Learnt>(
  folds: readonly Fold[],
  inTime: boolean,
  learn: (rows: Int32Array) => Learnt,
  apply: (learnt: Learnt, rows: Int32Array) => void,
): void {
  for (const [f, { test }] of folds.entries()) {
    const others = inTime ? folds.slice(0, f) : folds.filter((_, other) => other !== f)
    apply(learn(rowsOf(others)), test)
  }
}

/** Rows that some fold held out, ascending. */
export function rowsOf(folds: readonly Fold[]): Int32Array {
  const rows = new Int32Array(folds.reduce((sum, { test }) => sum + test.length, 0))
  let at = 0
  for (const { test } of folds) {
    rows.set(test, at)
    at += test.length
  }
  return rows.sort()
}

export function take(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row])
}
