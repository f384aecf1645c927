/** Quantiles of samples. Missing values are the caller's business: NaN sorts last and spoils the answer. */
import { orderOf } from './order.ts'

/**
 * Sample quantiles of type 7 (Hyndman & Fan 1996), equal to NumPy's default.
 *
 *   h = (n − 1)·p,  Q(p) = x₍⌊h⌋₎ + (h − ⌊h⌋)·(x₍⌊h⌋+1₎ − x₍⌊h⌋₎)
 *
 * @param values in any order; sorted input is noticed and not copied
 * @param probs  probabilities in [0, 1]
 * @returns shape [probs.length]
 * @throws RangeError when there are no values or a probability lies outside [0, 1]
 */
export function quantiles(values: ArrayLike<number>, probs: ArrayLike<number>): Float64Array {
  const n = values.length
  if (n === 0) throw new RangeError('quantiles: need at least 1 value, got 0')
  const sorted = isSorted(values) ? values : Float64Array.from(values).sort()
  const out = new Float64Array(probs.length)
  for (let i = 0; i < out.length; i++) {
    requireProbability('quantiles', probs[i])
    const h = (n - 1) * probs[i]
    const below = Math.floor(h)
    const low = sorted[below]
    const high = sorted[Math.min(below + 1, n - 1)]
    const t = h - below
    // From the nearer end, as NumPy does, so that Q is monotone in p and exact at both ends.
    out[i] = low === high ? low : t >= 0.5 ? high - (high - low) * (1 - t) : low + (high - low) * t
  }
  return out
}

/**
 * Quantile of weighted values: the smallest value whose cumulative weight reaches p of the total (no interpolation).
 *
 * @param values  shape [n]
 * @param weights shape [n], ≥ 0, with a positive sum
 * @param p       probability in [0, 1]
 * @throws RangeError when the shapes differ, a weight is negative, none is positive, or p lies outside [0, 1]
 */
export function weightedQuantile(values: ArrayLike<number>, weights: ArrayLike<number>, p: number): number {
  if (values.length !== weights.length)
    throw new RangeError(`weightedQuantile: need equal lengths, got ${values.length} and ${weights.length}`)
  requireProbability('weightedQuantile', p)
  let total = 0
  for (let i = 0; i < weights.length; i++) {
    if (!(weights[i] >= 0))
      throw new RangeError(`weightedQuantile: need weights >= 0, got ${weights[i]} at ${i}`)
    total += weights[i]
  }
  if (!(total > 0)) throw new RangeError(`weightedQuantile: need a positive total weight, got ${total}`)
  let cumulative = 0
  let last = Number.NaN
  for (const i of orderOf(values)) {
    if (weights[i] === 0) continue
    cumulative += weights[i]
    last = values[i]
    if (cumulative >= p * total) return last
  }
  return last
}

function requireProbability(name: string, p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${name}: need probabilities in [0, 1], got ${p}`)
}

function isSorted(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (!(values[i - 1] <= values[i])) return false
  return true
}
