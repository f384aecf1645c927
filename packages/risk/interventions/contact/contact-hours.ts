/** When a customer may be contacted, in the customer's own local time. */

/** Half-open span of minutes of a day: 9:00 to 18:00 is { from: 540, to: 1080 }. */
export interface DailySpan {
  readonly from: number
  readonly to: number
}

/** One entry a weekday, Monday first; null is a day without contact. */
export type WeeklyHours = readonly [
  DailySpan | null,
  DailySpan | null,
  DailySpan | null,
  DailySpan | null,
  DailySpan | null,
  DailySpan | null,
  DailySpan | null,
]

const span = (fromHour: number, toHour: number): DailySpan => ({ from: fromHour * 60, to: toHour * 60 })
const week = (workday: DailySpan, saturday: DailySpan | null, sunday: DailySpan | null): WeeklyHours => [
  workday,
  workday,
  workday,
  workday,
  workday,
  saturday,
  sunday,
]

/** When people answer the telephone and officers work. */
export const callingHours = week(span(9, 18), span(10, 14), null)
/** When a telephone in a pocket may buzz. */
export const writingHours = week(span(8, 20), span(9, 18), span(10, 18))

const MINUTE_MS = 60_000
const DAY_MS = 1440 * MINUTE_MS

/**
 * The first instant at or after `at` that lies within the hours.
 *
 * Local time follows the rules of the time zone, daylight saving included: a span that begins in an hour which the
 * clocks skip begins when they have skipped it.
 *
 * @param timeZone IANA name, such as `Europe/Berlin`
 * @returns the instant itself when it is allowed already
 * @throws RangeError when no day of the week has hours, a span is not within a day, or the zone is unknown
 */
export function nextContactTime(at: Date, hours: WeeklyHours, timeZone: string): Date {
  requireHours(hours)
  const start = localTime(at.getTime(), timeZone)
  for (let days = 0; days <= 8; days++) {
    const midnight = start.midnightAsUtc + days * DAY_MS
    const span = hours[weekdayOf(midnight)]
    if (span === null) continue
    const opens = instantOf(midnight + span.from * MINUTE_MS, timeZone)
    const closes = instantOf(midnight + span.to * MINUTE_MS, timeZone)
    const first = Math.max(at.getTime(), opens)
    if (first < closes) return new Date(first)
  }
  throw new RangeError(`nextContactTime: need hours on a day that exists, got none in ${timeZone}`)
}

/** Refuses spans outside a day and a week without any. */
function requireHours(hours: WeeklyHours): void {
  for (const span of hours)
    if (span !== null && !(span.from >= 0 && span.from < span.to && span.to <= 1440))
      throw new RangeError(
        `contact hours: need 0 <= from < to <= 1440 minutes, got ${span.from} to ${span.to}`,
      )
  if (hours.every((span) => span === null))
    throw new RangeError('contact hours: need a day with hours, got none')
}

/** Monday is 0. */
const weekdayOf = (localAsUtc: number): number => (new Date(localAsUtc).getUTCDay() + 6) % 7

interface LocalTime {
  /** What the clocks on the wall show, read as if it were UTC. */
  readonly asUtc: number
  readonly midnightAsUtc: number
}

function localTime(instant: number, timeZone: string): LocalTime {
  const parts: Record<string, number> = {}
  for (const { type, value } of formatterOf(timeZone).formatToParts(instant)) parts[type] = Number(value)
  const midnightAsUtc = Date.UTC(parts.year, parts.month - 1, parts.day)
  const withinMinute = ((instant % MINUTE_MS) + MINUTE_MS) % MINUTE_MS
  return { midnightAsUtc, asUtc: midnightAsUtc + (parts.hour * 60 + parts.minute) * MINUTE_MS + withinMinute }
}

/** The instant at which the clocks of a zone show a local time; of a skipped time, the first instant after the gap. */
function instantOf(localAsUtc: number, timeZone: string): number {
  const first = localAsUtc - offsetAt(localAsUtc, timeZone)
  const second = localAsUtc - offsetAt(first, timeZone)
  if (localTime(second, timeZone).asUtc === localAsUtc) return second
  return Math.max(first, second)
}

const offsetAt = (instant: number, timeZone: string): number => localTime(instant, timeZone).asUtc - instant

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  formatters.set(timeZone, made)
  return made
}
