/** The dual of the nearest-correlation problem: its value, gradient and Newton step. */
import { symmetricEigen } from './symmetric-eigen.ts'

/** Conjugate gradients stop at this part of the first residual, or sooner where the gradient is small. */
const RESIDUAL = 0.05
const CONJUGATE_STEPS = 200

/** A point of the dual problem and what is known there. */
export interface DualPoint {
  /** y, one per diagonal entry, shape [n]. */
  readonly multipliers: Float64Array
  /** θ(y). */
  readonly value: number
  /** ∇θ(y) = diag X − 1, shape [n]. */
  readonly gradient: Float64Array
  /** Largest |∇θ|. */
  readonly error: number
  /** X = (A − floor·I + diag y)₊ + floor·I, row-major, shape [n·n]; the answer where the gradient is 0. */
  readonly primal: Float64Array
  /** Eigenvalues of A − floor·I + diag y, ascending, and its eigenvectors as rows. */
  readonly values: Float64Array
  readonly rows: Float64Array
}

/**
 * Evaluates θ(y) = ½‖(A − floor·I + diag y)₊‖² − (1 − floor)·Σy, whose minimum is the multipliers of the unit diagonal.
 *
 * @param matrix A, symmetric with unit diagonal, row-major, shape [n·n]
 */
export function dualPoint(
  matrix: Float64Array,
  multipliers: Float64Array,
  n: number,
  floor: number,
): DualPoint {
  const shifted = matrix.slice()
  for (let i = 0; i < n; i++) shifted[i * n + i] += multipliers[i] - floor
  const { values, vectors } = symmetricEigen(shifted, n)
  const rows = transposed(vectors, n)
  // The part of fewer eigenvalues is summed: X₊ itself, or the negative part that is taken away.
  const positives = values.reduce((count, value) => (value > 0 ? count + 1 : count), 0)
  const takesAway = positives > n / 2
  const primal = takesAway ? shifted : new Float64Array(n * n)
  let value = 0
  for (let e = 0; e < n; e++) {
    if (values[e] > 0) value += values[e] ** 2 / 2
    if (values[e] > 0 === takesAway) continue
    const at = e * n
    const factor = Math.abs(values[e])
    for (let i = 0; i < n; i++) {
      const scaled = factor * rows[at + i]
      for (let j = 0; j <= i; j++) primal[i * n + j] += scaled * rows[at + j]
    }
  }
  const gradient = new Float64Array(n)
  let error = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) primal[j * n + i] = primal[i * n + j]
    gradient[i] = primal[i * n + i] - (1 - floor)
    primal[i * n + i] += floor
    value -= (1 - floor) * multipliers[i]
    error = Math.max(error, Math.abs(gradient[i]))
  }
  return { multipliers, value, gradient, error, primal, values, rows }
}

/**
 * Newton direction −(V + εI)⁻¹·∇θ by conjugate gradients with a diagonal preconditioner, where
 *
 *   V·h = diag(P·(W ∘ (Pᵀ·diag h·P))·Pᵀ),  w_ij = (λ_i⁺ − λ_j⁺)/(λ_i − λ_j),  1 within λ > 0, 0 within λ ≤ 0
 *
 * is an element of the generalised Hessian.
 */
export function newtonDirection(point: DualPoint, n: number): Float64Array {
  const { gradient, error } = point
  const hessian = hessianOf(point, n)
  const ridge = Math.min(1e-3, 0.1 * error)
  const direction = new Float64Array(n)
  const residual = gradient.map((value) => -value)
  const inverse = hessian.diagonal().map((value) => 1 / (value + ridge))
  const scaled = residual.map((value, i) => value * inverse[i])
  const search = scaled.slice()
  let size = inner(residual, scaled)
  const enough = Math.min(RESIDUAL, error) ** 2 * inner(residual, residual)
  for (let step = 0; step < CONJUGATE_STEPS && inner(residual, residual) > enough; step++) {
    const image = hessian.apply(search)
    for (let i = 0; i < n; i++) image[i] += ridge * search[i]
    const length = size / inner(search, image)
    for (let i = 0; i < n; i++) {
      direction[i] += length * search[i]
      residual[i] -= length * image[i]
      scaled[i] = residual[i] * inverse[i]
    }
    const before = size
    size = inner(residual, scaled)
    for (let i = 0; i < n; i++) search[i] = scaled[i] + (size / before) * search[i]
  }
  return direction
}

interface Hessian {
  apply(h: Float64Array): Float64Array
  diagonal(): Float64Array
}

/**
 * V as an operator. Sums run over the smaller of the two sets of eigenvalues; where that is the one of λ ≤ 0, over the
 * complement I − V, whose weights 1 − w vanish within λ > 0.
 */
function hessianOf({ values, rows }: DualPoint, n: number): Hessian {
  let firstPositive = 0
  while (firstPositive < n && !(values[firstPositive] > 0)) firstPositive++
  const isComplement = n - firstPositive > n / 2
  const [from, to] = isComplement ? [0, firstPositive] : [firstPositive, n]
  // Pairs within the set count once, pairs with the other set from both sides.
  const weights = new Float64Array((to - from) * n)
  for (let s = from; s < to; s++)
    for (let j = 0; j < n; j++)
      weights[(s - from) * n + j] =
        j >= from && j < to ? 1 : (2 * Math.abs(values[s])) / (Math.abs(values[s]) + Math.abs(values[j]))
  const settle = (sum: Float64Array, whole: (i: number) => number): Float64Array =>
    isComplement ? sum.map((value, i) => whole(i) - value) : sum
  return {
    apply(h) {
      const sum = new Float64Array(n)
      const left = new Float64Array(n)
      const right = new Float64Array(n)
      for (let s = from; s < to; s++) {
        for (let i = 0; i < n; i++) left[i] = h[i] * rows[s * n + i]
        right.fill(0)
        for (let j = 0; j < n; j++) {
          const at = j * n
          let along = 0
          for (let i = 0; i < n; i++) along += left[i] * rows[at + i]
          along *= weights[(s - from) * n + j]
          for (let i = 0; i < n; i++) right[i] += along * rows[at + i]
        }
        for (let i = 0; i < n; i++) sum[i] += rows[s * n + i] * right[i]
      }
      return settle(sum, (i) => h[i])
    },
    diagonal() {
      const sum = new Float64Array(n)
      const right = new Float64Array(n)
      for (let s = from; s < to; s++) {
        right.fill(0)
        for (let j = 0; j < n; j++) {
          const weight = weights[(s - from) * n + j]
          for (let i = 0; i < n; i++) right[i] += weight * rows[j * n + i] ** 2
        }
        for (let i = 0; i < n; i++) sum[i] += rows[s * n + i] ** 2 * right[i]
      }
      // Positive in exact arithmetic.
      return settle(sum, () => 1).map((value) => Math.max(value, 1e-12))
    },
  }
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

function transposed(matrix: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[j * n + i] = matrix[i * n + j]
  return out
}
