/** Logistic regression along a falling penalty, and the penalty that predicts rows it has not seen best. */
import { requireOutcome } from '../column-rows.ts'
import { logisticProblem } from './logistic-problem.ts'
import {
  coordinatePenalty,
  defaultLogistic,
  fitProblem,
  type LogisticFit,
  type LogisticParameters,
  requireLogisticParameters,
} from './logistic-regression.ts'
import { minimise } from './minimise.ts'

export interface LogisticPathParameters extends Omit<LogisticParameters, 'penalty' | 'separationRidge'> {
  /** Descending; when absent, `count` of them from the least that makes every coefficient 0, down to `ratio` of it. */
  readonly penalties?: readonly number[]
  readonly count: number
  readonly ratio: number
  /** Take the penalty of least deviance, or the strongest within one standard error of it. */
  readonly choose: 'least' | 'one-standard-error'
}

export const defaultPath: LogisticPathParameters = {
  ...defaultLogistic,
  standardise: true,
  count: 50,
  ratio: 1e-4,
  choose: 'least',
}

export interface LogisticPath {
  /** Descending, shape [steps]. */
  readonly penalties: Float64Array
  /** Fits on all rows, shape [steps]. */
  readonly intercepts: Float64Array
  readonly coefficients: readonly Float64Array[]
  /** −2 log likelihood per unit of weight on the rows left out, mean over the folds and its standard error. */
  readonly deviance: Float64Array
  readonly devianceError: Float64Array
  readonly chosen: number
  readonly fit: LogisticFit
}

/**
 * Fits the path on all rows and on all rows but each fold, every fit starting where the last one ended.
 *
 * Columns are standardised on the rows of each fit alone, so that the rows left out stay unseen. A fold is fitted with the
 * penalty in proportion to its weight: the same penalty per row.
 *
 * @param folds fold of each row, 0 … k − 1, k ≥ 2, shape [n]
 * @throws RangeError as fitLogistic does, and when a fold leaves rows of one class only
 * @see docs/methods/logistic-regression.md
 */
export function fitLogisticPath(
  columns: readonly Float64Array[],
  label: Float64Array,
  folds: Int32Array,
  parameters: Partial<LogisticPathParameters> = {},
  weight?: Float64Array,
): LogisticPath {
  const asked: LogisticPathParameters = { ...defaultPath, ...parameters }
  requireLogisticParameters({ ...defaultLogistic, ...asked, penalty: 0 })
  requireOutcome('fitLogisticPath', label.length, label, weight)
  const numberOfFolds = requireFolds(folds, label.length)
  const all = logisticProblem(columns, label, weight)
  const penalties = Float64Array.from(asked.penalties ?? penaltyGrid(all, asked))
  const whole = walk(columns, label, weight, penalties, asked)

  const perFold = new Float64Array(numberOfFolds * penalties.length)
  const foldWeight = new Float64Array(numberOfFolds)
  for (let fold = 0; fold < numberOfFolds; fold++) {
    const kept = Float64Array.from(label, (_, i) =>
      folds[i] === fold ? 0 : weight === undefined ? 1 : weight[i],
    )
    requireOutcome(`fitLogisticPath without fold ${fold}`, label.length, label, kept)
    let keptWeight = 0
    for (const w of kept) keptWeight += w
    const share = keptWeight / all.totalWeight
    const scaledPenalties = penalties.map((penalty) => penalty * share)
    const path = walk(columns, label, kept, scaledPenalties, asked)
    for (let i = 0; i < label.length; i++) {
      if (folds[i] !== fold) continue
      const w = weight === undefined ? 1 : weight[i]
      if (w === 0) continue
      foldWeight[fold] += w
      for (let s = 0; s < penalties.length; s++) {
        let eta = path.intercepts[s]
        const beta = path.coefficients[s]
        for (let j = 0; j < beta.length; j++) if (beta[j] !== 0) eta += beta[j] * columns[j][i]
        const loss = Math.log1p(Math.exp(-Math.abs(eta))) + Math.max(eta, 0) - label[i] * eta
        perFold[fold * penalties.length + s] += 2 * w * loss
      }
    }
  }

  const deviance = new Float64Array(penalties.length)
  const devianceError = new Float64Array(penalties.length)
  let least = 0
  for (let s = 0; s < penalties.length; s++) {
    let sum = 0
    for (let fold = 0; fold < numberOfFolds; fold++) sum += perFold[fold * penalties.length + s]
    deviance[s] = sum / all.totalWeight
    let squares = 0
    for (let fold = 0; fold < numberOfFolds; fold++) {
      const own = perFold[fold * penalties.length + s] / foldWeight[fold]
      squares += (foldWeight[fold] / all.totalWeight) * (own - deviance[s]) ** 2
    }
    devianceError[s] = Math.sqrt(squares / (numberOfFolds - 1))
    if (deviance[s] < deviance[least]) least = s
  }
  let chosen = least
  if (asked.choose === 'one-standard-error')
    chosen = deviance.findIndex((d) => d <= deviance[least] + devianceError[least])
  const fit = fitProblem(all, { ...defaultLogistic, ...asked, penalty: penalties[chosen] })
  return { penalties, ...whole, deviance, devianceError, chosen, fit }
}

