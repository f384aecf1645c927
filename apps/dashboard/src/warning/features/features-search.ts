/** What the page filters by. */

export function readFeaturesSearch(_search: Record<string, unknown>): Record<never, never> {
  return {}
}
