/** Background rows of a leaf, grouped by the features of its path whose conditions they satisfy. */
import { passesEdge } from './background.ts'
import type { TreeSplits } from './tree-splits.ts'

export interface LeafGroups {
  /** Last edge of each feature: stands for all its conditions; as the path meets them; shape [features]. */
  readonly path: readonly number[]
  /** A row of each group, ascending, and how many rows it has; shape [groups]. */
  readonly first: readonly number[]
  readonly count: readonly number[]
}

/**
 * Groups of the leaf below an edge.
 *
 * @param passes `satisfied(…)` of the background rows
 */
export function leafGroups(
  splits: TreeSplits,
  leafEdge: number,
  passes: Int32Array,
  rows: number,
): LeafGroups {
  const path: number[] = []
  const replaced = new Set<number>()
  for (let edge = leafEdge; edge >= 0; edge = splits.parent[edge >> 1]) {
    if (!replaced.has(edge)) path[splits.position[edge >> 1]] = edge
    replaced.add(splits.earlier[edge >> 1])
  }
  const group = new Int32Array(rows)
  // A group splits at most once per feature and row, so that numbers stay below this.
  const failing = new Int32Array(1 + rows * path.length)
  let groups = 1
  for (const edge of path) {
    failing.fill(-1, 0, groups)
    for (let row = 0; row < rows; row++) {
      if (passesEdge(passes, edge, row) === 1) continue
      if (failing[group[row]] < 0) failing[group[row]] = groups++
      group[row] = failing[group[row]]
    }
  }
  const at = new Map<number, number>()
  const first: number[] = []
  const count: number[] = []
  for (let row = 0; row < rows; row++) {
    const known = at.get(group[row])
    if (known !== undefined) count[known]++
    else {
      at.set(group[row], first.length)
      first.push(row)
      count.push(1)
    }
  }
  return { path, first, count }
}
