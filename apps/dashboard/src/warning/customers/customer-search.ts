/** What the page of a customer filters by. */

export function readCustomerSearch(_search: Record<string, unknown>): Record<never, never> {
  return {}
}
