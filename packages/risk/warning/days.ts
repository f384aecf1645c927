/** Days as whole numbers since 1970-01-01, and as dates. */

const MILLISECONDS = 86_400_000

/** YYYY-MM-DD. */
export function formatDay(day: number): string {
  return new Date(day * MILLISECONDS).toISOString().slice(0, 10)
}

/** @throws RangeError when the text is not a date YYYY-MM-DD */
export function parseDay(date: string): number {
  const time = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(time) || formatDay(time / MILLISECONDS) !== date)
    throw new RangeError(`parseDay: need a date YYYY-MM-DD, got ${date}`)
  return time / MILLISECONDS
}
