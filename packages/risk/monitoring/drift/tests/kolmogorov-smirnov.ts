/** Two-sample Kolmogorov–Smirnov test against a profile. */
import { kolmogorovSurvival } from '@pratibimba/numerics/distributions'
import type { DriftFigure, DriftTest } from '../drift-test.ts'
import { exactKolmogorovTail } from '../exact-kolmogorov.ts'

/** Up to this many pairs of rows the law is counted out exactly. */
const EXACT_PAIRS = 1_000_000
/** −ζ(½)/√(2π): what the maximum of a Brownian path loses on average when it is seen √steps times. */
const DISCRETE_LOSS = 0.5826

/**
 *   D = sup |F_reference − F_current| over the values present
 *
 * Exact where the reference has few different values, all of them knots. Else D is read at and just before the knots, 200
 * quantiles of the reference, and the limit law is taken at D√(nm/(n + m)) + 0.5826/√knots, for what lies between.
 * Up to a million pairs of rows the p-value is exact (conservative with ties), else Kolmogorov's limit.
 *
 * @see Broadie, Glasserman, Kou 1997 for the loss between knots
 * @see docs/methods/drift.md
 */
export const kolmogorovSmirnov: DriftTest = {
  id: 'kolmogorov_smirnov',
  title: 'Kolmogorov–Smirnov',
  kinds: ['number'],
  bands: { moderate: 0.13, severe: 0.2 },
  decides: true,
  measure({ cells }, alpha): DriftFigure | null {
    const { reference, current } = cells!
    let n = 0
    let hidden = 0
    for (const rows of reference.at) n += rows
    for (const rows of reference.between) hidden += rows
    n += hidden
    const m = current.present
    if (n === 0 || m === 0) return null
    let [f, g, value] = [0, 0, 0]
    for (let i = 0; i < reference.knots.length; i++) {
      f += reference.between[i]
      g += current.between[i]
      value = Math.max(value, Math.abs(f / n - g / m))
      f += reference.at[i]
      g += current.at[i]
      value = Math.max(value, Math.abs(f / n - g / m))
    }
    const root = Math.sqrt((n * m) / (n + m))
    const loss = hidden === 0 ? 0 : DISCRETE_LOSS / Math.sqrt(reference.knots.length)
    const exact = hidden === 0 && n * m <= EXACT_PAIRS
    return {
      value,
      pValue: exact
        ? exactKolmogorovTail(value, n, m)
        : value === 0
          ? 1
          : kolmogorovSurvival(value * root + loss),
      // The first term of the limit law, inverted: right to 1e-6 for alpha up to 0.1.
      critical: Math.max(0, Math.sqrt(-Math.log(alpha / 2) / 2) - loss) / root,
    }
  },
}
