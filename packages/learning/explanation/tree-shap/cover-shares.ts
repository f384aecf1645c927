/** What path-dependent explanations weigh with: the share of training rows that took each side of each split. */
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import type { TreeSplits } from './tree-splits.ts'

/**
 * Share of the rows of each split that went to each side; both ½ where training saw none.
 *
 * @returns shape [2 × splits], left before right
 * @throws RangeError when a cover is negative or not finite
 */
export function coverShares(ensemble: TreeEnsemble, tree: TreeSplits): Float64Array {
  const shares = new Float64Array(tree.child.length)
  for (let s = 0; s < tree.node.length; s++) {
    const left = cover(ensemble, ensemble.left[tree.node[s]])
    const both = left + cover(ensemble, ensemble.right[tree.node[s]])
    shares[2 * s] = both > 0 ? left / both : 0.5
    shares[2 * s + 1] = 1 - shares[2 * s]
  }
  return shares
}

/** Shares multiplied over all splits of the same feature on the way; shape [2 × splits]. */
export function featureShares(tree: TreeSplits, shares: Float64Array): Float64Array {
  const products = shares.slice()
  for (let edge = 0; edge < products.length; edge++) {
    const earlier = tree.earlier[edge >> 1]
    if (earlier >= 0) products[edge] *= products[earlier]
  }
  return products
}

/** Mean of a tree's leaves, weighed by the shares on the way to them. */
export function expectedLeaf(
  ensemble: TreeEnsemble,
  tree: TreeSplits,
  root: number,
  shares: Float64Array,
): number {
  const mean = new Float64Array(tree.node.length)
  for (let s = tree.node.length - 1; s >= 0; s--) {
    for (const side of [0, 1]) {
      const child = tree.child[2 * s + side]
      mean[s] += shares[2 * s + side] * (child < 0 ? ensemble.value[-1 - child] : mean[child])
    }
  }
  return tree.node.length === 0 ? ensemble.value[root] : mean[0]
}

function cover(ensemble: TreeEnsemble, node: number): number {
  const weight = ensemble.cover[node]
  if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY))
    throw new RangeError(`treeShap: need a finite cover of at least 0 at node ${node}, got ${weight}`)
  return weight
}
