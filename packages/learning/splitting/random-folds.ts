/** Folds of rows that are independent of each other. */
import { codesOf, type Fold, foldsOf, requireFolds, type SeededSplit, shuffled } from './fold.ts'

/**
 * Random folds whose sizes differ by one row at most; every row is held out once.
 *
 * @param rows  number of rows, ≥ folds
 * @param folds ≥ 2
 * @throws RangeError when there are fewer rows than folds
 * @see docs/methods/splitting.md
 */
export function randomFolds(rows: number, folds: number, { seed }: SeededSplit): Fold[] {
  requireFolds('randomFolds', folds, rows, 'rows')
  const assigned = new Int32Array(rows)
  const order = shuffled(rows, seed, 'random-folds')
  for (let place = 0; place < rows; place++) assigned[order[place]] = place % folds
  return foldsOf(assigned, folds)
}

/**
 * Random folds in which each class, and the whole, differ by one row at most.
 *
 * A class of fewer rows than folds is missing in some folds.
 *
 * @param label classes (or any other strata), shape [n]
 * @param folds ≥ 2
 * @throws RangeError when there are fewer rows than folds
 * @see docs/methods/splitting.md
 */
export function stratifiedFolds(
  label: ArrayLike<number | string>,
  folds: number,
  { seed }: SeededSplit,
): Fold[] {
  requireFolds('stratifiedFolds', folds, label.length, 'rows')
  const assigned = new Int32Array(label.length)
  let place = 0
  // Dealt class after class without starting anew, so that the folds' sizes stay level too.
  for (const row of byClass(label, seed)) assigned[row] = place++ % folds
  return foldsOf(assigned, folds)
}

/** Rows class by class, in random order within each. */
export function byClass(label: ArrayLike<number | string>, seed: number): Int32Array {
  const { codes, count } = codesOf(label)
  const starts = new Int32Array(count + 1)
  for (const code of codes) starts[code + 1]++
  for (let c = 0; c < count; c++) starts[c + 1] += starts[c]
  const order = new Int32Array(label.length)
  for (const row of shuffled(label.length, seed, 'stratified-folds')) order[starts[codes[row]]++] = row
  return order
}
