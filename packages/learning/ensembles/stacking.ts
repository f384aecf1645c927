/** Weights of members learnt from their out-of-fold predictions. */
import { logistic } from '@pratibimba/numerics/distributions'
import { requireMembers } from './blend.ts'
import { quadraticStep } from './quadratic-step.ts'
import { requireBothOutcomes } from './require-outcomes.ts'

/**
 * `simplex`: weights ≥ 0 that sum to 1, no intercept: a mean of log-odds. `non-negative`: weights ≥ 0 and an intercept,
 * which also recalibrates.
 */
export type StackingConstraint = 'simplex' | 'non-negative'

export interface StackingOptions {
  /** Default `simplex`. */
  readonly constraint?: StackingConstraint
  /** λ ≥ 0: adds λ/2 · Σ (w_k − 1/members)² to the mean loss, so that like members share; default 1e-6. */
  readonly ridge?: number
  /** Default 100. */
  readonly maximumIterations?: number
}

export interface Stacking {
  /** ≥ 0, shape [members]; they sum to 1 under `simplex`. */
  readonly weights: Float64Array
  /** 0 under `simplex`. */
  readonly intercept: number
  /** Mean log-loss on the rows it was learnt from, in nats, without the ridge. */
  readonly logLoss: number
  /** That of each member alone, shape [members]. */
  readonly memberLogLoss: Float64Array
  readonly iterations: number
  readonly converged: boolean
}

/**
 * Logistic regression on the members' log-odds under constraints, by projected Newton steps.
 *
 *   min over w of  Σ_i v_i · [ln(1 + e^(z_i)) − y_i z_i] / Σ v_i,  z_i = b + Σ_k w_k m_ik
 *
 * It starts from the best single member and only ever goes down, so that on these rows no member alone is better. The
 * problem is convex; each step minimises its quadratic model under the constraints.
 *
 * @param members log-odds of each member from folds it was not trained on, finite; one array of shape [rows] per member
 * @param label   0 or 1, shape [rows]
 * @param weight  how often each row counts, ≥ 0, shape [rows]
 * @throws RangeError when shapes do not fit, a value is not finite, or only one outcome has weight
 * @see Wolpert 1992; Breiman 1996 for non-negative weights
 * @see docs/methods/model-ensembles.md
 */
export function fitStacking(
  members: readonly Float64Array[],
  label: Float64Array,
  weight?: Float64Array,
  options: StackingOptions = {},
): Stacking {
  const { constraint = 'simplex', ridge = 1e-6, maximumIterations = 100 } = options
  const rows = requireMembers('fitStacking', members)
  const total = requireBothOutcomes('fitStacking', label, weight, rows)
  if (!(ridge >= 0 && ridge < Number.POSITIVE_INFINITY))
    throw new RangeError(`fitStacking: need a ridge of at least 0, got ${ridge}`)
  if (!(Number.isInteger(maximumIterations) && maximumIterations >= 1))
    throw new RangeError(`fitStacking: need at least one iteration, got ${maximumIterations}`)
  for (const [k, member] of members.entries()) {
    const wrong = member.findIndex((z) => !Number.isFinite(z))
    if (wrong >= 0)
      throw new RangeError(
        `fitStacking: need finite log-odds, got ${member[wrong]} in row ${wrong} of member ${k}`,
      )
  }
  const count = members.length
  const memberLogLoss = Float64Array.from(members, (member) => meanLoss(member, label, weight, total))
  let best = 0
  for (let k = 1; k < count; k++) if (memberLogLoss[k] < memberLogLoss[best]) best = k

  // The intercept is the last variable where there is one.
  const free = constraint === 'non-negative'
  const columns = free ? [...members, new Float64Array(rows).fill(1)] : members
  const objective = (w: Float64Array): number => {
    let penalty = 0
    for (let k = 0; k < count; k++) penalty += (w[k] - 1 / count) ** 2
    return meanLoss(scoresOf(columns, w, rows), label, weight, total) + (ridge / 2) * penalty
  }
  const from = new Float64Array(columns.length)
  from[best] = 1
  let point: Float64Array = from
  let value = objective(point)
  let converged = false
  let iterations = 0
  while (!converged && iterations < maximumIterations) {
    iterations++
    const { gradient, hessian } = derivatives(columns, point, label, weight, total, ridge, count)
    const target = quadraticStep(point, gradient, hessian, free ? 'non-negative' : 'simplex', count)
    let slope = 0
    for (let k = 0; k < point.length; k++) slope += gradient[k] * (target[k] - point[k])
    if (slope > -1e-14) {
      converged = true
      break
    }
    let step = 1
    let next = target
    let reached = objective(next)
    while (!(reached <= value + 1e-4 * step * slope) && step > 1e-10) {
      step /= 2
      next = point.map((x, k) => x + step * (target[k] - x))
      reached = objective(next)
    }
    // What rounding allows has been reached.
    if (!(reached < value)) {
      converged = true
      break
    }
    point = next
    value = reached
  }
  // The ridge must not buy what the data do not: a member alone is taken when it is better without it.
  let logLoss = meanLoss(scoresOf(columns, point, rows), label, weight, total)
  if (logLoss > memberLogLoss[best]) {
    point = from
    logLoss = memberLogLoss[best]
  }
  return {
    weights: point.slice(0, count),
    intercept: free ? point[count] : 0,
    logLoss,
    memberLogLoss,
    iterations,
    converged,
  }
}

function scoresOf(columns: readonly Float64Array[], w: Float64Array, rows: number): Float64Array {
  const scores = new Float64Array(rows)
  for (const [k, column] of columns.entries()) {
    const weight = w[k]
    if (weight === 0) continue
    for (let i = 0; i < rows; i++) scores[i] += weight * column[i]
  }
  return scores
}

function meanLoss(
  scores: Float64Array,
  label: Float64Array,
  weight: Float64Array | undefined,
  total: number,
): number {
  let sum = 0
  for (let i = 0; i < scores.length; i++) {
    const z = label[i] === 1 ? -scores[i] : scores[i]
    const loss = z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z))
    sum += weight === undefined ? loss : weight[i] * loss
  }
  return sum / total
}

function derivatives(
  columns: readonly Float64Array[],
  point: Float64Array,
  label: Float64Array,
  weight: Float64Array | undefined,
  total: number,
  ridge: number,
  count: number,
): { gradient: Float64Array; hessian: Float64Array } {
  const rows = label.length
  const size = columns.length
  const scores = scoresOf(columns, point, rows)
  const gradient = new Float64Array(size)
  const hessian = new Float64Array(size * size)
  const residual = new Float64Array(rows)
  const curvature = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    const v = (weight === undefined ? 1 : weight[i]) / total
    const p = logistic(scores[i])
    residual[i] = v * (p - label[i])
    curvature[i] = v * p * (1 - p)
  }
  for (let j = 0; j < size; j++) {
    const a = columns[j]
    for (let i = 0; i < rows; i++) gradient[j] += residual[i] * a[i]
    for (let k = 0; k <= j; k++) {
      const b = columns[k]
      let sum = 0
      for (let i = 0; i < rows; i++) sum += curvature[i] * a[i] * b[i]
      hessian[j * size + k] = sum
      hessian[k * size + j] = sum
    }
  }
  for (let k = 0; k < count; k++) {
    gradient[k] += ridge * (point[k] - 1 / count)
    hessian[k * size + k] += ridge
  }
  return { gradient, hessian }
}
