/** Logistic regression, with or without penalty, and what is known about its coefficients. */
import { chiSquareSurvival, normalQuantileUpper } from '@pratibimba/numerics/distributions'
import { requireOutcome } from '../column-rows.ts'
import { type LogisticProblem, logisticProblem } from './logistic-problem.ts'
import { type Minimum, minimise } from './minimise.ts'
import { choleskyOrDependent } from './quadratic-step.ts'

export interface LogisticParameters {
  /** λ ≥ 0, on the sum of the losses; scikit-learn's 1/C. */
  readonly penalty: number
  /** Part of the penalty that is L1; 0 ridge, 1 lasso. */
  readonly l1Share: number
  /** Whether the penalty falls on coefficients of standardised columns. They are reported for the raw columns either way. */
  readonly standardise: boolean
  /** Largest change of a standardised coefficient at which to stop. */
  readonly tolerance: number
  readonly maxIterations: number
  /** Ridge on standardised coefficients that takes over when the classes are separated; scikit-learn's default is 1. */
  readonly separationRidge: number
  /** Of the Wald intervals; (0, 1). */
  readonly confidence: number
}

export const defaultLogistic: LogisticParameters = {
  penalty: 0,
  l1Share: 0,
  standardise: false,
  tolerance: 1e-9,
  maxIterations: 100,
  separationRidge: 1,
  confidence: 0.95,
}

/** Of an unpenalised coefficient. */
export interface CoefficientInference {
  readonly standardError: number
  readonly z: number
  /** Two-sided, by Wald. */
  readonly pValue: number
  readonly low: number
  readonly high: number
}

export interface LogisticFit {
  /** Log-odds of label 1 = intercept + Σ coefficients[j] · x_j. */
  readonly intercept: number
  /** Shape [p]; 0 for columns that are constant or depend on others (see `warnings`). */
  readonly coefficients: Float64Array
  /** Intercept first, then one per column, undefined for those left out; absent altogether when penalised. */
  readonly inference?: readonly (CoefficientInference | undefined)[]
  readonly logLikelihood: number
  /** Of the model with an intercept alone. */
  readonly nullLogLikelihood: number
  /** Akaike's and Schwarz's criteria; rows count by their weights. Of use without a penalty. */
  readonly aic: number
  readonly bic: number
  readonly iterations: number
  readonly converged: boolean
  /** `complete`: some plane has all events on one side. `quasi`: some direction has, as an empty cell does. */
  readonly separation: 'none' | 'complete' | 'quasi'
  /** The penalty in force, which is not the one asked for after a separation. */
  readonly penalty: number
  readonly warnings: readonly string[]
}

/**
 * Fits the coefficients that minimise
 *
 *   Σ wᵢ ln(1 + e^(−yᵢηᵢ)) + λ (α Σ|β_j| + ½ (1 − α) Σ β_j²),   η = β₀ + Σ β_j x_j,
 *
 * by Newton's method (coordinate descent on its quadratic model when α > 0). The intercept is not penalised.
 *
 * @param columns shape [p], each [n], finite
 * @param label   0 or 1, shape [n]
 * @param weight  how often each row counts, shape [n]
 * @throws RangeError for values that are not finite, labels other than 0 and 1, one class only, parameters out of range
 * @see docs/methods/logistic-regression.md
 */
export function fitLogistic(
  columns: readonly Float64Array[],
  label: Float64Array,
  parameters: Partial<LogisticParameters> = {},
  weight?: Float64Array,
): LogisticFit {
  const asked = { ...defaultLogistic, ...parameters }
  requireLogisticParameters(asked)
  requireOutcome('fitLogistic', label.length, label, weight)
  const problem = logisticProblem(columns, label, weight)
  return fitProblem(problem, asked)
}

/** @throws RangeError naming the parameter and its range */
export function requireLogisticParameters(asked: LogisticParameters): void {
  const fail = (need: string, got: number): never => {
    throw new RangeError(`logistic regression: need ${need}, got ${got}`)
  }
  if (!(asked.penalty >= 0 && asked.penalty < Number.POSITIVE_INFINITY))
    fail('a finite penalty >= 0', asked.penalty)
  if (!(asked.l1Share >= 0 && asked.l1Share <= 1)) fail('an l1Share in [0, 1]', asked.l1Share)
  if (!(asked.tolerance > 0)) fail('a tolerance > 0', asked.tolerance)
  if (!(asked.maxIterations >= 1)) fail('maxIterations >= 1', asked.maxIterations)
  if (!(asked.separationRidge > 0)) fail('a separationRidge > 0', asked.separationRidge)
  if (!(asked.confidence > 0 && asked.confidence < 1)) fail('a confidence in (0, 1)', asked.confidence)
}

/**
 * The same on a problem that is already set up, with the columns `among` alone where given.
 *
 * @param start       coordinates to begin with, shape [p + 1], 0 outside `among`
 * @param independent whether it is known that no column is a combination of others
 */
