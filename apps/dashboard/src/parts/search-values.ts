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
