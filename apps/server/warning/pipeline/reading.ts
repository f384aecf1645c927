/** Numbers of a lake's rows as records have them. */
import { formatDay } from '@pratibimba/numerics/calendar'

/** undefined where missing. */
export function optional(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value
}

/** YYYY-MM-DD of days since 1970-01-01; each is written once. */
export function dayTexts(): (day: number) => string {
  const known = new Map<number, string>()
  return (day) => {
    let text = known.get(day)
    if (text === undefined) {
      text = formatDay(day)
      known.set(day, text)
    }
    return text
  }
}
