/** Anything that gives a number to a row: a model's log-odds or probability, calibrated or not. */
import type { Matrix } from '../../data/index.ts'

/** One finite number per row of the model's inputs; the same for a row alone and in a batch. */
export type ScoringFunction = (matrix: Matrix) => Float64Array

/**
 * The scores of a matrix.
 *
 * @param name of the function that asks, for the message
 * @throws RangeError when there is not one finite score per row
 */
export function scored(name: string, score: ScoringFunction, matrix: Matrix): Float64Array {
  const scores = score(matrix)
  if (scores.length !== matrix.rows)
    throw new RangeError(
      `${name}: need one score per row, got ${scores.length} for ${matrix.rows} rows; choose one output of the model`,
    )
  for (let i = 0; i < scores.length; i++)
    if (!Number.isFinite(scores[i])) throw new RangeError(`${name}: need finite scores, got ${scores[i]}`)
  return scores
}
