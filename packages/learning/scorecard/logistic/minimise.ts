/** The minimum of the penalised logistic loss, by Newton steps that never go uphill. */
import type { LogisticProblem, LogisticState } from './logistic-problem.ts'
import { type CoordinatePenalty, choleskyOrDependent, lassoStep, ridgeStep } from './quadratic-step.ts'

export interface Minimum {
  /** All coordinates on the standardised scale, intercept last; shape [p + 1]. */
  readonly theta: Float64Array
  /** Loss, gradient and Hessian there, without the penalty. */
  readonly state: LogisticState
  readonly iterations: number
  readonly converged: boolean
  readonly separation: 'none' | 'complete' | 'quasi'
}

const HALVINGS = 30

/**
 * @param active    coordinates that may move, ascending, the intercept (p) last
 * @param penalty   of the active coordinates
 * @param start     where to begin, shape [p + 1]; the share of events at zero coefficients when absent
 * @param tolerance largest change of a coordinate at which to stop
 */
export function minimise(
  problem: LogisticProblem,
  active: Int32Array,
  penalty: CoordinatePenalty,
  tolerance: number,
  maxIterations: number,
  start?: Float64Array,
): Minimum {
  const { p } = problem
  const theta = start?.slice() ?? new Float64Array(p + 1)
  if (start === undefined)
    theta[p] = Math.log(problem.eventWeight / (problem.totalWeight - problem.eventWeight))
  const penalised = penalty.l1.some((l) => l > 0) || penalty.l2.some((l) => l > 0)
  const sparse = penalty.l1.some((l) => l > 0)
  let state = problem.evaluate(theta, active, true)
  let objective = state.loss + penaltyOf(theta, active, penalty)
  let drifting = 0
  let previous = Number.POSITIVE_INFINITY

  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    const at = Float64Array.from(active, (j) => theta[j])
    const step = sparse
      ? lassoStep(state.hessian, state.gradient, at, penalty, tolerance / 10)
      : ridgeStep(state.hessian, state.gradient, at, penalty)
    let size = 1
    let next = theta
    let nextState = state
    let nextObjective = Number.POSITIVE_INFINITY
    // An increase within rounding is no increase: at the minimum the objective does not move any more.
    const allowed = objective + 1e-12 * Math.abs(objective)
    for (let half = 0; half < HALVINGS && !(nextObjective <= allowed); half++) {
      if (half > 0) size /= 2
      next = theta.slice()
      active.forEach((j, k) => {
        next[j] += size * step[k]
      })
      nextState = problem.evaluate(next, active, true)
      nextObjective = nextState.loss + penaltyOf(next, active, penalty)
    }
    const gain = objective - nextObjective
    if (!(nextObjective <= allowed))
      return { theta, state, iterations: iteration, converged: false, separation: 'none' }
    let largest = 0
    for (const d of step) largest = Math.max(largest, Math.abs(size * d))
    theta.set(next)
    state = nextState
    objective = nextObjective
    if (!penalised) {
      if (state.leastOfEvents > state.greatestOfNonEvents)
        return { theta, state, iterations: iteration, converged: false, separation: 'complete' }
      // Where classes part along some direction only, every step goes on by about 1 in it and wins ever less. Elsewhere
      // steps shrink with their square once gains are small.
      drifting = gain < 1e-4 && largest > 0.5 * previous && largest > tolerance ? drifting + 1 : 0
      previous = largest
      if (drifting >= 3 && vanishing(problem, state, active))
        return { theta, state, iterations: iteration, converged: false, separation: 'quasi' }
    }
    if (largest <= tolerance)
      return { theta, state, iterations: iteration, converged: true, separation: 'none' }
  }
  return { theta, state, iterations: maxIterations, converged: false, separation: 'none' }
}

/** Whether some direction has lost its curvature: the rows that speak about it are all predicted with certainty. */
function vanishing(problem: LogisticProblem, state: LogisticState, active: Int32Array): boolean {
  const a = active.length
  const rate = problem.eventWeight / problem.totalWeight
  const full = problem.totalWeight * rate * (1 - rate)
  const { lower, dependent } = choleskyOrDependent(state.hessian, a)
  for (let j = 0; j < a; j++) if (dependent[j] === 1 || lower[j * a + j] ** 2 < 1e-3 * full) return true
  return false
}

function penaltyOf(theta: Float64Array, active: Int32Array, { l1, l2 }: CoordinatePenalty): number {
  let sum = 0
  active.forEach((j, k) => {
    sum += l1[k] * Math.abs(theta[j]) + 0.5 * l2[k] * theta[j] * theta[j]
  })
  return sum
}
