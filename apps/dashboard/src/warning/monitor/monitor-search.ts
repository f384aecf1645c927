/** What the page filters by. */

export function readMonitorSearch(_search: Record<string, unknown>): Record<never, never> {
  return {}
}
