/** Columns that never reach the regression: too little information, or the same as another. */
import type { LogisticProblem } from './logistic/logistic-problem.ts'
import type { SelectionStep } from './selection-step.ts'

export interface Screened {
  readonly kept: readonly number[]
  readonly steps: readonly SelectionStep[]
}

/**
 * Drops, in this order: columns that correlate with a better one, then, one at a time, the column of greatest variance
 * inflation.
 *
 *   VIF_j = (R⁻¹)_jj,  R the correlation matrix of the weights of evidence
 *
 * @param problem on the weights of evidence of the candidates
 * @param names   shape [p]
 * @param worth   information values, shape [p]
 * @see docs/methods/scorecard.md
 */
export function screen(
  problem: LogisticProblem,
  names: readonly string[],
  worth: readonly number[],
  maxCorrelation: number,
  maxVif: number,
): Screened {
  const { p } = problem
  const steps: SelectionStep[] = []
  const correlation = correlations(problem)
  const byWorth = names
    .map((_, j) => j)
    .filter((j) => problem.scale[j] > 0)
    .sort((a, b) => worth[b] - worth[a] || a - b)
  let kept: number[] = []
  for (const j of byWorth) {
    const twin = kept.find((k) => Math.abs(correlation[j * p + k]) > maxCorrelation)
    if (twin === undefined) kept.push(j)
    else
      steps.push({
        action: 'drop',
        feature: names[j],
        reason: `correlates with ${names[twin]}, which has more information`,
        statistic: correlation[j * p + twin],
      })
  }
  for (;;) {
    const inflation = varianceInflation(correlation, p, kept)
    let worst = 0
    for (let k = 1; k < kept.length; k++) if (inflation[k] > inflation[worst]) worst = k
    if (kept.length < 2 || !(inflation[worst] > maxVif)) break
    steps.push({
      action: 'drop',
      feature: names[kept[worst]],
      reason: 'variance inflation: the other columns together say the same',
      statistic: inflation[worst],
    })
    kept = kept.filter((_, k) => k !== worst)
  }
  return { kept: kept.sort((a, b) => a - b), steps }
}

/** The Hessian of standardised columns at even odds is a quarter of their correlation matrix. */
function correlations(problem: LogisticProblem): Float64Array {
  const { p } = problem
  const all = Int32Array.from({ length: p }, (_, j) => j)
  const { hessian } = problem.evaluate(new Float64Array(p + 1), all, true)
  return hessian.map((h) => (4 * h) / problem.totalWeight)
}

/** Diagonal of the inverse; infinite where the matrix is singular. */
function varianceInflation(correlation: Float64Array, p: number, kept: readonly number[]): Float64Array {
  const a = kept.length
  // Gauss–Jordan on [R | I]; a is tens, not thousands.
  const system = new Float64Array(a * 2 * a)
  for (let i = 0; i < a; i++) {
    for (let j = 0; j < a; j++) system[i * 2 * a + j] = i === j ? 1 : correlation[kept[i] * p + kept[j]]
    system[i * 2 * a + a + i] = 1
  }
  for (let k = 0; k < a; k++) {
    const pivot = system[k * 2 * a + k]
    if (!(pivot > 1e-10)) return new Float64Array(a).fill(0).fill(Number.POSITIVE_INFINITY, k, k + 1)
    for (let c = 0; c < 2 * a; c++) system[k * 2 * a + c] /= pivot
    for (let i = 0; i < a; i++) {
      const share = system[i * 2 * a + k]
      if (i === k || share === 0) continue
      for (let c = 0; c < 2 * a; c++) system[i * 2 * a + c] -= share * system[k * 2 * a + c]
    }
  }
  return Float64Array.from({ length: a }, (_, k) => system[k * 2 * a + a + k])
}