function walk(
  columns: readonly Float64Array[],
  label: Float64Array,
  weight: Float64Array | undefined,
  penalties: Float64Array,
  asked: LogisticPathParameters,
): { readonly intercepts: Float64Array; readonly coefficients: readonly Float64Array[] } {
  const problem = logisticProblem(columns, label, weight)
  const { p } = problem
  const varying = columns.map((_, j) => j).filter((j) => problem.scale[j] > 0)
  const active = Int32Array.from([...varying, p])
  const intercepts = new Float64Array(penalties.length)
  const coefficients: Float64Array[] = []
  let theta: Float64Array | undefined
  penalties.forEach((penalty, s) => {
    const bounds = coordinatePenalty(problem, active, penalty, asked.l1Share, asked.standardise)
    theta = minimise(problem, active, bounds, asked.tolerance, asked.maxIterations, theta).theta
    const beta = new Float64Array(p)
    intercepts[s] = theta[p]
    for (const j of varying) {
      beta[j] = theta[j] / problem.scale[j]
      intercepts[s] -= beta[j] * problem.mean[j]
    }
    coefficients.push(beta)
  })
  return { intercepts, coefficients }
}

/** From the least penalty under which no coefficient leaves 0 (for a ridge, as if a thousandth of it were L1). */
function penaltyGrid(problem: ReturnType<typeof logisticProblem>, asked: LogisticPathParameters): number[] {
  if (!(asked.count >= 2 && asked.ratio > 0 && asked.ratio < 1))
    throw new RangeError(
      `fitLogisticPath: need count >= 2 and a ratio in (0, 1), got ${asked.count} and ${asked.ratio}`,
    )
  const { p } = problem
  const theta = new Float64Array(p + 1)
  theta[p] = Math.log(problem.eventWeight / (problem.totalWeight - problem.eventWeight))
  const active = Int32Array.from({ length: p + 1 }, (_, j) => j)
  const { gradient } = problem.evaluate(theta, active, true)
  let largest = 0
  for (let j = 0; j < p; j++) {
    if (problem.scale[j] === 0) continue
    largest = Math.max(largest, Math.abs(gradient[j]) * (asked.standardise ? 1 : problem.scale[j]))
  }
  const most = largest / Math.max(asked.l1Share, 1e-3)
  if (!(most > 0))
    throw new RangeError('fitLogisticPath: need a column that varies with the outcome, got none')
  return Array.from({ length: asked.count }, (_, s) => most * asked.ratio ** (s / (asked.count - 1)))
}

function requireFolds(folds: Int32Array, n: number): number {
  if (folds.length !== n) throw new RangeError(`fitLogisticPath: need ${n} folds, got ${folds.length}`)
  let most = 0
  for (let i = 0; i < n; i++) {
    if (folds[i] < 0) throw new RangeError(`fitLogisticPath: need folds >= 0, got ${folds[i]} in row ${i}`)
    if (folds[i] > most) most = folds[i]
  }
  const seen = new Uint8Array(most + 1)
  for (const fold of folds) seen[fold] = 1
  if (most < 1 || seen.includes(0))
    throw new RangeError(`fitLogisticPath: need folds 0 … k − 1, k >= 2, each in use, got 0 … ${most}`)
  return most + 1
}
