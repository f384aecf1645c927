/** Cholesky factors of symmetric positive definite matrices, row-major. */
import { requireSquare } from './shape.ts'

/**
 * Lower triangular L with L·Lᵀ = matrix.
 *
 * @param matrix symmetric positive definite, row-major, shape [n·n]; only the lower triangle is read
 * @param n      order
 * @returns L, row-major, shape [n·n], zeros above the diagonal
 * @throws RangeError when the shape does not fit or the matrix is not positive definite (naming the row)
 */
export function cholesky(matrix: Float64Array, n: number): Float64Array {
  requireSquare('cholesky', matrix, n)
  const lower = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]
      for (let k = 0; k < j; k++) sum -= lower[i * n + k] * lower[j * n + k]
      if (i > j) lower[i * n + j] = sum / lower[j * n + j]
      else if (sum > 0 && sum < Number.POSITIVE_INFINITY) lower[i * n + i] = Math.sqrt(sum)
      else throw new RangeError(`cholesky: need a positive definite matrix, got pivot ${sum} in row ${i}`)
    }
  }
  return lower
}

/**
 * Solves L·Lᵀ·x = b.
 *
 * @param lower Cholesky factor, row-major, shape [n·n]
 * @param b     right-hand side, shape [n], left unchanged
 * @returns x, shape [n]
 */
export function solveCholesky(lower: Float64Array, n: number, b: Float64Array): Float64Array {
  requireSquare('solveCholesky', lower, n)
  if (b.length !== n) throw new RangeError(`solveCholesky: need a right-hand side of ${n}, got ${b.length}`)
  const x = b.slice()
  for (let i = 0; i < n; i++) {
    let sum = x[i]
    for (let k = 0; k < i; k++) sum -= lower[i * n + k] * x[k]
    x[i] = sum / lower[i * n + i]
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]
    for (let k = i + 1; k < n; k++) sum -= lower[k * n + i] * x[k]
    x[i] = sum / lower[i * n + i]
  }
  return x
}

/**
 * out = L·z, the step from independent to correlated draws.
 *
 * @param lower lower triangular, row-major, shape [n·n]
 * @param z     shape [n]
 * @param out   receives n values; may be `z` itself
 */
export function multiplyLowerTriangular(
  lower: Float64Array,
  n: number,
  z: Float64Array,
  out: Float64Array,
): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = i * n
    let sum = 0
    for (let k = 0; k <= i; k++) sum += lower[row + k] * z[k]
    out[i] = sum
  }
}
