/** How the chain is cut into pages, and where an entry stands. */

export const auditPageSize = 50

/**
 * The page an entry stands on, newest first.
 *
 * @param total entries in the list, those after the entry included
 */
export function pageOfEntry(sequence: number, total: number): number {
  return Math.max(0, Math.floor((total - sequence) / auditPageSize)) + 1
}
