/** A figure with its interval, and how two of them compare. */
import { wilson } from '@pratibimba/learning/metrics'
import { normalQuantile } from '@pratibimba/numerics/distributions'

export type Interval = readonly [lower: number, upper: number]

export interface Estimate {
  /** Null where there is nothing to divide by. */
  readonly value: number | null
  readonly interval: Interval | null
  /** Rows that the figure stands on, as many unweighted rows would tell as much: (Σw)² / Σw². */
  readonly effectiveRows: number
}

/** An estimate that has a value. */
export type Known = Estimate & { readonly value: number }

export const UNKNOWN: Estimate = { value: null, interval: null, effectiveRows: 0 }

export function isKnown(estimate: Estimate): estimate is Known {
  return estimate.value !== null
}

/** Standard normal quantile that bounds a central interval of the given confidence in (0, 1). */
export function criticalValue(confidence: number): number {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`fairness: need a confidence between 0 and 1, got ${confidence}`)
  return normalQuantile((1 + confidence) / 2)
}

/** Share with Wilson's score interval. */
export function shareEstimate(share: number, effectiveRows: number, confidence: number): Known {
  const { lower, upper } = wilson(share, effectiveRows, confidence)
  return { value: share, interval: [lower, upper], effectiveRows }
}

/** A mean with its normal interval, from its standard error. */
export function meanEstimate(value: number, standardError: number, effectiveRows: number, z: number): Known {
  const reach = z * standardError
  const interval = Number.isFinite(reach) ? ([value - reach, value + reach] as const) : null
  return { value, interval, effectiveRows }
}

/**
 * Interval of a difference a − b of independent figures from their own intervals (square and add).
 *
 *   d − √((a − l_a)² + (u_b − b)²),  d + √((u_a − a)² + (b − l_b)²)
 *
 * For shares with Wilson's intervals this is Newcombe's tenth method.
 *
 * @see Newcombe 1998, Statistics in Medicine 17, 873–890
 * @see docs/methods/fairness.md
 */
export function differenceInterval(a: Known, b: Known): Interval | null {
  if (a.interval === null || b.interval === null) return null
  const difference = a.value - b.value
  const down = Math.hypot(a.value - a.interval[0], b.interval[1] - b.value)
  const up = Math.hypot(a.interval[1] - a.value, b.value - b.interval[0])
  return [difference - down, difference + up]
}

/**
 * Interval of a ratio a / b of independent shares: normal in the logarithm, variance by the delta method.
 *
 *   exp(ln(a/b) ± z √((1 − a)/(n_a a) + (1 − b)/(n_b b)))
 *
 * A share of 0 above the line gives [0, u_a / l_b]; below it there is no ratio.
 *
 * @see Katz, Baptista, Azen, Pike 1978, Biometrics 34, 469–474
 * @see docs/methods/fairness.md
 */
export function ratioInterval(a: Known, b: Known, z: number): Interval | null {
  if (b.value === 0) return null
  if (a.value === 0) {
    const [upper, lower] = [a.interval?.[1], b.interval?.[0]]
    return upper !== undefined && lower !== undefined && lower > 0 ? [0, upper / lower] : null
  }
  const variance = (1 - a.value) / (a.effectiveRows * a.value) + (1 - b.value) / (b.effectiveRows * b.value)
  const reach = Math.exp(z * Math.sqrt(Math.max(0, variance)))
  const ratio = a.value / b.value
  return [ratio / reach, ratio * reach]
}
