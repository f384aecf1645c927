/** Eigenvalues and eigenvectors of symmetric matrices: reduction to tridiagonal form, then implicit QL. */
import { requireSquare } from './shape.ts'

/** QL steps allowed for one eigenvalue; two are usual. */
const STEPS = 60
/** Squares of entries below 1e-145 of the largest one. */
const NOTHING = 1e-290

export interface SymmetricEigen {
  /** Ascending, shape [n]. */
  readonly values: Float64Array
  /** Row-major, shape [n·n]; column j belongs to values[j] and has length 1. */
  readonly vectors: Float64Array
}

/**
 * Spectral decomposition of a symmetric matrix, A = V·diag(λ)·Vᵀ.
 *
 * Householder reflections make A tridiagonal, QL steps with Wilkinson's shift make that diagonal: about 7n³ operations, with
 * an error of the order of ε‖A‖. Each vector's largest component is positive, so that the answer is unique where λ is
 * simple. Only + − × ÷ √ are used, so that the bits are the same on every machine.
 *
 * @param matrix symmetric, row-major, shape [n·n]; the mean of both triangles is taken
 * @throws RangeError when the shape does not fit, a value is not finite, or the steps do not converge
 * @see Golub & Van Loan, Matrix Computations, §8.3
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  requireSquare('symmetricEigen', matrix, n)
  const a = new Float64Array(n * n)
  let largest = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const value = matrix[i * n + j] / 2 + matrix[j * n + i] / 2
      if (!Number.isFinite(value))
        throw new RangeError(`symmetricEigen: need finite values, got ${value} at row ${i}, column ${j}`)
      a[i * n + j] = value
      largest = Math.max(largest, Math.abs(value))
    }
  }
  // Entries of at most 1, so that no square leaves the range of doubles.
  if (largest > 0) for (let at = 0; at < n * n; at++) a[at] /= largest
  const diagonal = new Float64Array(n)
  const beside = new Float64Array(n)
  tridiagonalize(a, n, diagonal, beside)
  const rows = accumulate(a, n)
  diagonalize(diagonal, beside, rows, n)
  for (let i = 0; i < n; i++) diagonal[i] *= largest
  return ordered(diagonal, rows, n)
}

/**
 * T = Qᵀ·A·Q with Q = H₀·H₁·…, Hₖ = I − v·vᵀ and |v|² = 2.
 *
 * @param a        overwritten; row k holds the v of Hₖ from column k + 1 on
 * @param diagonal receives T's diagonal
 * @param beside   receives what stands beside it, beside[k] between k and k + 1; the last is 0
 */
function tridiagonalize(a: Float64Array, n: number, diagonal: Float64Array, beside: Float64Array): void {
  const w = new Float64Array(n)
  for (let k = 0; k < n - 1; k++) {
    const row = k * n
    diagonal[k] = a[row + k]
    let tail = 0
    for (let j = k + 2; j < n; j++) tail += a[row + j] * a[row + j]
    const head = a[row + k + 1]
    if (tail < NOTHING) {
      beside[k] = head
      a.fill(0, row + k + 1, row + n)
      continue
    }
    const length = Math.sqrt(head * head + tail)
    beside[k] = head > 0 ? -length : length
    const scale = 1 / Math.sqrt(length * (length + Math.abs(head)))
    a[row + k + 1] = head - beside[k]
    for (let j = k + 1; j < n; j++) a[row + j] *= scale
    // A ← A − v·wᵀ − w·vᵀ with w = A·v − ½(vᵀ·A·v)·v.
    let quadratic = 0
    for (let i = k + 1; i < n; i++) {
      w[i] = dot(a, i * n, a, row, k + 1, n)
      quadratic += w[i] * a[row + i]
    }
    for (let i = k + 1; i < n; i++) w[i] -= (quadratic / 2) * a[row + i]
    for (let i = k + 1; i < n; i++) {
      const vi = a[row + i]
      const wi = w[i]
      const at = i * n
      for (let j = k + 1; j < n; j++) a[at + j] -= vi * w[j] + wi * a[row + j]
    }
  }
  diagonal[n - 1] = a[n * n - 1]
}

