/** Events as they come in: in order, each once, and no more than a page can hold. */
import type { LiveEvent } from '@pratibimba/contract'

/** Events kept; older ones are on the pages of the log. */
export const KEPT = 1_000
const MINUTE_MS = 60_000

/** Adds events to those known, newest first, each once. */
export function withEvents(known: readonly LiveEvent[], more: readonly LiveEvent[]): readonly LiveEvent[] {
  const newest = known[0]?.id ?? 0
  // The usual case: one event after all others.
  if (more.length === 1 && more[0]!.id > newest) return [more[0]!, ...known].slice(0, KEPT)
  const byId = new Map([...known, ...more].map((event) => [event.id, event]))
  return [...byId.values()].sort((a, b) => b.id - a.id).slice(0, KEPT)
}

export interface Pace {
  /** Events of each of the last sixty minutes, oldest first. */
  readonly minutes: readonly number[]
  readonly events: number
  /** Minutes that were seen whole or in part; under 60 where events of the hour may be missing. */
  readonly seen: number
}

/**
 * How many events came in each minute of the last hour.
 *
 * @param complete whether the events hold everything of the hour; otherwise the oldest tells how far they reach
 * @param now milliseconds since 1970
 */
export function paceOf(events: readonly LiveEvent[], complete: boolean, now: number): Pace {
  const minutes = new Array<number>(60).fill(0)
  for (const { at } of events) {
    const ago = Math.floor((now - Date.parse(at)) / MINUTE_MS)
    // A clock that is a little ahead counts as now.
    if (ago < 60) minutes[59 - Math.max(0, ago)]!++
  }
  const oldest = events.at(-1)
  const reach = oldest === undefined ? 60 : Math.ceil((now - Date.parse(oldest.at)) / MINUTE_MS)
  return {
    minutes,
    events: minutes.reduce((sum, count) => sum + count, 0),
    seen: complete ? 60 : Math.max(1, Math.min(60, reach)),
  }
}
