/** When a customer is to be contacted, as asked for. */
import { ProblemError } from '@pratibimba/contract'

/** Clocks differ. */
const TOLERANCE_MS = 5 * 60_000
const DAYS_AHEAD = 90
const DAY_MS = 86_400_000

/** @throws ProblemError `out_of_range` for a time that has passed, or is so far off that it must be a mistake */
export function requireContactTime(at: string | undefined, now: Date): void {
  if (at === undefined) return
  const asked = Date.parse(at)
  const latest = now.getTime() + DAYS_AHEAD * DAY_MS
  if (asked >= now.getTime() - TOLERANCE_MS && asked <= latest) return
  const detail = `contact_at must lie from ${now.toISOString()} to ${new Date(latest).toISOString()}; got "${at}".`
  throw new ProblemError('out_of_range', detail, [{ pointer: '/contact_at', detail }])
}
