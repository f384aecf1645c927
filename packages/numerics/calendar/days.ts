/** Days since 1970-01-01 and dates YYYY-MM-DD of the proleptic Gregorian calendar, one the inverse of the other. */

const DAY_MS = 86_400_000
/** 0000-01-01 and 9999-12-31: years of four digits. */
const FIRST_DAY = -719_528
const LAST_DAY = 2_932_896

/**
 * @param day whole days since 1970-01-01
 * @returns YYYY-MM-DD
 * @throws RangeError when it is no whole number, or of a year outside 0000–9999
 */
export function formatDay(day: number): string {
  if (!(Number.isInteger(day) && day >= FIRST_DAY && day <= LAST_DAY))
    throw new RangeError(
      `formatDay: need whole days since 1970-01-01 within the years 0000–9999, got ${String(day)}`,
    )
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/**
 * @param date YYYY-MM-DD
 * @returns whole days since 1970-01-01
 * @throws RangeError when the text is no such date, or of a day that its month has not
 */
export function parseDay(date: string): number {
  const day = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) / DAY_MS : Number.NaN
  // 31 April is read as 1 May.
  if (Number.isNaN(day) || formatDay(day) !== date)
    throw new RangeError(`parseDay: need a date YYYY-MM-DD, got ${date}`)
  return day
}
