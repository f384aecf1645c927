/** A tree as explanations read it: its splits, and what each of them knows of the same feature higher up. */
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'

/** One tree; splits are numbered in preorder: a split, all below its left side, all below its right side. */
export interface TreeSplits {
  readonly output: number
  /** Node of the ensemble of each split; shape [splits]. */
  readonly node: Int32Array
  /** Child: a split's number, or −1 − node for a leaf; shape [2 × splits], left before right. */
  readonly child: Int32Array
  /** What led to a split: 2 × split + side; −1 at the root; shape [splits]. */
  readonly parent: Int32Array
  /** The first split that is not below this one. */
  readonly after: Int32Array
  /** Where the nearest split of the same feature above led here: 2 × its number + side; −1 if there is none. */
  readonly earlier: Int32Array
  /** How many other features the path met before this split's; shape [splits]. */
  readonly position: Int32Array
  /** Most distinct features on one path. */
  readonly distinct: number
}

/**
 * The splits of every tree.
 *
 * @throws RangeError when nodes do not form trees whose children come after their parent, or a feature is not a column
 */
export function treeSplits(ensemble: TreeEnsemble): TreeSplits[] {
  const trees: TreeSplits[] = []
  for (let tree = 0; tree + 1 < ensemble.treeStart.length; tree++) trees.push(splitsOf(ensemble, tree))
  return trees
}

function splitsOf(ensemble: TreeEnsemble, tree: number): TreeSplits {
  const start = ensemble.treeStart[tree]
  const end = ensemble.treeStart[tree + 1]
  const output = ensemble.treeOutput[tree]
  if (!(start >= 0 && start < end && end <= ensemble.feature.length))
    throw new RangeError(`treeShap: need at least one node in tree ${tree}, got nodes ${start} to ${end}`)
  if (!(output >= 0 && output < ensemble.outputs))
    throw new RangeError(`treeShap: need an output below ${ensemble.outputs} of tree ${tree}, got ${output}`)

  const nodes: number[] = []
  const child: number[] = []
  const parent: number[] = []
  const reached = new Uint8Array(end - start)
  const waiting = [{ node: start, above: -1 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, above } = next
    const leaf = ensemble.feature[node] < 0
    const s = nodes.length
    if (above >= 0) child[above] = leaf ? -1 - node : s
    if (leaf) continue
    nodes.push(node)
    parent.push(above)
    for (const side of [1, 0]) {
      const to = side === 0 ? ensemble.left[node] : ensemble.right[node]
      if (!(to > node && to < end) || reached[to - start] === 1)
        throw new RangeError(`treeShap: need a child of its own after node ${node} in its tree, got ${to}`)
      reached[to - start] = 1
      waiting.push({ node: to, above: 2 * s + side })
    }
  }
  const after = new Int32Array(nodes.length)
  for (let s = nodes.length - 1; s >= 0; s--) {
    const left = child[2 * s]
    const right = child[2 * s + 1]
    after[s] = right >= 0 ? after[right] : left >= 0 ? after[left] : s + 1
  }
  const earlier = new Int32Array(nodes.length).fill(-1)
  const position = new Int32Array(nodes.length)
  const known = new Int32Array(nodes.length)
  let distinct = 0
  for (let s = 0; s < nodes.length; s++) {
    const feature = ensemble.feature[nodes[s]]
    let up = parent[s]
    while (up >= 0 && ensemble.feature[nodes[up >> 1]] !== feature) up = parent[up >> 1]
    earlier[s] = up
    const above = parent[s] < 0 ? 0 : known[parent[s] >> 1]
    position[s] = up < 0 ? above : position[up >> 1]
    known[s] = up < 0 ? above + 1 : above
    distinct = Math.max(distinct, known[s])
  }
  return {
    output,
    node: Int32Array.from(nodes),
    child: Int32Array.from(child),
    parent: Int32Array.from(parent),
    after,
    earlier,
    position,
    distinct,
  }
}

/** Trees are divided by how many share their output when the ensemble averages; shape [trees]. */
export function treeWeights(ensemble: TreeEnsemble): Float64Array {
  const trees = ensemble.treeStart.length - 1
  if (!ensemble.average) return new Float64Array(trees).fill(1)
  const count = new Int32Array(ensemble.outputs)
  for (let tree = 0; tree < trees; tree++) count[ensemble.treeOutput[tree]]++
  return Float64Array.from({ length: trees }, (_, tree) => 1 / count[ensemble.treeOutput[tree]])
}
