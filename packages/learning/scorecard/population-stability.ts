/** How far a population has moved between bins. */

/**
 * Population stability index between two binned populations.
 *
 *   PSI = Σ_k (a_k − e_k) · ln(a_k / e_k)
 *
 * @param expected reference bin shares, shape [bins], summing to 1
 * @param actual   current bin shares, same shape and order
 * @returns PSI in nats, ≥ 0; infinite when a bin is empty on one side only
 * @throws RangeError when the shapes differ, a share is negative, or shares do not sum to 1 within 1e-9
 * @see docs/methods/population-stability-index.md
 */
export function populationStabilityIndex(expected: Float64Array, actual: Float64Array): number {
  requireShares('expected', expected)
  requireShares('actual', actual)
  const parts = stabilityContributions(expected, actual)
  let sum = 0
  for (const part of parts) sum += part
  return sum
}

/**
 * What each bin adds to the index.
 *
 * @returns shape [bins], each ≥ 0
 * @throws RangeError when the shapes differ
 */
export function stabilityContributions(expected: Float64Array, actual: Float64Array): Float64Array {
  if (expected.length !== actual.length)
    throw new RangeError(
      `populationStabilityIndex: need equally many bins, got ${expected.length} and ${actual.length}`,
    )
  return expected.map((e, k) => (e === actual[k] ? 0 : (actual[k] - e) * Math.log(actual[k] / e)))
}

/**
 * Shares of bins from their counts.
 *
 * @param pseudoCount added to every bin, so that an empty one does not make the index infinite; 0 leaves counts alone
 * @throws RangeError when nothing was counted
 */
export function binShares(counts: ArrayLike<number>, pseudoCount = 0): Float64Array {
  let total = 0
  for (let k = 0; k < counts.length; k++) total += counts[k] + pseudoCount
  if (!(total > 0 && pseudoCount >= 0)) throw new RangeError(`binShares: need a positive total, got ${total}`)
  return Float64Array.from(counts, (count) => (count + pseudoCount) / total)
}

function requireShares(name: string, shares: Float64Array): void {
  let sum = 0
  for (let k = 0; k < shares.length; k++) {
    if (!(shares[k] >= 0))
      throw new RangeError(`populationStabilityIndex: need ${name} shares >= 0, got ${shares[k]} in bin ${k}`)
    sum += shares[k]
  }
  if (!(Math.abs(sum - 1) <= 1e-9))
    throw new RangeError(`populationStabilityIndex: need ${name} shares that sum to 1, got ${sum}`)
}
