/** Dates and times as banks write them. */

export type DateOrder = 'day_first' | 'month_first'

/** A calendar date, with what is said of the time. */
export interface Moment {
  /** Milliseconds since 1970-01-01, as if the zone were UTC. */
  readonly localMs: number
  readonly hasTime: boolean
  /** Minutes east of UTC, where the cell says so. */
  readonly offsetMinutes?: number
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const DAY_MS = 86_400_000
const timeAndZone =
  '(?:[T ,]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?\\s*([AaPp]\\.?[Mm]\\.?)?\\s*(Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?)?'
const yearFirst = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${timeAndZone}$`)
const compact = new RegExp(`^(\\d{4})(\\d{2})(\\d{2})${timeAndZone}$`)
const numeric = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${timeAndZone}$`)
const dayMonthName = new RegExp(`^(\\d{1,2})[-/ .]+([A-Za-z]{3,9})\\.?[-/ ,]+(\\d{4}|\\d{2})${timeAndZone}$`)
const monthNameDay = new RegExp(`^([A-Za-z]{3,9})\\.? (\\d{1,2}),? (\\d{4})${timeAndZone}$`)
const epoch = /^(\d{10})(\d{3})?$/

/** What a purely numeric date begins with, where year does not come first. */
export function numericLead(cell: string): { readonly first: number; readonly second: number } | undefined {
  const found = numeric.exec(cell.trim())
  return found === null ? undefined : { first: Number(found[1]), second: Number(found[3]) }
}

/**
 * @param order of dates such as 03/04/2024; others do not need it
 * @returns undefined when it is no date, or one that no calendar has
 */
export function parseMoment(cell: string, order: DateOrder): Moment | undefined {
  const text = cell.trim()
  let found = yearFirst.exec(text)
  if (found !== null) return moment(found[1], found[3], found[4], found.slice(5))
  found = epoch.exec(text)
  if (found !== null)
    return { localMs: Number(found[1]) * 1000 + Number(found[2] ?? 0), hasTime: true, offsetMinutes: 0 }
  found = compact.exec(text)
  if (found !== null) return moment(found[1], found[2], found[3], found.slice(4))
  found = numeric.exec(text)
  if (found !== null) {
    const [month, day] = order === 'day_first' ? [found[3], found[1]] : [found[1], found[3]]
    return moment(found[4], month, day, found.slice(5))
  }
  found = dayMonthName.exec(text)
  if (found !== null) return moment(found[3], monthNumber(found[2]), found[1], found.slice(4))
  found = monthNameDay.exec(text)
  if (found !== null) return moment(found[3], monthNumber(found[1]), found[2], found.slice(4))
  return undefined
}

function monthNumber(name: string): string {
  return String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1)
}

function moment(
  year: string,
  month: string,
  day: string,
  rest: readonly (string | undefined)[],
): Moment | undefined {
  // Data begins in 1990, so two digits mean no other century.
  const fullYear =
    year.length === 4 ? Number(year) : Number(year) >= 90 ? 1900 + Number(year) : 2000 + Number(year)
  const dateMs = Date.UTC(fullYear, Number(month) - 1, Number(day))
  const date = new Date(dateMs)
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined
  const [hour, minute, second = '0', fraction = '', half, zone] = rest
  if (hour === undefined) return { localMs: dateMs, hasTime: false }
  const h = hourOfDay(Number(hour), half)
  if (h === undefined || Number(minute) > 59 || Number(second) > 59) return undefined
  const timeMs =
    ((h * 60 + Number(minute)) * 60 + Number(second)) * 1000 +
    Math.floor(Number(`0.${fraction || '0'}`) * 1000 + 1e-6)
  const offset = zone === undefined ? undefined : offsetOf(zone)
  if (zone !== undefined && offset === undefined) return undefined
  return {
    localMs: dateMs + timeMs,
    hasTime: true,
    ...(offset === undefined ? {} : { offsetMinutes: offset }),
  }
}

function hourOfDay(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined
  if (hour < 1 || hour > 12) return undefined
  return (hour % 12) + (half[0].toLowerCase() === 'p' ? 12 : 0)
}

function offsetOf(zone: string): number | undefined {
  if (!/^[+-]/.test(zone)) return 0
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', ''))]
  if (hours > 14 || minutes > 59) return undefined
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes)
}

/** Days since 1970-01-01 of a moment. */
export function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS)
}
