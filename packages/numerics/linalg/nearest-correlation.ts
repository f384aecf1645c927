/** The correlation matrix nearest to one that is not quite a correlation matrix. */
import { dualPoint, newtonDirection } from './correlation-dual.ts'
import { requireSquare } from './shape.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

export interface NearestCorrelationOptions {
  /** Smallest eigenvalue of the answer; default 1e-8. */
  readonly eigenvalueFloor?: number
  /** Largest distance of a diagonal entry from 1, before it is scaled away, at which to stop; default 1e-10. */
  readonly tolerance?: number
  /** Newton steps; default 100, of which a dozen are usual. */
  readonly iterations?: number
}

/** Part of the decrease promised by the slope that a step must bring. */
const ARMIJO = 1e-4
const HALVINGS = 40

/**
 * Nearest correlation matrix in the Frobenius norm, by Newton's method on the dual problem (Qi & Sun 2006).
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
  const { eigenvalueFloor: floor = 1e-8, tolerance = 1e-10, iterations = 100 } = options
  requireSquare('nearestCorrelation', matrix, n)
  if (!(floor > 0 && floor < 1))
    throw new RangeError(`nearestCorrelation: need an eigenvalue floor in (0, 1), got ${floor}`)
  if (!(tolerance > 0))
    throw new RangeError(`nearestCorrelation: need a positive tolerance, got ${tolerance}`)
  const wanted = withUnitDiagonal(matrix, n)
  // As exact as an eigenvalue can be known.
  const known = floor * (1 - 1e-6) - 4 * n * Number.EPSILON
  if (symmetricEigen(wanted, n).values[0] >= known) return wanted

  let point = dualPoint(wanted, new Float64Array(n), n, floor)
  for (let iteration = 0; point.error > tolerance; iteration++) {
    if (iteration === iterations)
      throw new RangeError(
        `nearestCorrelation: need convergence in ${iterations} iterations, got a diagonal ${point.error} from 1`,
      )
    const direction = newtonDirection(point, n)
    let slope = 0
    for (let i = 0; i < n; i++) slope += point.gradient[i] * direction[i]
    let length = 1
    let next = point
    for (let halving = 0; ; halving++) {
      if (halving === HALVINGS)
        throw new RangeError(
          `nearestCorrelation: need a tolerance above rounding, got ${tolerance} at a diagonal ${point.error} from 1`,
        )
      const multipliers = point.multipliers.map((value, i) => value + length * direction[i])
      next = dualPoint(wanted, multipliers, n, floor)
      // Near the end the decrease drowns in rounding, and the gradient decides.
      if (next.value <= point.value + ARMIJO * length * slope || next.error <= point.error / 2) break
      length /= 2
    }
    point = next
  }
  return liftToFloor(withScaledDiagonal(point.primal, n), n, floor)
}

function withUnitDiagonal(matrix: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) out[i * n + j] = i === j ? 1 : (matrix[i * n + j] + matrix[j * n + i]) / 2
  return out
}

/** x_ij / √(x_ii·x_jj), which keeps a matrix positive definite. */
function withScaledDiagonal(matrix: Float64Array, n: number): Float64Array {
  const scale = Float64Array.from({ length: n }, (_, i) => 1 / Math.sqrt(matrix[i * n + i]))
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    out[i * n + i] = 1
    for (let j = 0; j < i; j++) {
      const value = matrix[i * n + j] * scale[i] * scale[j]
      out[i * n + j] = value
      out[j * n + i] = value
    }
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
