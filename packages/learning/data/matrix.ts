/** Rows × features, column by column: what learners and models read. */

/** What a category is coded as that its feature does not know. */
export const UNKNOWN_CATEGORY = -1

export interface Matrix {
  readonly rows: number
  /**
   * One array of `rows` values per feature. Missing is NaN. A category is its code, 0 … k − 1, or UNKNOWN_CATEGORY.
   * May lie on shared memory.
   */
  readonly columns: readonly Float64Array[]
}

/** A matrix with the outcome to learn. */
export interface LabelledMatrix extends Matrix {
  /** Binary: 0 or 1. Multiclass: 0 … k − 1. Regression: any finite number. Shape [rows]. */
  readonly label: Float64Array
  /** How often each row counts, ≥ 0; all 1 when absent. Shape [rows]. */
  readonly weight?: Float64Array
}

/**
 * The rows of the given indices, in their order; copies.
 *
 * @param indices row numbers, shape [any], repeats allowed
 */
export function takeRows<M extends Matrix | LabelledMatrix>(matrix: M, indices: ArrayLike<number>): M {
  const take = (values: Float64Array): Float64Array => {
    const taken = new Float64Array(indices.length)
    for (let i = 0; i < taken.length; i++) taken[i] = values[indices[i]]
    return taken
  }
  const taken: Record<string, unknown> = {
    ...matrix,
    rows: indices.length,
    columns: matrix.columns.map(take),
  }
  for (const name of ['label', 'weight'])
    if (taken[name] !== undefined) taken[name] = take(taken[name] as Float64Array)
  return taken as unknown as M
}
