/** Many tests at once: p-values adjusted for the share of false discoveries. */

/**
 * Benjamini–Hochberg adjustment.
 *
 *   q₍ᵢ₎ = min_{j ≥ i} min(1, k·p₍ⱼ₎ / j)
 *
 * @param pValues in [0, 1], shape [k]
 * @returns adjusted, in the order given
 * @see Benjamini & Hochberg 1995
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const k = pValues.length
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[b] - pValues[a])
  const adjusted = new Array<number>(k)
  let least = 1
  for (const [rank, i] of order.entries()) {
    least = Math.min(least, (pValues[i] * k) / (k - rank))
    adjusted[i] = least
  }
  return adjusted
}
