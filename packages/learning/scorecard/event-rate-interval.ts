/** Intervals for the share of events among rows. */
import { betaQuantile, normalQuantileUpper } from '@pratibimba/numerics/distributions'

export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * Wilson's score interval: the rates that a z-test at this level would not reject.
 *
 *   (p̂ + z²/2n ± z √(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n)
 *
 * @param events     0 … total; may be a weight
 * @param total      > 0; [0, 1] is answered when it is 0
 * @param confidence in (0, 1)
 * @throws RangeError when events lie outside 0 … total or the confidence outside (0, 1)
 * @see docs/methods/optimal-binning.md
 */
export function wilsonInterval(events: number, total: number, confidence = 0.95): Interval {
  require('wilsonInterval', events, total, confidence)
  if (total === 0) return { low: 0, high: 1 }
  const z = normalQuantileUpper((1 - confidence) / 2)
  const p = events / total
  const square = (z * z) / total
  const centre = p + square / 2
  const half = z * Math.sqrt((p * (1 - p)) / total + square / (4 * total))
  return {
    low: events === 0 ? 0 : (centre - half) / (1 + square),
    high: events === total ? 1 : (centre + half) / (1 + square),
  }
}

/**
 * Clopper and Pearson's exact interval, never narrower than its confidence.
 *
 *   low = B⁻¹(α/2; e, n − e + 1),  high = B⁻¹(1 − α/2; e + 1, n − e)
 *
 * @param events     0 … total
 * @param total      [0, 1] is answered when it is 0
 * @param confidence in (0, 1)
 * @throws RangeError when events lie outside 0 … total or the confidence outside (0, 1)
 * @see docs/methods/optimal-binning.md
 */
export function clopperPearsonInterval(events: number, total: number, confidence = 0.95): Interval {
  require('clopperPearsonInterval', events, total, confidence)
  const tail = (1 - confidence) / 2
  return {
    low: events === 0 ? 0 : betaQuantile(tail, events, total - events + 1),
    high: events === total ? 1 : betaQuantile(1 - tail, events + 1, total - events),
  }
}

function require(name: string, events: number, total: number, confidence: number): void {
  if (!(events >= 0 && events <= total && total < Number.POSITIVE_INFINITY))
    throw new RangeError(`${name}: need events in [0, total], got ${events} of ${total}`)
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`${name}: need a confidence in (0, 1), got ${confidence}`)
}
