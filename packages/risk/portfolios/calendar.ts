/** Calendar months as numbers, and the day a payment is due in one. */

/** Years·12 + months − 1 of a date given in days since 1970-01-01. */
export function monthOf(day: number): { readonly month: number; readonly dayOfMonth: number } {
  // Civil calendar from a day number (Hinnant 2013), with years beginning in March.
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  return {
    month: (yearOfEra + era * 400) * 12 + 2 + fromMarch,
    dayOfMonth: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  }
}

/** Day number of the first of a month. */
export function firstOfMonth(month: number): number {
  const fromMarchMonth = month - 2
  const year = Math.floor(fromMarchMonth / 12)
  const fromMarch = fromMarchMonth - year * 12
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * fromMarch + 2) / 5)
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719_468
  )
}

/** Days before the as-of date at which the last instalment fell due, so that a late payment of the month is known. */
const GRACE_DAYS = 15

/** Due dates that end at the as-of date: `due(age, day)` is the date `age` months before the last one. */
export interface DueDates {
  /** @param age months before the last due date, ≥ 0; @param day day of the month, 1–28 */
  due(age: number, day: number): number
}

/** Due dates of loans as seen on a date, from a table of `months` months. */
export function openDueDates(asOfDate: number, months: number): DueDates {
  const last = monthOf(asOfDate - GRACE_DAYS)
  const firsts = Int32Array.from({ length: months + 2 }, (_, age) => firstOfMonth(last.month - age))
  return {
    due(age, day) {
      return firsts[day > last.dayOfMonth ? age + 1 : age] + day - 1
    },
  }
}
