/** A day of a lake, as flagged. */
import type { Lake } from '@pratibimba/adapters/lake'
import { parseDay } from '@pratibimba/numerics/calendar'
import { UsageError } from '../../command-line/failures.ts'

/** @throws UsageError when it is no date, or the lake has no such day */
export function dayOfLake({ manifest }: Lake, flag: string, date: string): number {
  const { first_day, last_day } = manifest
  let day: number
  try {
    day = parseDay(date)
  } catch {
    throw new UsageError(`--${flag}: need a date YYYY-MM-DD, got "${date}"`)
  }
  if (date < first_day || date > last_day)
    throw new UsageError(`--${flag}: the lake has the days ${first_day} to ${last_day}, got ${date}`)
  return day
}
