/** Balance by repeating or leaving out rows at random. For the training part of a fold only. */
import { openStream, shuffleFirst } from '@pratibimba/numerics/random'
import { type LabelledMatrix, takeRows } from '../data/index.ts'
import { type BalanceOptions, classRows, lacking } from './class-rows.ts'

/**
 * Repeats random rows of smaller classes.
 *
 * @returns the rows of the matrix, then the repeated ones
 * @throws RangeError when there is one class only, or an option lies outside its range
 * @see docs/methods/resampling.md
 */
export function oversample(matrix: LabelledMatrix, { seed, ratio = 1 }: BalanceOptions): LabelledMatrix {
  const classes = classRows('oversample', matrix, ratio)
  const wanted = lacking(classes, ratio)
  const chosen = classes.flatMap(({ label, rows }, c) => {
    const stream = openStream(seed, `oversample-${label}`)
    return Array.from({ length: wanted[c] }, () => rows[stream.below(rows.length)])
  })
  const all = new Int32Array(matrix.rows + chosen.length)
  for (let row = 0; row < matrix.rows; row++) all[row] = row
  all.set(chosen, matrix.rows)
  return takeRows(matrix, all)
}

/**
 * Leaves out random rows of classes larger than the smallest over the ratio.
 *
 * @returns the kept rows, in their order
 * @throws RangeError when there is one class only, or an option lies outside its range
 * @see docs/methods/resampling.md
 */
export function undersample(matrix: LabelledMatrix, { seed, ratio = 1 }: BalanceOptions): LabelledMatrix {
  const classes = classRows('undersample', matrix, ratio)
  const smallest = Math.min(...classes.map(({ rows }) => rows.length))
  const most = Math.round(smallest / ratio)
  const kept = classes.flatMap(({ label, rows }) => {
    const stream = openStream(seed, `undersample-${label}`)
    const count = Math.min(most, rows.length)
    return [...shuffleFirst(rows.slice(), count, stream).subarray(0, count)]
  })
  return takeRows(matrix, Int32Array.from(kept).sort())
}