/** Qᵀ from the vectors that `tridiagonalize` left: rows, so that the QL rotations run along memory. */
function accumulate(a: Float64Array, n: number): Float64Array {
  const rows = new Float64Array(n * n)
  for (let i = 0; i < n; i++) rows[i * n + i] = 1
  for (let k = n - 3; k >= 0; k--) {
    const v = k * n
    for (let i = k + 1; i < n; i++) {
      const along = dot(rows, i * n, a, v, k + 1, n)
      for (let j = k + 1; j < n; j++) rows[i * n + j] -= along * a[v + j]
    }
  }
  return rows
}

function dot(a: Float64Array, at: number, b: Float64Array, bt: number, from: number, to: number): number {
  let sum0 = 0
  let sum1 = 0
  let j = from
  for (; j + 1 < to; j += 2) {
    sum0 += a[at + j] * b[bt + j]
    sum1 += a[at + j + 1] * b[bt + j + 1]
  }
  return j < to ? sum0 + sum1 + a[at + j] * b[bt + j] : sum0 + sum1
}

/** Turns the tridiagonal matrix into its eigenvalues in `d`, and the rows along with it. */
function diagonalize(d: Float64Array, e: Float64Array, rows: Float64Array, n: number): void {
  let size = 0
  for (let i = 0; i < n; i++) size = Math.max(size, Math.abs(d[i]) + Math.abs(e[i]))
  const negligible = Number.EPSILON * size
  for (let first = 0; first < n; first++) {
    for (let step = 0; ; step++) {
      let last = first
      while (last < n - 1 && Math.abs(e[last]) > negligible) last++
      if (last === first) break
      if (step === STEPS)
        throw new RangeError(`symmetricEigen: need convergence in ${STEPS} steps, got ${e[first]}`)
      qlStep(d, e, rows, n, first, last)
    }
  }
}

/** One implicit QL step on the block [first, last]. */
function qlStep(
  d: Float64Array,
  e: Float64Array,
  rows: Float64Array,
  n: number,
  first: number,
  last: number,
): void {
  const half = (d[first + 1] - d[first]) / (2 * e[first])
  const root = Math.sqrt(half * half + 1)
  let g = d[last] - d[first] + e[first] / (half + (half < 0 ? -root : root))
  let s = 1
  let c = 1
  let shift = 0
  for (let i = last - 1; i >= first; i--) {
    const f = s * e[i]
    const b = c * e[i]
    const r = Math.sqrt(f * f + g * g)
    e[i + 1] = r
    if (r === 0) {
      // The block falls apart here; the next step takes its upper part.
      d[i + 1] -= shift
      e[last] = 0
      return
    }
    s = f / r
    c = g / r
    const upper = d[i + 1] - shift
    const moved = (d[i] - upper) * s + 2 * c * b
    shift = s * moved
    d[i + 1] = upper + shift
    g = c * moved - b
    const x = i * n
    const y = x + n
    for (let k = 0; k < n; k++) {
      const left = rows[x + k]
      const right = rows[y + k]
      rows[y + k] = s * left + c * right
      rows[x + k] = c * left - s * right
    }
  }
  d[first] -= shift
  e[first] = g
  e[last] = 0
}

function ordered(unsorted: Float64Array, rows: Float64Array, n: number): SymmetricEigen {
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => unsorted[i] - unsorted[j])
  const values = new Float64Array(n)
  const vectors = new Float64Array(n * n)
  order.forEach((from, to) => {
    values[to] = unsorted[from]
    let largest = 0
    for (let k = 0; k < n; k++)
      if (Math.abs(rows[from * n + k]) > Math.abs(largest)) largest = rows[from * n + k]
    const sign = largest < 0 ? -1 : 1
    for (let k = 0; k < n; k++) vectors[k * n + to] = sign * rows[from * n + k]
  })
  return { values, vectors }
}
