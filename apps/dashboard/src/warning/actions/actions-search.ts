/** What the page filters by. */

export function readActionsSearch(_search: Record<string, unknown>): Record<never, never> {
  return {}
}
