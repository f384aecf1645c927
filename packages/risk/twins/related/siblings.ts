/** Which parent row each child row hangs from, and which sibling came before it. */
import { type Column, columnOf, type Frame, isPresent, serialText } from '@pratibimba/numerics/frame'
import type { Relationship } from '../schema.ts'

export interface Siblings {
  /** Row of the parent, −1 for an orphan. */
  readonly parentOf: Int32Array
  /** Row of the sibling before this one in the order of the file, −1 for the first. */
  readonly previous: Int32Array
  /** Children per parent row. */
  readonly counts: Float64Array
  readonly orphans: number
}

/**
 * Joins a child table to its parent by the foreign key.
 *
 * @throws RangeError when the parent's key repeats, or no child finds its parent
 */
export function linkSiblings(parent: Frame, child: Frame, relationship: Relationship): Siblings {
  const { parentTable, parentColumn, childTable, childColumn } = relationship
  const keys = columnOf(parent, parentColumn)
  const rowOf = new Map<string | number, number>()
  for (let row = 0; row < parent.rows; row++) {
    if (!isPresent(keys, row)) continue
    const key = keyAt(keys, row)
    if (rowOf.has(key))
      throw new RangeError(
        `fitTwin: need unique values in "${parentTable}"."${parentColumn}" to hang "${childTable}" from, got a repeated one in row ${row + 1}`,
      )
    rowOf.set(key, row)
  }
  const foreign = columnOf(child, childColumn)
  const parentOf = new Int32Array(child.rows).fill(-1)
  const previous = new Int32Array(child.rows).fill(-1)
  const counts = new Float64Array(parent.rows)
  const last = new Int32Array(parent.rows).fill(-1)
  let orphans = 0
  for (let row = 0; row < child.rows; row++) {
    const at = isPresent(foreign, row) ? rowOf.get(keyAt(foreign, row)) : undefined
    if (at === undefined) {
      orphans++
      continue
    }
    parentOf[row] = at
    previous[row] = last[at]
    last[at] = row
    counts[at]++
  }
  if (orphans === child.rows)
    throw new RangeError(
      `fitTwin: need values of "${childTable}"."${childColumn}" that stand in "${parentTable}"."${parentColumn}", got none`,
    )
  return { parentOf, previous, counts, orphans }
}

/** Comparable across kinds: 7, "7" and a serial without prefix are different only where the files wrote them differently. */
function keyAt(column: Column, row: number): string | number {
  if (column.kind === 'category') return column.dictionary[column.values[row]]
  if (column.kind === 'serial') return serialText(column, row)
  return column.values[row]
}
