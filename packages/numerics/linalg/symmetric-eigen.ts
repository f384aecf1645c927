/** Eigenvalues and eigenvectors of symmetric matrices by cyclic Jacobi rotations. */
import { requireSquare } from './shape.ts'

const SWEEPS = 60

export interface SymmetricEigen {
  /** Ascending, shape [n]. */
  readonly values: Float64Array
  /** Row-major, shape [n·n]; column j belongs to values[j] and has length 1. */
  readonly vectors: Float64Array
}

/**
 * Spectral decomposition of a symmetric matrix, A = V·diag(λ)·Vᵀ.
 *
 * Jacobi rotations are the most accurate of the classical methods on positive definite matrices, and fast enough to a
 * few hundred rows. Each vector's largest component is positive, so that the answer is unique where λ is simple.
 *
 * @param matrix symmetric, row-major, shape [n·n]; the mean of both triangles is taken
 * @throws RangeError when the shape does not fit, a value is not finite, or the sweeps do not converge
 * @see Golub & Van Loan, Matrix Computations, §8.5
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  requireSquare('symmetricEigen', matrix, n)
  const a = new Float64Array(n * n)
  // Rows of `rows` are the eigenvectors while rotating, so that both updates run along memory.
  const rows = new Float64Array(n * n)
  let norm = 0
  for (let i = 0; i < n; i++) {
    rows[i * n + i] = 1
    for (let j = 0; j < n; j++) {
      const value = (matrix[i * n + j] + matrix[j * n + i]) / 2
      if (!Number.isFinite(value))
        throw new RangeError(`symmetricEigen: need finite values, got ${value} at row ${i}, column ${j}`)
      a[i * n + j] = value
      norm += value * value
    }
  }
  for (let sweep = 0; ; sweep++) {
    let off = 0
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p * n + q] ** 2
    if (off <= 1e-34 * norm) break
    if (sweep === SWEEPS)
      throw new RangeError(`symmetricEigen: need convergence in ${SWEEPS} sweeps, got ${off}`)
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, rows, n, p, q)
  }
  return ordered(a, rows, n)
}

/** One rotation in the plane (p, q) that makes a[p][q] zero. */
function rotate(a: Float64Array, rows: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]
  const app = a[p * n + p]
  const aqq = a[q * n + q]
  if (Math.abs(apq) <= 1e-18 * Math.sqrt(Math.abs(app * aqq)) || apq === 0) {
    a[p * n + q] = 0
    a[q * n + p] = 0
    return
  }
  const theta = (aqq - app) / (2 * apq)
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  rotateRows(a, p * n, q * n, n, c, s)
  for (let k = 0; k < n; k++) {
    a[k * n + p] = a[p * n + k]
    a[k * n + q] = a[q * n + k]
  }
  a[p * n + p] = app - t * apq
  a[q * n + q] = aqq + t * apq
  a[p * n + q] = 0
  a[q * n + p] = 0
  rotateRows(rows, p * n, q * n, n, c, s)
}

function rotateRows(a: Float64Array, rowP: number, rowQ: number, n: number, c: number, s: number): void {
  for (let k = 0; k < n; k++) {
    const x = a[rowP + k]
    const y = a[rowQ + k]
    a[rowP + k] = c * x - s * y
    a[rowQ + k] = s * x + c * y
  }
}

function ordered(a: Float64Array, rows: Float64Array, n: number): SymmetricEigen {
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[i * n + i] - a[j * n + j])
  const values = new Float64Array(n)
  const vectors = new Float64Array(n * n)
  order.forEach((from, to) => {
    values[to] = a[from * n + from]
    let largest = 0
    for (let k = 0; k < n; k++)
      if (Math.abs(rows[from * n + k]) > Math.abs(largest)) largest = rows[from * n + k]
    const sign = largest < 0 ? -1 : 1
    for (let k = 0; k < n; k++) vectors[k * n + to] = sign * rows[from * n + k]
  })
  return { values, vectors }
}
