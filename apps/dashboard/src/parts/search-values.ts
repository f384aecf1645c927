/** Reading what a page filters by from its address, where anyone may have written anything. */

/** One of a list, or nothing. */
export function oneOrNone<const T extends readonly string[]>(
  values: T,
  value: unknown,
): T[number] | undefined {
  return values.find((one) => one === value)
}

/** A text, or nothing when it is empty. Ids of digits alone arrive as numbers. */
export function textOrNone(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text !== '' ? text : undefined
}

/** A page from 2 on; the first stands for itself. */
export function laterPage(value: unknown): number | undefined {
  const page = Number(value)
  return Number.isSafeInteger(page) && page > 1 ? page : undefined
}

/** Several of a list as the server takes them, separated by commas, in the order of the list; or nothing. */
export function someOrNone(values: readonly string[], value: unknown): string | undefined {
  const asked = new Set(textOrNone(value)?.split(','))
  return textOrNone(values.filter((one) => asked.has(one)).join(','))
}

/** A number of a range, or nothing. */
export function numberWithin(low: number, high: number, value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : Number(textOrNone(value) ?? Number.NaN)
  return number >= low && number <= high ? number : undefined
}

/** A calendar date, YYYY-MM-DD, or nothing. */
export function dateOrNone(value: unknown): string | undefined {
  const text = textOrNone(value)
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text) ? text : undefined
}
