/** The correlation matrix nearest to one that is not quite a correlation matrix. */
import { requireSquare } from './shape.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

export interface NearestCorrelationOptions {
  /** Smallest eigenvalue of the answer; default 1e-8. */
  readonly eigenvalueFloor?: number
  /** Largest change of an entry between iterations at which to stop; default 1e-10. */
  readonly tolerance?: number
  /** Default 1000. */
  readonly iterations?: number
}

/**
 * Nearest correlation matrix in the Frobenius norm, by alternating projections with Dykstra's correction (Higham 2002).
 *
 *   min ‖A − X‖_F  subject to  X = Xᵀ, diag X = 1, λ_min(X) ≥ floor
 *
 * The last step shrinks towards the identity by the least amount that makes λ_min ≥ floor exact, so that the answer is
 * positive definite and has a unit diagonal to the last bit. A matrix that already is both is answered unchanged.
 *
 * @param matrix symmetric, row-major, shape [n·n]; the mean of both triangles is taken, the diagonal is ignored
 * @throws RangeError when the shape or an option does not fit, a value is not finite, or the iterations run out
 * @see docs/methods/nearest-correlation.md
 */
export function nearestCorrelation(
  matrix: Float64Array,
  n: number,
  options: NearestCorrelationOptions = {},
): Float64Array {
  const { eigenvalueFloor = 1e-8, tolerance = 1e-10, iterations = 1000 } = options
  requireSquare('nearestCorrelation', matrix, n)
  if (!(eigenvalueFloor > 0 && eigenvalueFloor < 1))
    throw new RangeError(`nearestCorrelation: need an eigenvalue floor in (0, 1), got ${eigenvalueFloor}`)

  const current = withUnitDiagonal(matrix, n)
  const correction = new Float64Array(n * n)
  const shifted = new Float64Array(n * n)
  if (symmetricEigen(current, n).values[0] >= eigenvalueFloor * (1 - 1e-6)) return current

  for (let iteration = 0; iteration < iterations; iteration++) {
    for (let i = 0; i < n * n; i++) shifted[i] = current[i] - correction[i]
    const projected = projectOnCone(shifted, n, eigenvalueFloor)
    let change = 0
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const at = i * n + j
        correction[at] = projected[at] - shifted[at]
        const next = i === j ? 1 : projected[at]
        change = Math.max(change, Math.abs(next - current[at]))
        current[at] = next
      }
    }
    if (change <= tolerance) return liftToFloor(current, n, eigenvalueFloor)
  }
  throw new RangeError(`nearestCorrelation: need convergence in ${iterations} iterations, got none`)
}

function withUnitDiagonal(matrix: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) out[i * n + j] = i === j ? 1 : (matrix[i * n + j] + matrix[j * n + i]) / 2
  return out
}

/** The nearest symmetric matrix whose eigenvalues are at least `floor`. */
function projectOnCone(matrix: Float64Array, n: number, floor: number): Float64Array {
  const { values, vectors } = symmetricEigen(matrix, n)
  const out = matrix.slice()
  // Only eigenvalues below the floor move: add (floor − λ)·v·vᵀ for each.
  for (let e = 0; e < n && values[e] < floor; e++) {
    const lift = floor - values[e]
    for (let i = 0; i < n; i++) {
      const scaled = lift * vectors[i * n + e]
      for (let j = 0; j < n; j++) out[i * n + j] += scaled * vectors[j * n + e]
    }
  }
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const mean = (out[i * n + j] + out[j * n + i]) / 2
      out[i * n + j] = mean
      out[j * n + i] = mean
    }
  return out
}

/** (1 − s)·X + s·I with the smallest s that brings the least eigenvalue to the floor. */
function liftToFloor(matrix: Float64Array, n: number, floor: number): Float64Array {
  const least = symmetricEigen(matrix, n).values[0]
  if (least >= floor) return matrix
  const shrink = (floor - least) / (1 - least)
  const out = matrix.slice()
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (i !== j) out[i * n + j] *= 1 - shrink
  return out
}
