/** Population stability index on the bins of the reference, with a test that keeps its false-alarm rate. */
import { binShares, stabilityContributions } from '@pratibimba/learning/scorecard'
import { chiSquareCritical, chiSquareTail } from '../chi-square-law.ts'
import { type BinCounts, joinRareBins, jointRows } from '../compared.ts'
import type { DriftTest } from '../drift-test.ts'

/** Lent to every bin where one is empty on one side, so that the index is finite. */
const PSEUDO_COUNT = 0.5

/**
 *   PSI = Σ_k (a_k − e_k) · ln(a_k / e_k),   PSI₊ · nm/(n + m) ~ χ²(bins − 1) without drift
 *
 * PSI₊ takes the logarithm of counts enlarged by ½ (which removes its bias of order 1/n) over bins that each side expects
 * ten rows in. The figure itself is the plain index; where a bin is empty on one side only, of counts enlarged by ½.
 *
 * @see docs/methods/population-stability-index.md
 */
export const populationStability: DriftTest = {
  id: 'psi',
  title: 'Population stability index',
  kinds: ['number', 'category'],
  bands: { moderate: 0.1, severe: 0.25 },
  decides: true,
  measure(compared, alpha) {
    const { bins } = compared
    const lent = bins.some(({ expected, actual }) => expected === 0 || actual === 0) ? PSEUDO_COUNT : 0
    const contributions = stabilityContributions(
      binShares(
        bins.map(({ expected }) => expected),
        lent,
      ),
      binShares(
        bins.map(({ actual }) => actual),
        lent,
      ),
    )
    const joined = joinRareBins(compared)
    const dof = joined.expected.length - 1
    const worth = jointRows(compared)
    const critical = chiSquareCritical(alpha, dof)
    return {
      value: contributions.reduce((sum, part) => sum + part, 0),
      pValue: chiSquareTail(worth * correctedIndex(joined), dof),
      critical: critical === null ? null : critical / worth,
      contributions: [...contributions],
    }
  },
}

/** Σ (a − e)·ln((A + ½)/(m + k/2) / ((E + ½)/(n + k/2))). */
function correctedIndex({ expected, actual }: BinCounts): number {
  const [e, a] = [binShares(expected), binShares(actual)]
  const [e2, a2] = [binShares(expected, PSEUDO_COUNT), binShares(actual, PSEUDO_COUNT)]
  let sum = 0
  for (let k = 0; k < e.length; k++) sum += (a[k] - e[k]) * Math.log(a2[k] / e2[k])
  return sum
}
