/** Interventional values by walking a tree with the row and each background row together: slow, and needs no memory. */
import type { TreeSplits } from './tree-splits.ts'

/** Room for one walk; shape [splits] each. */
export interface PairWalk {
  readonly alive: Uint8Array
  readonly gained: Int32Array
  readonly lost: Int32Array
  readonly gain: Float64Array
  readonly loss: Float64Array
}

export function pairWalk(splits: number): PairWalk {
  return {
    alive: new Uint8Array(splits),
    gained: new Int32Array(splits),
    lost: new Int32Array(splits),
    gain: new Float64Array(2 * splits),
    loss: new Float64Array(2 * splits),
  }
}

/**
 * Adds the values of one tree, one row, one background row.
 *
 * @param rowPasses  whether the row satisfies all conditions of the feature down each side; shape [2 × splits]
 * @param passes     the same of background rows; shape [2 × splits × rows]
 * @param leaf       what a leaf counts, by child; shape [2 × splits]
 * @param weights    `subsetWeights(most)`
 * @param places     where the value of each split's feature goes in `values`, from `at` on; shape [splits]
 */
export function explainPair(
  splits: TreeSplits,
  rowPasses: Uint8Array,
  passes: Uint8Array,
  rows: number,
  row: number,
  leaf: Float64Array,
  weights: Float64Array,
  most: number,
  places: Int32Array,
  values: Float64Array,
  at: number,
  { alive, gained, lost, gain, loss }: PairWalk,
): void {
  const { child, earlier, after } = splits
  const count = splits.node.length
  alive.fill(0)
  alive[0] = 1
  gained[0] = 0
  lost[0] = 0
  for (let s = 0; s < count; s = alive[s] === 1 ? s + 1 : after[s]) {
    if (alive[s] === 0) continue
    const before = earlier[s]
    const rowBefore = before < 0 ? 1 : rowPasses[before]
    const otherBefore = before < 0 ? 1 : passes[before * rows + row]
    for (let edge = 2 * s; edge < 2 * s + 2; edge++) {
      const mine = rowPasses[edge]
      const other = passes[edge * rows + row]
      gain[edge] = 0
      loss[edge] = 0
      if (mine + other === 0) continue
      const p = gained[s] + (other < otherBefore ? 1 : 0)
      const q = lost[s] + (mine < rowBefore ? 1 : 0)
      const below = child[edge]
      if (below >= 0) {
        alive[below] = 1
        gained[below] = p
        lost[below] = q
      } else {
        const pair = 2 * (q * (most + 1) + p)
        gain[edge] = leaf[edge] * weights[pair]
        loss[edge] = leaf[edge] * weights[pair + 1]
      }
    }
  }
  for (let s = count - 1; s >= 0; s--) {
    if (alive[s] === 0) continue
    const before = earlier[s]
    let sum = 0
    for (let edge = 2 * s; edge < 2 * s + 2; edge++) {
      const below = child[edge]
      if (below >= 0 && alive[below] === 1) {
        gain[edge] = gain[2 * below] + gain[2 * below + 1]
        loss[edge] = loss[2 * below] + loss[2 * below + 1]
      }
      if (passes[edge * rows + row] < (before < 0 ? 1 : passes[before * rows + row])) sum += gain[edge]
      if (rowPasses[edge] < (before < 0 ? 1 : rowPasses[before])) sum -= loss[edge]
    }
    values[at + places[s]] += sum
  }
}
