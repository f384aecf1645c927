/** Ages by the calendar. */
import { formatDay } from '@pratibimba/numerics/calendar'

/**
 * Years completed from one day to another; someone born on 29 February turns a year older on 1 March in other years.
 *
 * @param fromDay days since 1970-01-01
 * @param toDay days since 1970-01-01, not before `fromDay`
 */
export function completedYears(fromDay: number, toDay: number): number {
  const from = new Date(fromDay * 86_400_000)
  const to = new Date(toDay * 86_400_000)
  const before =
    to.getUTCMonth() * 100 + to.getUTCDate() < from.getUTCMonth() * 100 + from.getUTCDate() ? 1 : 0
  return to.getUTCFullYear() - from.getUTCFullYear() - before
}

/** @throws RangeError when the day is no whole number of a four-digit year */
export function needDay(fn: string, field: string, day: number): number {
  try {
    formatDay(day)
  } catch {
    throw new RangeError(`${fn}: need ${field} in whole days since 1970-01-01, got ${day}`)
  }
  return day
}
