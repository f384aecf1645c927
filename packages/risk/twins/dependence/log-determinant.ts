/** Log determinants of covariance matrices, with a ridge that keeps constant columns from deciding alone. */

/**
 * ln det(A + ridge·I) over the indices other than `without`, by Cholesky in place of a scratch matrix.
 *
 * @param lower   packed rows of the lower triangle, shape [d(d+1)/2]
 * @param without index left out; −1 for none
 * @param scratch at least d·d values, overwritten
 */
export function logDeterminant(
  lower: Float64Array,
  d: number,
  ridge: number,
  without: number,
  scratch: Float64Array,
): number {
  let sum = 0
  let row = 0
  for (let i = 0; i < d; i++) {
    if (i === without) continue
    const base = (i * (i + 1)) / 2
    const at = row * d
    let column = 0
    for (let j = 0; j <= i; j++) {
      if (j === without) continue
      let value = lower[base + j] + (i === j ? ridge : 0)
      const other = column * d
      for (let k = 0; k < column; k++) value -= scratch[at + k] * scratch[other + k]
      if (i === j) {
        const pivot = Math.max(value, ridge * 1e-3)
        sum += Math.log(pivot)
        scratch[at + column] = Math.sqrt(pivot)
      } else scratch[at + column] = value / scratch[other + column]
      column++
    }
    row++
  }
  return sum
}
