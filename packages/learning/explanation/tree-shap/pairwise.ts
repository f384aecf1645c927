/** Interventional values by walking a tree with a row and each background row together: slow, in little memory. */
import { passesEdge } from './background.ts'
import type { TreeSplits } from './tree-splits.ts'

/** Room for one walk. */
export interface PairWalk {
  /** Splits in the order they were met; shape [splits]. */
  readonly visited: Int32Array
  /** Whether a split was met, and on how many features only the row, only the other led there; shape [splits]. */
  readonly alive: Uint8Array
  readonly gained: Int32Array
  readonly lost: Int32Array
  /** What comes up each side; shape [2 × splits]. */
  readonly gain: Float64Array
  readonly loss: Float64Array
}

export function pairWalk(splits: number): PairWalk {
  return {
    visited: new Int32Array(splits),
    alive: new Uint8Array(splits),
    gained: new Int32Array(splits),
    lost: new Int32Array(splits),
    gain: new Float64Array(2 * splits),
    loss: new Float64Array(2 * splits),
  }
}

/** A row of `satisfied(…)`. */
export interface Passing {
  readonly passes: Int32Array
  readonly row: number
}

/**
 * Adds the values of one tree for a row against one other row.
 *
 * @param leaf    what a leaf counts, by child; shape [2 × splits]
 * @param weights `subsetWeights(most)`
 * @param places  where the value of each split's feature goes in `values`, from `at` on; shape [splits]
 */
export function explainPair(
  splits: TreeSplits,
  mine: Passing,
  other: Passing,
  leaf: Float64Array,
  weights: Float64Array,
  most: number,
  places: Int32Array,
  values: Float64Array,
  at: number,
  { visited, alive, gained, lost, gain, loss }: PairWalk,
): void {
  const { child, earlier, after, node } = splits
  let met = 0
  alive[0] = 1
  gained[0] = 0
  lost[0] = 0
  for (let s = 0; s < node.length; ) {
    if (alive[s] === 0) {
      s = after[s]
      continue
    }
    visited[met++] = s
    const before = earlier[s]
    const mineBefore = passesEdge(mine.passes, before, mine.row)
    const otherBefore = passesEdge(other.passes, before, other.row)
    for (let edge = 2 * s; edge < 2 * s + 2; edge++) {
      const minePasses = passesEdge(mine.passes, edge, mine.row)
      const otherPasses = passesEdge(other.passes, edge, other.row)
      const leads = minePasses + otherPasses > 0
      const below = child[edge]
      const p = gained[s] + otherBefore - otherPasses
      const q = lost[s] + mineBefore - minePasses
      gain[edge] = 0
      loss[edge] = 0
      if (below >= 0) {
        alive[below] = leads ? 1 : 0
        gained[below] = p
        lost[below] = q
      } else if (leads) {
        const pair = 2 * (q * (most + 1) + p)
        gain[edge] = leaf[edge] * weights[pair]
        loss[edge] = leaf[edge] * weights[pair + 1]
      }
    }
    s++
  }
  while (met > 0) {
    const s = visited[--met]
    const mineBefore = passesEdge(mine.passes, earlier[s], mine.row)
    const otherBefore = passesEdge(other.passes, earlier[s], other.row)
    let sum = 0
    for (let edge = 2 * s; edge < 2 * s + 2; edge++) {
      const below = child[edge]
      if (below >= 0 && alive[below] === 1) {
        gain[edge] = gain[2 * below] + gain[2 * below + 1]
        loss[edge] = loss[2 * below] + loss[2 * below + 1]
      }
      if (passesEdge(other.passes, edge, other.row) < otherBefore) sum += gain[edge]
      if (passesEdge(mine.passes, edge, mine.row) < mineBefore) sum -= loss[edge]
    }
    values[at + places[s]] += sum
  }
}