export function fitProblem(
  problem: LogisticProblem,
  asked: LogisticParameters,
  among?: readonly number[],
  start?: Float64Array,
  independent = false,
): LogisticFit & { readonly minimum: Minimum } {
  const { p } = problem
  const warnings: string[] = []
  const candidates = among ?? Array.from({ length: p }, (_, j) => j)
  const constant = candidates.filter((j) => problem.scale[j] === 0)
  for (const j of constant) warnings.push(`Column ${j} is constant; its coefficient is 0.`)
  let varying = candidates.filter((j) => problem.scale[j] > 0)
  if (asked.penalty === 0 && !independent) {
    const kept = independentColumns(problem, varying)
    for (const j of varying)
      if (!kept.includes(j))
        warnings.push(`Column ${j} is a linear combination of those before it; its coefficient is 0.`)
    varying = kept
  }
  const active = Int32Array.from([...varying, p])
  const run = (penalty: number, l1Share: number, standardise: boolean, from?: Float64Array): Minimum =>
    minimise(
      problem,
      active,
      coordinatePenalty(problem, active, penalty, l1Share, standardise),
      asked.tolerance,
      asked.maxIterations,
      from,
    )

  let penalty = asked.penalty
  let minimum = run(penalty, asked.l1Share, asked.standardise, start)
  const { separation } = minimum
  if (separation !== 'none') {
    penalty = asked.separationRidge
    warnings.push(
      `The columns separate the classes (${separation}): without a penalty coefficients would be infinite. ` +
        `A ridge of ${penalty} on standardised columns was used; look for a column that knows the outcome.`,
    )
    minimum = run(penalty, 0, true)
  }
  if (!minimum.converged) warnings.push(`Not converged after ${minimum.iterations} iterations.`)

  const { theta, state } = minimum
  const coefficients = new Float64Array(p)
  let intercept = theta[p]
  for (const j of varying) {
    coefficients[j] = theta[j] / problem.scale[j]
    intercept -= coefficients[j] * problem.mean[j]
  }
  const rate = problem.eventWeight / problem.totalWeight
  const free = active.filter((j) => j === p || theta[j] !== 0).length
  return {
    intercept,
    coefficients,
    inference:
      penalty > 0
        ? undefined
        : inference(problem, minimum, active, coefficients, intercept, asked.confidence),
    logLikelihood: -state.loss,
    nullLogLikelihood: problem.totalWeight * (rate * Math.log(rate) + (1 - rate) * Math.log(1 - rate)),
    aic: 2 * state.loss + 2 * free,
    bic: 2 * state.loss + Math.log(problem.totalWeight) * free,
    iterations: minimum.iterations,
    converged: minimum.converged,
    separation,
    penalty,
    warnings,
    minimum,
  }
}

/** Penalties of the coordinates on the standardised scale; on raw columns a coefficient is θ over its scale. */
export function coordinatePenalty(
  problem: LogisticProblem,
  active: Int32Array,
  penalty: number,
  l1Share: number,
  standardise: boolean,
): { readonly l1: Float64Array; readonly l2: Float64Array } {
  const scale = (j: number) => (standardise ? 1 : problem.scale[j])
  return {
    l1: Float64Array.from(active, (j) => (j === problem.p ? 0 : (penalty * l1Share) / scale(j))),
    l2: Float64Array.from(active, (j) => (j === problem.p ? 0 : (penalty * (1 - l1Share)) / scale(j) ** 2)),
  }
}

/** The columns, without those that are constant or combinations of those before them. */
export function independentColumns(problem: LogisticProblem, columns: readonly number[]): number[] {
  const active = Int32Array.from([problem.p, ...columns])
  const { hessian } = problem.evaluate(new Float64Array(problem.p + 1), active, true)
  const { dependent } = choleskyOrDependent(hessian, active.length)
  return columns.filter((_, k) => dependent[k + 1] === 0)
}

function inference(
  problem: LogisticProblem,
  { state }: Minimum,
  active: Int32Array,
  coefficients: Float64Array,
  intercept: number,
  confidence: number,
): readonly (CoefficientInference | undefined)[] {
  const a = active.length
  const { lower } = choleskyOrDependent(state.hessian, a)
  const z = normalQuantileUpper((1 - confidence) / 2)
  /** √(tᵀ H⁻¹ t), by forward substitution. */
  const errorOf = (t: Float64Array): number => {
    let squares = 0
    const solved = new Float64Array(a)
    for (let i = 0; i < a; i++) {
      let sum = t[i]
      for (let k = 0; k < i; k++) sum -= lower[i * a + k] * solved[k]
      solved[i] = sum / lower[i * a + i]
      squares += solved[i] * solved[i]
    }
    return Math.sqrt(squares)
  }
  const describe = (estimate: number, standardError: number): CoefficientInference => ({
    standardError,
    z: estimate / standardError,
    pValue: chiSquareSurvival((estimate / standardError) ** 2, 1),
    low: estimate - z * standardError,
    high: estimate + z * standardError,
  })
  const out: (CoefficientInference | undefined)[] = new Array(problem.p + 1).fill(undefined)
  const ofIntercept = new Float64Array(a)
  ofIntercept[a - 1] = 1
  for (let k = 0; k < a - 1; k++) {
    const j = active[k]
    ofIntercept[k] = -problem.mean[j] / problem.scale[j]
    const t = new Float64Array(a)
    t[k] = 1 / problem.scale[j]
    out[j + 1] = describe(coefficients[j], errorOf(t))
  }
  out[0] = describe(intercept, errorOf(ofIntercept))
  return out
}
