/** Jensen–Shannon distance on the bins of the reference. */
import { chiSquareCritical, chiSquareTail } from '../chi-square-law.ts'
import { joinRareBins, jointRows } from '../compared.ts'
import type { DriftTest } from '../drift-test.ts'

/**
 *   JS = √(½ Σ_k e_k log₂(e_k/m_k) + ½ Σ_k a_k log₂(a_k/m_k)),  m = (e + a)/2;  8 ln2 · JS² · nm/(n + m) ~ χ²(bins − 1)
 *
 * A metric in [0, 1], finite whatever is empty.
 *
 * @see Lin 1991, "Divergence measures based on the Shannon entropy"
 * @see docs/methods/drift.md
 */
export const jensenShannon: DriftTest = {
  id: 'jensen_shannon',
  title: 'Jensen–Shannon distance',
  kinds: ['number', 'category'],
  bands: { moderate: 0.13, severe: 0.21 },
  decides: false,
  measure(compared, alpha) {
    const { bins } = compared
    const divergence = divergenceOf(
      bins.map(({ expected }) => expected),
      bins.map(({ actual }) => actual),
      compared.referenceRows,
      compared.currentRows,
    )
    const joined = joinRareBins(compared)
    const dof = joined.expected.length - 1
    const critical = chiSquareCritical(alpha, dof)
    const perUnit = 8 * Math.LN2 * jointRows(compared)
    const ofJoined = divergenceOf(
      joined.expected,
      joined.actual,
      compared.referenceRows,
      compared.currentRows,
    )
    return {
      value: Math.sqrt(divergence),
      pValue: chiSquareTail(perUnit * ofJoined, dof),
      critical: critical === null ? null : Math.sqrt(critical / perUnit),
    }
  },
}

function divergenceOf(
  expected: ArrayLike<number>,
  actual: ArrayLike<number>,
  referenceRows: number,
  currentRows: number,
): number {
  let sum = 0
  for (let k = 0; k < expected.length; k++) {
    const e = expected[k] / referenceRows
    const a = actual[k] / currentRows
    const middle = (e + a) / 2
    if (e > 0) sum += (e / 2) * Math.log2(e / middle)
    if (a > 0) sum += (a / 2) * Math.log2(a / middle)
  }
  return Math.min(1, Math.max(0, sum))
}
