/** Mean and variance, at once and as a running sum that can be merged across chunks. Missing values are the caller's business. */

/** Arithmetic mean, corrected for the rounding of the first pass. @throws RangeError when empty */
export function mean(values: ArrayLike<number>): number {
  const n = values.length
  if (n === 0) throw new RangeError('mean: need at least 1 value, got 0')
  let sum = 0
  for (let i = 0; i < n; i++) sum += values[i]
  const first = sum / n
  let residual = 0
  for (let i = 0; i < n; i++) residual += values[i] - first
  return Number.isFinite(residual) ? first + residual / n : first
}

/**
 * Variance about the mean in two passes.
 *
 *   s² = Σ (xᵢ − x̄)² / (n − ddof)
 *
 * @param ddof 1 (default) for the sample variance, 0 for the population's
 * @throws RangeError when there are not more than `ddof` values
 */
export function variance(values: ArrayLike<number>, ddof = 1): number {
  const n = values.length
  if (n <= ddof) throw new RangeError(`variance: need more than ${ddof} values, got ${n}`)
  const centre = mean(values)
  let squares = 0
  let residual = 0
  for (let i = 0; i < n; i++) {
    const d = values[i] - centre
    squares += d * d
    residual += d
  }
  return (squares - (residual * residual) / n) / (n - ddof)
}

/** Count, mean, spread and range of a stream of values (Welford 1962; merge by Chan, Golub, LeVeque 1979). */
export interface RunningMoments {
  readonly count: number
  /** NaN while empty. */
  readonly mean: number
  readonly min: number
  readonly max: number
  push(value: number): void
  pushAll(values: ArrayLike<number>): void
  /** Takes in what another one saw; the other is left unchanged. */
  merge(other: RunningMoments): void
  /** NaN while there are not more than `ddof` values; default ddof 1. */
  variance(ddof?: number): number
}

/** Opens an empty accumulator. */
export function runningMoments(): RunningMoments {
  let count = 0
  let average = 0
  let squares = 0
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  const push = (value: number) => {
    count++
    const delta = value - average
    average += delta / count
    squares += delta * (value - average)
    if (value < min) min = value
    if (value > max) max = value
  }
  return {
    get count() {
      return count
    },
    get mean() {
      return count === 0 ? Number.NaN : average
    },
    get min() {
      return min
    },
    get max() {
      return max
    },
    push,
    pushAll(values) {
      for (let i = 0; i < values.length; i++) push(values[i])
    },
    merge(other) {
      if (other.count === 0) return
      const total = count + other.count
      const delta = other.mean - (count === 0 ? 0 : average)
      squares +=
        other.variance(0) * other.count + (count === 0 ? 0 : (delta * delta * count * other.count) / total)
      average += (delta * other.count) / total
      count = total
      min = Math.min(min, other.min)
      max = Math.max(max, other.max)
    },
    variance(ddof = 1) {
      return count > ddof ? squares / (count - ddof) : Number.NaN
    },
  }
}
