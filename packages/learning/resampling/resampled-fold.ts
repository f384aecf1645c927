/** A fold whose training rows alone are resampled: the only place where resampling is honest. */
import { type LabelledMatrix, takeRows } from '../data/index.ts'
import type { Fold } from '../splitting/index.ts'

/**
 * Resamples what a fold learns from, and leaves what it holds out as it is.
 *
 *   resampledFold(data, fold, (train) => smote(train, features, { seed }))
 *
 * Resampling before the split would put rows made from held-out rows into training: the AUC then measures how well the
 * model remembers.
 *
 * @see docs/methods/resampling.md
 */
export function resampledFold(
  matrix: LabelledMatrix,
  { train, test }: Fold,
  resample: (train: LabelledMatrix) => LabelledMatrix,
): { readonly train: LabelledMatrix; readonly test: LabelledMatrix } {
  return { train: resample(takeRows(matrix, train)), test: takeRows(matrix, test) }
}
