/** What the page filters by. */

export function readCustomersSearch(_search: Record<string, unknown>): Record<never, never> {
  return {}
}
