/** Ridge regressions of a local sample on a choice of its terms. */
import { cholesky, solveCholesky } from '@pratibimba/numerics/linalg'
import type { LocalSample } from './local-sample.ts'

export interface LocalModel {
  /** Chosen terms, ascending, with their weights and standard errors. */
  readonly terms: readonly number[]
  readonly weights: Float64Array
  readonly errors: Float64Array
  readonly intercept: number
  readonly r2: number
}

export type LimeSelection = 'auto' | 'forward' | 'highest-weights'

/** Up to as many terms as this, `auto` selects forward. */
const FEW_TERMS = 6

/**
 * Chooses the terms and fits them.
 *
 *   β = (G + λI)⁻¹ c,   Var β = σ² (G + λI)⁻¹ G (G + λI)⁻¹,   σ² = weighted residual sum of squares / (n − k)
 *
 * with G and c the centred moments. `forward` adds the term that lowers the residual most, one at a time;
 * `highest-weights` takes the largest |β| of a fit of all. Equal ones: the first.
 *
 * @param most terms
 */
export function localModel(
  sample: LocalSample,
  most: number,
  selection: LimeSelection,
  ridge: number,
): LocalModel {
  const forward = selection === 'forward' || (selection === 'auto' && most <= FEW_TERMS)
  const varying = Array.from({ length: sample.terms }, (_, a) => a).filter(
    (a) => sample.gram[a * sample.terms + a] > 1e-12,
  )
  const count = Math.min(most, varying.length)
  const terms = (
    forward ? chooseForward(sample, varying, count, ridge) : chooseLargest(sample, varying, count, ridge)
  ).sort((a, b) => a - b)
  return fitted(sample, terms, ridge)
}

function chooseLargest(
  sample: LocalSample,
  among: readonly number[],
  count: number,
  ridge: number,
): number[] {
  const weights = solve(sample, among, ridge)
  return [...among.keys()]
    .sort((i, j) => Math.abs(weights[j]) - Math.abs(weights[i]) || i - j)
    .slice(0, count)
    .map((i) => among[i])
}

function chooseForward(
  sample: LocalSample,
  among: readonly number[],
  count: number,
  ridge: number,
): number[] {
  const chosen: number[] = []
  while (chosen.length < count) {
    let best = -1
    let least = Number.POSITIVE_INFINITY
    for (const term of among) {
      if (chosen.includes(term)) continue
      const terms = [...chosen, term]
      const left = residual(sample, terms, solve(sample, terms, ridge))
      if (left < least) {
        best = term
        least = left
      }
    }
    chosen.push(best)
  }
  return chosen
}

function fitted(sample: LocalSample, terms: readonly number[], ridge: number): LocalModel {
  const k = terms.length
  const lower = cholesky(penalised(sample, terms, ridge), k)
  const weights = solveCholesky(
    lower,
    k,
    Float64Array.from(terms, (term) => sample.moment[term]),
  )
  const left = residual(sample, terms, weights)
  const noise = left / Math.max(1, sample.rows - k)
  const errors = Float64Array.from(terms, (_, a) => {
    const unit = new Float64Array(k)
    unit[a] = 1
    const row = solveCholesky(lower, k, unit)
    return Math.sqrt(Math.max(0, noise * quadratic(sample, terms, row)))
  })
  return {
    terms,
    weights,
    errors,
    intercept: terms.reduce((sum, term, a) => sum - weights[a] * sample.means[term], sample.scoreMean),
    r2: sample.spread > 0 ? 1 - left / sample.spread : 1,
  }
}

function solve(sample: LocalSample, terms: readonly number[], ridge: number): Float64Array {
  const k = terms.length
  const right = Float64Array.from(terms, (term) => sample.moment[term])
  return solveCholesky(cholesky(penalised(sample, terms, ridge), k), k, right)
}

function penalised(sample: LocalSample, terms: readonly number[], ridge: number): Float64Array {
  const k = terms.length
  const matrix = new Float64Array(k * k)
  for (let a = 0; a < k; a++)
    for (let b = 0; b < k; b++)
      matrix[a * k + b] = sample.gram[terms[a] * sample.terms + terms[b]] + (a === b ? ridge : 0)
  return matrix
}

/** Weighted sum of squares that a model leaves. */
function residual(sample: LocalSample, terms: readonly number[], weights: Float64Array): number {
  const explained = terms.reduce((sum, term, a) => sum + weights[a] * sample.moment[term], 0)
  return Math.max(0, sample.spread - 2 * explained + quadratic(sample, terms, weights))
}

function quadratic(sample: LocalSample, terms: readonly number[], x: Float64Array): number {
  let sum = 0
  for (let a = 0; a < terms.length; a++)
    for (let b = 0; b < terms.length; b++)
      sum += x[a] * x[b] * sample.gram[terms[a] * sample.terms + terms[b]]
  return sum
}
