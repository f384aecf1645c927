/** Wasserstein-1 distance: how far values would have to be moved, on average. */
import type { DriftTest } from '../drift-test.ts'

/**
 *   W₁ = ∫ |F − G| dx, in standard deviations of the reference
 *
 * Summed as Σ |∫ (F − G)| over the stretches between knots, each integral exact. That is W₁ itself unless F and G cross
 * inside a stretch, and never more. A reference without spread is measured in units of the column.
 *
 * @see docs/methods/drift.md
 */
export const wasserstein: DriftTest = {
  id: 'wasserstein',
  title: 'Wasserstein-1, in deviations of the reference',
  kinds: ['number'],
  bands: { moderate: 0.33, severe: 0.5 },
  decides: false,
  measure({ cells }) {
    const { reference, current } = cells!
    const { knots, deviation } = reference
    let n = 0
    for (const rows of reference.at) n += rows
    for (const rows of reference.between) n += rows
    const m = current.present
    if (n === 0 || m === 0) return null
    const last = knots.length - 1
    const low = Math.min(knots[0], current.min)
    const high = Math.max(knots[last], current.max)
    let [f, g, distance] = [0, 0, 0]
    for (let i = 0; i <= last + 1; i++) {
      const from = i === 0 ? low : knots[i - 1]
      const to = i > last ? high : knots[i]
      const ofReference = f * (to - from) + reference.between[i] * to - reference.sums[i]
      const ofCurrent = g * (to - from) + current.between[i] * to - current.sums[i]
      distance += Math.abs(ofReference / n - ofCurrent / m)
      f += reference.between[i]
      g += current.between[i]
      if (i > last) break
      f += reference.at[i]
      g += current.at[i]
    }
    return { value: distance / (deviation || 1), pValue: null, critical: null }
  },
}
