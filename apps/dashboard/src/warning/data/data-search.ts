/** What the page filters by. */

export function readDataSearch(_search: Record<string, unknown>): Record<never, never> {
  return {}
}
