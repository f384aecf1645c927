/** A plain logistic regression, and how well scores rank. */
import { cholesky, solveCholesky } from '@pratibimba/numerics/linalg'
import { mean, rank, variance } from '@pratibimba/numerics/statistics'

const ITERATIONS = 12

/**
 * Logistic regression on standardised features by iteratively reweighted least squares:
 * β ← β + (XᵀWX)⁻¹Xᵀ(y − p), W = p(1 − p).
 *
 * @param features columns, each of all rows
 * @param outcome  0 or 1 of all rows
 * @param rows     rows to learn from; means and spreads are theirs too
 * @returns intercept and coefficients per standard deviation, and the log-odds of all rows
 */
export function fitLogistic(
  features: readonly Float64Array[],
  outcome: Float64Array,
  rows: readonly number[],
): { coefficients: Float64Array; logOdds: Float64Array } {
  const standardised = features.map((values) => {
    const learnt = Float64Array.from(rows, (row) => values[row])
    const [centre, spread] = [mean(learnt), Math.sqrt(variance(learnt)) || 1]
    return values.map((value) => (value - centre) / spread)
  })
  const x = [new Float64Array(outcome.length).fill(1), ...standardised]
  const d = x.length
  const beta = new Float64Array(d)
  const logOddsOf = (row: number) => x.reduce((sum, column, j) => sum + beta[j] * column[row], 0)
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const hessian = new Float64Array(d * d)
    const gradient = new Float64Array(d)
    for (const row of rows) {
      const p = 1 / (1 + Math.exp(-logOddsOf(row)))
      for (let i = 0; i < d; i++) {
        gradient[i] += x[i][row] * (outcome[row] - p)
        for (let j = 0; j <= i; j++) hessian[i * d + j] += p * (1 - p) * x[i][row] * x[j][row]
      }
    }
    for (let i = 0; i < d; i++) hessian[i * d + i] += 1e-6 // a column without spread must not stop it
    const step = solveCholesky(cholesky(hessian, d), d, gradient)
    for (let j = 0; j < d; j++) beta[j] += step[j]
  }
  return { coefficients: beta, logOdds: Float64Array.from(outcome, (_, row) => logOddsOf(row)) }
}

/**
 * Probability that a default scores above a non-default, AUC = (R₁ − n₁(n₁+1)/2)/(n₁n₀) from the ranks of the defaults,
 * with the standard error of Hanley and McNeil (1982).
 */
export function areaUnderCurve(
  scores: Float64Array,
  outcome: Float64Array,
  rows: readonly number[],
): { auc: number; standardError: number } {
  const ranks = rank(Float64Array.from(rows, (row) => scores[row]))
  const bad = rows.reduce((sum, row) => sum + outcome[row], 0)
  const good = rows.length - bad
  const rankSum = rows.reduce((sum, row, i) => sum + outcome[row] * ranks[i], 0)
  const auc = (rankSum - (bad * (bad + 1)) / 2) / (bad * good)
  const [twoBad, twoGood] = [auc / (2 - auc), (2 * auc * auc) / (1 + auc)]
  const spread = auc * (1 - auc) + (bad - 1) * (twoBad - auc ** 2) + (good - 1) * (twoGood - auc ** 2)
  return { auc, standardError: Math.sqrt(spread / (bad * good)) }
}
