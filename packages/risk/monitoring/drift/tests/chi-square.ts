/** Pearson's chi-square of labels: are two samples of one population? */
import { chiSquareCritical, chiSquareTail } from '../chi-square-law.ts'
import { joinRareBins } from '../compared.ts'
import type { DriftTest } from '../drift-test.ts'

/**
 *   χ² = Σ_k Σ_side (observed − expected)² / expected ~ χ²(bins − 1),  expected from both sides together
 *
 * The figure does not grow with the rows: V = √(½ Σ_k (a_k − e_k)²/(a_k + e_k)), Cramér's V of two equally large samples
 * with these shares, in [0, 1].
 *
 * @see docs/methods/drift.md
 */
export const chiSquare: DriftTest = {
  id: 'chi_square',
  title: 'Chi-square of labels',
  kinds: ['category'],
  bands: { moderate: 0.15, severe: 0.25 },
  decides: true,
  measure(compared, alpha) {
    const { bins, referenceRows: n, currentRows: m } = compared
    const contributions = bins.map(({ expected, actual }) => {
      const [e, a] = [expected / n, actual / m]
      return (a - e) ** 2 / (2 * (a + e))
    })
    const { expected, actual } = joinRareBins(compared)
    let statistic = 0
    for (let k = 0; k < expected.length; k++) {
      const share = (expected[k] + actual[k]) / (n + m)
      statistic += (expected[k] - n * share) ** 2 / (n * share) + (actual[k] - m * share) ** 2 / (m * share)
    }
    const dof = expected.length - 1
    const critical = chiSquareCritical(alpha, dof)
    return {
      value: Math.sqrt(contributions.reduce((sum, part) => sum + part, 0)),
      pValue: chiSquareTail(statistic, dof),
      // χ² ≈ 4 V² nm/(n + m) close to no drift.
      critical: critical === null ? null : Math.sqrt((critical * (1 / n + 1 / m)) / 4),
    }
  },
}
