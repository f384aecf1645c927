/** What the page filters by. */

export function readInterventionsSearch(_search: Record<string, unknown>): Record<never, never> {
  return {}
}
