/** Stepwise choice of columns, every step on record. */
import { chiSquareSurvival } from '@pratibimba/numerics/distributions'
import type { LogisticProblem } from './logistic/logistic-problem.ts'
import { defaultLogistic, fitProblem, independentColumns } from './logistic/logistic-regression.ts'
import { choleskyOrDependent } from './logistic/quadratic-step.ts'
import type { SelectionStep } from './selection-step.ts'

export interface StepwiseParameters {
  readonly method: 'none' | 'forward' | 'backward' | 'both'
  readonly criterion: 'aic' | 'bic' | 'p'
  /** For the criterion p: enter below, remove above; (0, 1). */
  readonly enterPValue: number
  readonly removePValue: number
  /** Every coefficient on a weight of evidence must be negative: more evidence for good, less risk. */
  readonly oneSign: boolean
  readonly maxColumns: number
}

/** Newton's steps square their error: one under this is the last. */
const STEP_TOLERANCE = 1e-5

type Fit = ReturnType<typeof fitProblem>

/**
 * Enters by the score test (Rao), removes by the Wald test, and keeps a step when the criterion agrees.
 *
 * A candidate costs no fit of its own: its statistic U²/V comes from gradient and Hessian of the present model, with
 * V = H_jj − H_jA H_AA⁻¹ H_Aj. The columns of greatest statistic are tried until one is kept.
 *
 * @param problem on the weights of evidence
 * @param candidates columns to choose among, ascending
 * @see docs/methods/scorecard.md
 */
export function stepwise(
  problem: LogisticProblem,
  names: readonly string[],
  candidates: readonly number[],
  parameters: StepwiseParameters,
): { readonly chosen: readonly number[]; readonly steps: readonly SelectionStep[] } {
  const steps: SelectionStep[] = []
  const from = independentColumns(problem, candidates)
  for (const j of candidates)
    if (!from.includes(j))
      steps.push({
        action: 'drop',
        feature: names[j],
        reason: 'a linear combination of other columns',
        statistic: Number.POSITIVE_INFINITY,
      })
  const fitOn = (columns: readonly number[], near?: Fit): Fit => {
    const start = near?.separation === 'none' ? near.minimum.theta.slice() : undefined
    for (const j of from) if (start !== undefined && !columns.includes(j)) start[j] = 0
    return fitProblem(problem, { ...defaultLogistic, tolerance: STEP_TOLERANCE }, columns, start, true)
  }
  const record = (
    action: SelectionStep['action'],
    j: number,
    reason: string,
    statistic: number,
    fit: Fit,
    columns: number,
  ) =>
    steps.push({
      action,
      feature: names[j],
      reason,
      statistic,
      pValue: chiSquareSurvival(statistic, 1),
      aic: fit.aic,
      bic: fit.bic,
      columns,
    })
  const forward = parameters.method === 'forward' || parameters.method === 'both'
  let chosen = forward ? [] : [...from]
  let fit = fitOn(chosen)

  const removeWeakest = (): boolean => {
    if (chosen.length === 0) return false
    const weakest = chosen.reduce((a, b) => (wald(fit, b) < wald(fit, a) ? b : a))
    const statistic = wald(fit, weakest)
    // z² is about the loss of fit; where it is far above what the criterion pays for a column, no fit need tell.
    const price = { aic: 2, bic: Math.log(problem.totalWeight), p: 0 }[parameters.criterion]
    if (parameters.criterion !== 'p' && statistic > 4 * price) return false
    if (parameters.criterion === 'p' && chiSquareSurvival(statistic, 1) <= parameters.removePValue)
      return false
    const without = chosen.filter((j) => j !== weakest)
    const next = fitOn(without, fit)
    if (parameters.criterion !== 'p' && next[parameters.criterion] >= fit[parameters.criterion]) return false
    chosen = without
    fit = next
    record('remove', weakest, `Wald test; ${told(parameters.criterion)}`, statistic, fit, chosen.length)
    return true
  }
  const enterBest = (): boolean => {
    if (chosen.length >= parameters.maxColumns) return false
    const scores = scoreTests(problem, fit, chosen, from).filter(({ j }) => !refused.has(j))
    for (const { j, statistic } of scores) {
      const pValue = chiSquareSurvival(statistic, 1)
      if (parameters.criterion === 'p' && pValue >= parameters.enterPValue) return false
      const wider = [...chosen, j].sort((a, b) => a - b)
      const next = fitOn(wider, fit)
      if (parameters.criterion !== 'p' && next[parameters.criterion] >= fit[parameters.criterion])
        return false
      if (parameters.oneSign && wider.some((k) => next.coefficients[k] >= 0)) {
        refused.add(j)
        record('reject', j, 'a coefficient would change its sign', statistic, next, chosen.length)
        continue
      }
      chosen = wider
      fit = next
      record('enter', j, `score test; ${told(parameters.criterion)}`, statistic, fit, chosen.length)
      return true
    }
    return false
  }
  const refused = new Set<number>()

  // A column may come back once others have changed; the bound ends a cycle that rounding could keep alive.
  for (let round = 0; forward && round < 4 * from.length && enterBest(); round++)
    if (parameters.method === 'both') while (removeWeakest());
  if (parameters.method === 'backward') while (removeWeakest());

  while (parameters.oneSign && chosen.length > 0) {
    const offender = chosen.reduce((a, b) => (fit.coefficients[b] > fit.coefficients[a] ? b : a))
    if (fit.coefficients[offender] < 0) break
    const statistic = wald(fit, offender)
    chosen = chosen.filter((j) => j !== offender)
    fit = fitOn(chosen, fit)
    record('remove', offender, 'its coefficient has the wrong sign', statistic, fit, chosen.length)
  }
  return { chosen, steps }
}

