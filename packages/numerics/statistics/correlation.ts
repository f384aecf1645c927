/** Linear and rank correlation, and the bridge from rank correlation to the Gaussian copula. Missing values are the caller's business. */
import { mean } from './moments.ts'
import { orderOf } from './order.ts'
import { rank } from './rank.ts'

/**
 * Pearson's product-moment correlation.
 *
 * @returns in [−1, 1]; NaN when one side is constant
 * @throws RangeError when the lengths differ or there are fewer than two values
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number {
  requirePairs('pearson', x, y)
  const meanX = mean(x)
  const meanY = mean(y)
  let xx = 0
  let yy = 0
  let xy = 0
  for (let i = 0; i < x.length; i++) {
    const dx = x[i] - meanX
    const dy = y[i] - meanY
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  }
  return clamp(xy / (Math.sqrt(xx) * Math.sqrt(yy)))
}

/**
 * Spearman's rank correlation: Pearson's on average ranks.
 *
 * @returns in [−1, 1]; NaN when one side is constant
 * @see docs/methods/rank-correlation.md
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number {
  requirePairs('spearman', x, y)
  return pearson(rank(x), rank(y))
}

/**
 * Spearman's rank correlation of every pair of columns, each ranked once.
 *
 * @param columns k columns of one length
 * @returns row-major, shape [k·k], symmetric, ones on the diagonal; NaN against a constant column
 */
export function spearmanMatrix(columns: readonly ArrayLike<number>[]): Float64Array {
  const k = columns.length
  const ranks = columns.map((column) => {
    requirePairs('spearmanMatrix', columns[0], column)
    return rank(column)
  })
  const matrix = new Float64Array(k * k)
  for (let i = 0; i < k; i++) {
    matrix[i * k + i] = 1
    for (let j = 0; j < i; j++) {
      const value = pearson(ranks[i], ranks[j])
      matrix[i * k + j] = value
      matrix[j * k + i] = value
    }
  }
  return matrix
}

/**
 * Kendall's τ_b in O(n log n) (Knight 1966).
 *
 *   τ_b = (C − D) / √((n₀ − n₁)(n₀ − n₂)),  n₀ = n(n−1)/2, n₁ and n₂ the pairs tied in x and in y
 *
 * @returns in [−1, 1]; NaN when one side is constant
 */
export function kendallTau(x: ArrayLike<number>, y: ArrayLike<number>): number {
  requirePairs('kendallTau', x, y)
  const n = x.length
  // Ordered by x, ties in x by y: stable order by y first, then by x.
  const byY = orderOf(y)
  const xInOrderOfY = new Float64Array(n)
  for (let i = 0; i < n; i++) xInOrderOfY[i] = x[byY[i]]
  const byX = orderOf(xInOrderOfY)
  const sortedX = new Float64Array(n)
  const sortedY = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    sortedX[i] = xInOrderOfY[byX[i]]
    sortedY[i] = y[byY[byX[i]]]
  }
  const tiedX = tiedPairs(n, (i) => sortedX[i] === sortedX[i - 1])
  const tiedBoth = tiedPairs(n, (i) => sortedX[i] === sortedX[i - 1] && sortedY[i] === sortedY[i - 1])
  const discordant = sortCountingSwaps(sortedY)
  const tiedY = tiedPairs(n, (i) => sortedY[i] === sortedY[i - 1])
  const pairs = (n * (n - 1)) / 2
  const difference = pairs - tiedX - tiedY + tiedBoth - 2 * discordant
  return clamp(difference / Math.sqrt(pairs - tiedX) / Math.sqrt(pairs - tiedY))
}

/**
 * The Gaussian copula's correlation that yields a wanted Spearman correlation, r = 2 sin(πρ_S/6).
 *
 * @see docs/methods/rank-correlation.md
 */
export function spearmanToGaussian(spearmanRho: number): number {
  if (!(spearmanRho >= -1 && spearmanRho <= 1))
    throw new RangeError(`spearmanToGaussian: need a correlation in [-1, 1], got ${spearmanRho}`)
  return clamp(2 * Math.sin((Math.PI * spearmanRho) / 6))
}

/** The Spearman correlation of a Gaussian copula of correlation r, ρ_S = (6/π) arcsin(r/2). */
export function gaussianToSpearman(gaussianRho: number): number {
  if (!(gaussianRho >= -1 && gaussianRho <= 1))
    throw new RangeError(`gaussianToSpearman: need a correlation in [-1, 1], got ${gaussianRho}`)
  return clamp((6 / Math.PI) * Math.asin(gaussianRho / 2))
}

function requirePairs(name: string, x: ArrayLike<number>, y: ArrayLike<number>): void {
  if (x.length !== y.length)
    throw new RangeError(`${name}: need equal lengths, got ${x.length} and ${y.length}`)
  if (x.length < 2) throw new RangeError(`${name}: need at least 2 pairs, got ${x.length}`)
}

/** Rounding may step over ±1; NaN passes. */
function clamp(value: number): number {
  return Math.min(1, Math.max(-1, value))
}

function tiedPairs(n: number, sameAsPrevious: (i: number) => boolean): number {
  let pairs = 0
  let run = 0
  for (let i = 1; i < n; i++) {
    run = sameAsPrevious(i) ? run + 1 : 0
    pairs += run
  }
  return pairs
}

/** Sorts in place by bottom-up merging and counts the pairs that stood in the wrong order. */
function sortCountingSwaps(values: Float64Array): number {
  const n = values.length
  let from: Float64Array = values
  let to: Float64Array = new Float64Array(n)
  let swaps = 0
  for (let width = 1; width < n; width *= 2) {
    for (let left = 0; left < n; left += 2 * width) {
      const middle = Math.min(left + width, n)
      const right = Math.min(left + 2 * width, n)
      let i = left
      let j = middle
      for (let k = left; k < right; k++) {
        if (i < middle && (j >= right || from[i] <= from[j])) to[k] = from[i++]
        else {
          if (i < middle) swaps += middle - i
          to[k] = from[j++]
        }
      }
    }
    ;[from, to] = [to, from]
  }
  if (from !== values) values.set(from)
  return swaps
}
