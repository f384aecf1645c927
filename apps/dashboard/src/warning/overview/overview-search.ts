/** What the page filters by. */

export function readOverviewSearch(_search: Record<string, unknown>): Record<never, never> {
  return {}
}
