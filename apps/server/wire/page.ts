/** Pages of lists. */

/** The page asked for; validation fills the defaults, this holds them for the types. */
export function pageOf(query: { limit?: number; offset?: number }): { limit: number; offset: number } {
  return { limit: query.limit ?? 50, offset: query.offset ?? 0 }
}
