/** Customers that were selected, over several pages of the queue, each as it was last seen. */
import type { CustomerRow } from '@pratibimba/contract'

export type Selection = ReadonlyMap<string, CustomerRow>

export const nobody: Selection = new Map()

/** @param rows of the page the ids are of */
export function selectRows(
  before: Selection,
  rows: readonly CustomerRow[],
  ids: readonly string[],
  on: boolean,
): Selection {
  const next = new Map(before)
  for (const id of ids) {
    const row = rows.find(({ customer_id }) => customer_id === id)
    if (!on) next.delete(id)
    else if (row !== undefined) next.set(id, row)
  }
  return next
}

/** The same customers as they are now, where the page shows them. */
export function refreshed(selection: Selection, rows: readonly CustomerRow[]): Selection {
  const present = new Map(rows.map((row) => [row.customer_id, row]))
  return new Map([...selection].map(([id, row]) => [id, present.get(id) ?? row]))
}

/** What is recommended most often among them. */
export function commonRecommendation(selection: Selection) {
  const counts = Map.groupBy(
    [...selection.values()].flatMap(({ recommended_action }) => recommended_action ?? []),
    ({ type }) => type,
  )
  return [...counts].sort(([, a], [, b]) => b.length - a.length)[0]?.[0]
}
