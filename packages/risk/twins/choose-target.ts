/** The column that parts of the data are described for: usually what a model would predict. */
import type { Column, Frame } from '@pratibimba/numerics/frame'
import type { TableDescription } from './schema.ts'

const OUTCOME =
  /default|target|label|churn|fraud|delinquen|^bad$|_bad$|^bad_|^class$|^y$|outcome|response|approved|status$/i

/**
 * The named column, or else a column of two values whose name speaks of an outcome, the last one where several do.
 *
 * @param wanted null for none, undefined to detect
 * @throws RangeError when the wanted column does not exist
 */
export function chooseTarget(
  frame: Frame,
  table: TableDescription,
  wanted: string | null | undefined,
): string | null {
  if (wanted === null) return null
  if (wanted !== undefined) {
    if (frame.columns.has(wanted)) return wanted
    throw new RangeError(`fitTwin: need a target column of "${table.name}", got "${wanted}"`)
  }
  let found: string | null = null
  for (const [name, column] of frame.columns) if (OUTCOME.test(name) && isBinary(column)) found = name
  return found
}

function isBinary(column: Column): boolean {
  if (column.kind === 'text' || column.kind === 'serial') return false
  const first = column.values[0]
  let other: number | undefined
  for (let i = 1; i < column.values.length; i++) {
    const value = column.values[i]
    if (value === first || value === other) continue
    if (other !== undefined) return false
    other = value
  }
  return other !== undefined
}
