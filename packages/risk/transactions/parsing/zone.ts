/** Local times of a declared zone as instants. */

const HOUR_MS = 3_600_000
const CACHED_HOURS = 100_000

/** From a local time in ms, as if it were UTC, to the instant. */
export type ToInstant = (localMs: number) => number

/**
 * A time that comes twice (clocks go back) is its first occurrence; one that never comes (clocks go forward) is read with
 * the offset before the change.
 *
 * @param zone IANA name such as Asia/Kolkata, `UTC`, or an offset such as +05:30
 * @throws RangeError when there is no such zone
 */
export function zoneReader(zone: string): ToInstant {
  if (zone === 'UTC') return (localMs) => localMs
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    throw new RangeError(`zoneReader: need a zone such as UTC, Asia/Kolkata or +05:30, got "${zone}"`)
  }
  const offsets = new Map<number, number>()
  /** Milliseconds that local time is ahead at an instant; zones change on quarter hours. */
  const aheadAt = (instant: number): number => {
    const quarter = Math.floor(instant / (HOUR_MS / 4))
    let ahead = offsets.get(quarter)
    if (ahead === undefined) {
      const at = quarter * (HOUR_MS / 4)
      const part = Object.fromEntries(
        format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
      )
      ahead = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) - at
      if (offsets.size >= CACHED_HOURS) offsets.clear()
      offsets.set(quarter, ahead)
    }
    return ahead
  }
  return (localMs) => {
    // The larger offset of the day gives the earlier instant; it is right if the zone agrees there.
    const before = aheadAt(localMs - 24 * HOUR_MS)
    const after = aheadAt(localMs + 24 * HOUR_MS)
    if (before === after) return localMs - before
    const [early, late] = [Math.max(before, after), Math.min(before, after)]
    if (aheadAt(localMs - early) === early) return localMs - early
    if (aheadAt(localMs - late) === late) return localMs - late
    return localMs - before
  }
}
