/** How the chain is cut into pages, and where an entry stands. */

export const auditPageSize = 50

/** The page an entry stands on, newest first. */
export function pageOfEntry(sequence: number, entries: number): number {
  return Math.floor((entries - sequence) / auditPageSize) + 1
}
