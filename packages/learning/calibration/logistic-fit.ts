/** Logistic regression on a handful of columns by Newton's method: the core of Platt, beta and recalibration. */
import { logistic, softplus } from '@pratibimba/numerics/distributions'
import { cholesky, solveCholesky } from '@pratibimba/numerics/linalg'

export interface LogisticFit {
  /** One per column, then the intercept. */
  readonly coefficients: Float64Array
  /** Negative log-likelihood without the ridge. */
  readonly loss: number
  /** Negative second derivatives at the solution, row-major. */
  readonly information: Float64Array
}

/** Keeps perfectly separated samples finite; far below what any outcome could tell. */
const RIDGE = 1e-9
const DAMPING = 1e-10
const MOST_STEPS = 100

/**
 * Minimises Σ w·(softplus(η) − t·η) + ½·10⁻⁹·|β|² with η = offset + Xβ + intercept.
 *
 * @param columns few, each of shape [n]; none for the intercept alone
 * @param target  in [0, 1], shape [n]
 * @param weight  ≥ 0, shape [n]
 * @param offset  added to η, shape [n]
 */
export function fitLogistic(
  columns: readonly Float64Array[],
  target: Float64Array,
  weight?: Float64Array,
  offset?: Float64Array,
): LogisticFit {
  const size = columns.length + 1
  const n = target.length
  let coefficients = new Float64Array(size)
  let loss = penalised(coefficients)
  const gradient = new Float64Array(size)
  const information = new Float64Array(size * size)
  derivatives()
  for (let step = 0; step < MOST_STEPS; step++) {
    const direction = solveCholesky(cholesky(damped(), size), size, gradient)
    const decrement = direction.reduce((sum, d, k) => sum + d * gradient[k], 0)
    // Near the solution rounding hides the fall of the loss, and a full Newton step is right.
    const near = decrement < 1e-8 * (1 + loss)
    let share = 1
    let next = moved(direction, share)
    let nextLoss = penalised(next)
    while (!near && nextLoss > loss - 1e-4 * share * decrement && share > 1e-6) {
      share /= 2
      next = moved(direction, share)
      nextLoss = penalised(next)
    }
    coefficients = next
    loss = nextLoss
    derivatives()
    if (decrement < 1e-14 * (1 + loss)) break
  }
  return { coefficients, loss: loss - ridgeOf(coefficients), information }

  /** Columns that say the same leave a factor to be found; the solution does not move by it. */
  function damped(): Float64Array {
    return information.map((value, at) => (at % (size + 1) === 0 ? value * (1 + DAMPING) : value))
  }
  function moved(direction: Float64Array, share: number): Float64Array<ArrayBuffer> {
    return Float64Array.from(coefficients, (value, k) => value + share * direction[k])
  }
  function linear(at: Float64Array, row: number): number {
    let eta = at[size - 1] + (offset === undefined ? 0 : offset[row])
    for (let k = 0; k < size - 1; k++) eta += at[k] * columns[k][row]
    return eta
  }
  function penalised(at: Float64Array): number {
    let sum = ridgeOf(at)
    for (let i = 0; i < n; i++) {
      const eta = linear(at, i)
      // Either form of the same number; this one is free of cancellation at both ends.
      sum +=
        (weight === undefined ? 1 : weight[i]) *
        (target[i] * softplus(-eta) + (1 - target[i]) * softplus(eta))
    }
    return sum
  }
  function derivatives(): void {
    gradient.fill(0)
    information.fill(0)
    for (let i = 0; i < n; i++) {
      const w = weight === undefined ? 1 : weight[i]
      const p = logistic(linear(coefficients, i))
      const slope = w * (target[i] - p)
      const curvature = w * p * (1 - p)
      for (let k = 0; k < size; k++) {
        const x = k < size - 1 ? columns[k][i] : 1
        gradient[k] += slope * x
        for (let l = 0; l <= k; l++)
          information[k * size + l] += curvature * x * (l < size - 1 ? columns[l][i] : 1)
      }
    }
    for (let k = 0; k < size; k++) {
      gradient[k] -= RIDGE * coefficients[k]
      information[k * size + k] += RIDGE
      for (let l = 0; l < k; l++) information[l * size + k] = information[k * size + l]
    }
  }
}

function ridgeOf(coefficients: Float64Array): number {
  return (RIDGE / 2) * coefficients.reduce((sum, value) => sum + value * value, 0)
}
