/** What a tree's leaves add to the score: Newton steps on the loss of the rows in each leaf. */
import type { SymmetricKernel } from './kernel.ts'

/** Where the rows of an estimation lie; addresses. */
export interface LogisticRows {
  /** exp(score) of each row; f64. */
  readonly odds: number
  readonly label: number
  /** 0: all weigh one. */
  readonly weight: number
  /** Leaf of each row; u16. */
  readonly leaf: number
  readonly count: number
}

/** Scratch of the estimation: exp(step) and sums by leaf. */
export interface LeafTables {
  readonly oddsAddress: number
  readonly odds: Float64Array
  readonly sumsAddress: number
  readonly sums: Float64Array
}

/** Brings the values of a tree's leaves into an order they must keep; weighed by hessian. */
export type Projection = (values: Float64Array, weights: Float64Array) => void

/**
 * Log-loss leaf values by safeguarded Newton steps, in log-odds.
 *
 *   v ← v + Σ w·(y − p) / (Σ w·p·(1 − p) + λ),  as many times
 *
 * A sign change of the gradient brackets the optimum; a step out of the bracket is halved into it, where CatBoost halves
 * steps until the loss falls.
 *
 * @param l2 λ, scaled by the mean weight
 * @returns shape [leaves], before the learning rate
 */
export function logisticLeafValues(
  kernel: SymmetricKernel,
  rows: LogisticRows,
  leaves: number,
  iterations: number,
  l2: number,
  tables: LeafTables,
  project?: Projection,
): Float64Array {
  const values = new Float64Array(leaves)
  const low = new Float64Array(leaves).fill(Number.NEGATIVE_INFINITY)
  const high = new Float64Array(leaves).fill(Number.POSITIVE_INFINITY)
  const weights = new Float64Array(leaves)
  const { odds, sums } = tables
  for (let iteration = 0; iteration < iterations; iteration++) {
    for (let leaf = 0; leaf < leaves; leaf++) odds[leaf] = Math.exp(values[leaf])
    sums.fill(0, 0, 2 * leaves)
    kernel.leafSumsLogistic(
      rows.odds,
      rows.label,
      rows.weight,
      rows.leaf,
      0,
      rows.count,
      tables.oddsAddress,
      tables.sumsAddress,
    )
    for (let leaf = 0; leaf < leaves; leaf++) {
      const gradient = sums[2 * leaf]
      const curvature = sums[2 * leaf + 1] + l2
      weights[leaf] = curvature
      if (gradient === 0 || curvature <= 0) continue
      if (gradient > 0) low[leaf] = values[leaf]
      else high[leaf] = values[leaf]
      let next = values[leaf] + gradient / curvature
      if (next < low[leaf] || next > high[leaf]) next = (low[leaf] + high[leaf]) / 2
      values[leaf] = Math.min(300, Math.max(-300, next))
    }
    project?.(values, weights)
  }
  return values
}
