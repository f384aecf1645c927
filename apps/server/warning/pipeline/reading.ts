/** Numbers of a lake's rows as records have them. */

const DAY_MS = 86_400_000

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
      text = new Date(day * DAY_MS).toISOString().slice(0, 10)
      known.set(day, text)
    }
    return text
  }
}
