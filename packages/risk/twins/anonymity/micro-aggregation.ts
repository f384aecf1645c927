/** Third pass: rows that are still too rare are put into groups of k or more that share their values. */
import { type CodedColumn, codeCount, rowsWhere } from './coded-column.ts'
import type { Draft } from './draft.ts'
import type { Classes } from './equivalence-classes.ts'
import { cumulativeShares, partitionRows } from './partition.ts'

export interface MicroAggregation {
  /** Rows that were given the values of a group. */
  readonly rows: number
  readonly groups: number
  /** Rows that moved into a class that was large enough already. */
  readonly moved: number
}

/**
 * Rows in classes of fewer than k are partitioned among themselves; classes of k and more stay as they are. When fewer
 * than k such rows are left, each takes the values of the nearest large class.
 *
 *   distance = Σ_j |F_j(a) − F_j(b)| for numbers (F = cumulative share), 0 or 1 for categories and missing values
 *
 * @param classes of the columns behind the drafts
 * @see Domingo-Ferrer, Mateo-Sanz 2002, "Practical data-oriented microaggregation"
 */
export function microAggregate(drafts: readonly Draft[], classes: Classes, k: number): MicroAggregation {
  const { ids, sizes } = classes
  const residual = rowsWhere(ids.length, (row) => sizes[ids[row]] < k)
  if (residual.length === 0) return { rows: 0, groups: 0, moved: 0 }
  const columns = drafts.map(({ coded }) => coded)
  if (residual.length < k) {
    moveToNearest(residual, drafts, columns, classes, k)
    return { rows: 0, groups: 0, moved: residual.length }
  }
  let groups = 0
  partitionRows(residual, columns, k, (rows) => {
    groups++
    for (const draft of drafts) draft.unify(rows)
  })
  return { rows: residual.length, groups, moved: 0 }
}

/** Fewer than k rows against every large class: O(k · classes). */
function moveToNearest(
  residual: Int32Array,
  drafts: readonly Draft[],
  columns: readonly CodedColumn[],
  { ids, sizes }: Classes,
  k: number,
): void {
  const representative = new Int32Array(sizes.length).fill(-1)
  for (let row = 0; row < ids.length; row++)
    if (sizes[ids[row]] >= k && representative[ids[row]] < 0) representative[ids[row]] = row
  const distances = columns.map(rowDistance)
  for (const row of residual) {
    let nearest = -1
    let least = Infinity
    for (const candidate of representative) {
      if (candidate < 0) continue
      let distance = 0
      for (const between of distances) distance += between(row, candidate)
      if (distance < least) {
        least = distance
        nearest = candidate
      }
    }
    for (const draft of drafts) draft.copy(nearest, row)
  }
}

function rowDistance(column: CodedColumn): (a: number, b: number) => number {
  const { codes } = column
  if (column.scale === 'nominal') return (a, b) => (codes[a] === codes[b] ? 0 : 1)
  const shares = cumulativeShares(codes, codeCount(column))
  return (a, b) => {
    if (codes[a] === 0 || codes[b] === 0) return codes[a] === codes[b] ? 0 : 1
    return Math.abs(shares[codes[a]] - shares[codes[b]])
  }
}
