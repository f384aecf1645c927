/** Rows that were refused: the first of them by line, all of them by number. */
import type { RejectedRow } from '@pratibimba/risk/ports'

export interface RefusedRow {
  /** Name of the file, where there are several. */
  readonly file?: string
  readonly line: number
  readonly field: string | null
  readonly detail: string
}

export interface RefusedRows {
  readonly list: RefusedRow[]
  /** By field and detail. */
  readonly byReason: Map<string, number>
  count: number
}

const MOST_LISTED = 100

export function noRefusals(): RefusedRows {
  return { list: [], byReason: new Map(), count: 0 }
}

export function refuse(refused: RefusedRows, row: RefusedRow): void {
  refused.count++
  const reason = row.field === null ? row.detail : `${row.field}: ${row.detail}`
  refused.byReason.set(reason, (refused.byReason.get(reason) ?? 0) + 1)
  if (refused.list.length < MOST_LISTED) refused.list.push(row)
}

export function refuseRagged(
  refused: RefusedRows,
  file: string | undefined,
  rows: readonly RejectedRow[],
): void {
  for (const { line, reason } of rows)
    refuse(refused, { ...(file === undefined ? {} : { file }), line, field: null, detail: reason })
}
