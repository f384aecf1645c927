/** Draws from a finite set of weighted outcomes. */

/**
 * Walker's alias table in Vose's form: constant time a draw, one uniform each.
 *
 * @param weights non-negative, at least one positive; they need not sum to 1
 * @returns `draw(u)` for u in [0, 1): an index into `weights`; not monotone in u
 * @throws RangeError when a weight is negative or not finite, or none is positive
 * @see Vose 1991, "A linear algorithm for generating random numbers with a given distribution"
 */
export function aliasTable(weights: Float64Array): { draw(uniform: number): number } {
  const n = weights.length
  const total = sumOfWeights('aliasTable', weights)
  const share = new Float64Array(n)
  const alias = new Uint32Array(n)
  const pending = new Uint32Array(n)
  let poor = 0
  let rich = n
  for (let i = 0; i < n; i++) {
    share[i] = (weights[i] / total) * n
    alias[i] = i
    if (share[i] < 1) pending[poor++] = i
    else pending[--rich] = i
  }
  while (poor > 0 && rich < n) {
    const taker = pending[--poor]
    const giver = pending[rich]
    alias[taker] = giver
    share[giver] = share[giver] + share[taker] - 1
    if (share[giver] < 1) {
      rich++
      pending[poor++] = giver
    }
  }
  // What rounding left unpaired is worth exactly one.
  while (poor > 0) share[pending[--poor]] = 1
  while (rich < n) share[pending[rich++]] = 1
  return {
    draw(uniform) {
      const scaled = uniform * n
      const cell = Math.min(scaled >>> 0, n - 1)
      return scaled - cell < share[cell] ? cell : alias[cell]
    },
  }
}

/**
 * The first index whose cumulative weight exceeds u times the total: a draw that is non-decreasing in u.
 *
 * @param cumulative non-decreasing partial sums; the last is the total
 * @param u          in [0, 1)
 * @returns index in [0, cumulative.length − 1]; never one of zero weight
 */
export function categoricalQuantile(cumulative: Float64Array, u: number): number {
  const target = u * cumulative[cumulative.length - 1]
  let low = 0
  let high = cumulative.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (cumulative[middle] > target) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * Partial sums of weights, as `categoricalQuantile` wants them.
 *
 * @throws RangeError when a weight is negative or not finite, or none is positive
 */
export function cumulativeWeights(weights: Float64Array): Float64Array {
  sumOfWeights('cumulativeWeights', weights)
  const cumulative = new Float64Array(weights.length)
  let sum = 0
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i]
    cumulative[i] = sum
  }
  return cumulative
}

function sumOfWeights(name: string, weights: Float64Array): number {
  let total = 0
  for (let i = 0; i < weights.length; i++) {
    if (!(weights[i] >= 0)) throw new RangeError(`${name}: need weights >= 0, got ${weights[i]} at ${i}`)
    total += weights[i]
  }
  if (!(total > 0 && total < Number.POSITIVE_INFINITY))
    throw new RangeError(`${name}: need weights with a positive finite sum, got ${total}`)
  return total
}
