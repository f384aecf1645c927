/** Gains and lift: how much of the events the riskiest rows hold. */
import { type RankedScores, rankScores } from './ranked-scores.ts'

export interface GainsBand {
  /** Cumulative share of the rows, riskiest first: .1 is the first decile. */
  readonly share: number
  /** Weight of rows and of events in this band; rows of equal score are shared out between bands. */
  readonly weight: number
  readonly events: number
  readonly eventRate: number
  /** Event rate of the band over the overall rate. */
  readonly lift: number
  /** Share of all events in this band and those before it. */
  readonly captured: number
  /** `captured` over `share`. */
  readonly cumulativeLift: number
}

/**
 * Gains by bands of equal weight, riskiest first.
 *
 * Where equal scores lie across the edge of a band, events are shared out in proportion: the expectation over every
 * order of the tied rows.
 *
 * @param bands 10 for deciles
 * @throws RangeError when the input does not fit or holds one class only
 */
export function gainsTable(
  label: Float64Array,
  score: Float64Array,
  weight?: Float64Array,
  bands = 10,
): GainsBand[] {
  return gainsOf(rankScores('gainsTable', label, score, weight), bands)
}

export function gainsOf(ranked: RankedScores, bands: number): GainsBand[] {
  if (!(Number.isInteger(bands) && bands >= 1))
    throw new RangeError(`gainsTable: need a whole number of bands >= 1, got ${bands}`)
  const total = ranked.events + ranked.nonEvents
  const rate = ranked.events / total
  const made: GainsBand[] = []
  let before = 0
  for (let b = 1; b <= bands; b++) {
    const share = b / bands
    const captured = captureOf(ranked, share)
    const weight = total / bands
    const events = (captured - before) * ranked.events
    const eventRate = events / weight
    made.push({
      share,
      weight,
      events,
      eventRate,
      lift: eventRate / rate,
      captured,
      cumulativeLift: captured / share,
    })
    before = captured
  }
  return made
}

/**
 * Share of all events among the riskiest rows.
 *
 * @param share of the rows by weight, in (0, 1]
 * @throws RangeError when the input does not fit or holds one class only
 */
export function captureRate(
  label: Float64Array,
  score: Float64Array,
  share: number,
  weight?: Float64Array,
): number {
  if (!(share > 0 && share <= 1)) throw new RangeError(`captureRate: need a share in (0, 1], got ${share}`)
  return captureOf(rankScores('captureRate', label, score, weight), share)
}

export function captureOf(ranked: RankedScores, share: number): number {
  const { eventsAbove, nonEventsAbove } = ranked
  const target = share * (ranked.events + ranked.nonEvents)
  let low = 0
  let high = eventsAbove.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (eventsAbove[middle] + nonEventsAbove[middle] >= target) high = middle
    else low = middle + 1
  }
  const events = low === 0 ? 0 : eventsAbove[low - 1]
  const rows = low === 0 ? 0 : events + nonEventsAbove[low - 1]
  const inGroup = eventsAbove[low] + nonEventsAbove[low] - rows
  const part = inGroup > 0 ? Math.min(1, (target - rows) / inGroup) : 1
  return (events + part * (eventsAbove[low] - events)) / ranked.events
}
