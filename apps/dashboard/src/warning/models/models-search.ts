/** What the page filters by. */

export function readModelsSearch(_search: Record<string, unknown>): Record<never, never> {
  return {}
}