function told(criterion: StepwiseParameters['criterion']): string {
  return criterion === 'p' ? 'by its p-value' : `${criterion.toUpperCase()} falls`
}

/** z², or 0 where the coefficient could not be estimated. */
function wald(fit: Fit, j: number): number {
  const z = fit.inference?.[j + 1]?.z ?? 0
  return z * z
}

/** Score statistics of the candidates that are not in the model, greatest first. */
function scoreTests(
  problem: LogisticProblem,
  fit: Fit,
  chosen: readonly number[],
  from: readonly number[],
): readonly { readonly j: number; readonly statistic: number }[] {
  const { p } = problem
  const outside = from.filter((j) => !chosen.includes(j))
  // Model columns first: candidates are needed against them alone, not against each other.
  const model = [...chosen, p]
  const all = [...model, ...outside]
  const { gradient, hessian } = problem.evaluate(fit.minimum.theta, Int32Array.from(all), true, model.length)
  const at = new Map(all.map((j, k) => [j, k]))
  const h = (j: number, k: number) => hessian[at.get(j)! * all.length + at.get(k)!]
  const a = model.length
  const inModel = new Float64Array(a * a)
  model.forEach((j, r) => {
    model.forEach((k, c) => {
      inModel[r * a + c] = h(j, k)
    })
  })
  const { lower } = choleskyOrDependent(inModel, a)
  return outside
    .map((j) => {
      let variance = h(j, j)
      const solved = new Float64Array(a)
      for (let i = 0; i < a; i++) {
        let sum = h(model[i], j)
        for (let k = 0; k < i; k++) sum -= lower[i * a + k] * solved[k]
        solved[i] = sum / lower[i * a + i]
        variance -= solved[i] * solved[i]
      }
      const u = gradient[at.get(j)!]
      return { j, statistic: variance > 1e-9 * h(j, j) ? (u * u) / variance : 0 }
    })
    .sort((x, y) => y.statistic - x.statistic || x.j - y.j)
}
