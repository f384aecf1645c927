/** The exact interval of a share of events. */
import { betaQuantile } from '@pratibimba/numerics/distributions'
import type { Estimate } from '../metrics/index.ts'

/**
 * Clopper and Pearson's interval, which covers the true rate at least as often as its confidence says.
 *
 *   lower = B⁻¹(α/2; e, n − e + 1),  upper = B⁻¹(1 − α/2; e + 1, n − e)
 *
 * @param events     0 … total
 * @param total      rows, > 0
 * @param confidence in (0, 1)
 * @throws RangeError when an argument lies outside its range
 * @see docs/methods/optimal-binning.md
 */
export function clopperPearson(events: number, total: number, confidence = 0.95): Estimate {
  if (!(total > 0 && total < Number.POSITIVE_INFINITY))
    throw new RangeError(`clopperPearson: need a total > 0, got ${total}`)
  if (!(events >= 0 && events <= total))
    throw new RangeError(`clopperPearson: need events in [0, ${total}], got ${events}`)
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`clopperPearson: need a confidence in (0, 1), got ${confidence}`)
  const tail = (1 - confidence) / 2
  return {
    value: events / total,
    lower: events === 0 ? 0 : betaQuantile(tail, events, total - events + 1),
    upper: events === total ? 1 : betaQuantile(1 - tail, events + 1, total - events),
  }
}
