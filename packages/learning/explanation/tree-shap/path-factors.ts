/** What a split multiplies and gains at each quadrature point, for every state a row can be in. */
import { gaussLegendre } from '@pratibimba/numerics/integration'
import type { TreeSplits } from './tree-splits.ts'

/** The row goes left, right, or has left the feature's path at an earlier split. */
export const STATES = 3
/** Down left, down right, gain left, gain right. */
export const FACTORS = 4

/** Points that integrate paths of so many distinct features exactly, an even number of them. */
export const quadraturePoints = (distinct: number): number => Math.max(2, 2 * Math.ceil(distinct / 4))

/**
 * Factors of all splits of a tree.
 *
 * At point t a feature of the path counts f = t·o + (1 − t)·z, with o = 1 where the row satisfies all its conditions and
 * z the share of training rows that do. Down: f over what the feature counted at its earlier split, times the value of
 * a leaf. Gain: weight · ((o − z)/f − what the earlier split gained).
 *
 * @param shares `featureShares` of the tree, shape [2 × splits]
 * @param leaf   value of the child where it is a leaf, else 1; shape [2 × splits]
 * @param out    shape [splits × STATES × FACTORS × points]
 * @see docs/methods/tree-shap.md
 */
export function pathFactors(
  tree: TreeSplits,
  shares: Float64Array,
  leaf: Float64Array,
  points: number,
  out: Float64Array,
): void {
  const rule = gaussLegendre(points)
  let at = 0
  for (let s = 0; s < tree.node.length; s++) {
    const earlier = tree.earlier[s]
    for (let state = 0; state < STATES; state++) {
      const before = state < 2 ? 1 : 0
      for (let i = 0; i < points; i++) {
        const t = (1 + rule.nodes[i]) / 2
        const counted = earlier < 0 ? 1 : t * before + (1 - t) * shares[earlier]
        const gained = earlier < 0 || counted === 0 ? 0 : (before - shares[earlier]) / counted
        for (const side of [0, 1]) {
          const edge = 2 * s + side
          const passes = state === side ? 1 : 0
          const counts = t * passes + (1 - t) * shares[edge]
          const gains = counts === 0 ? 0 : (passes - shares[edge]) / counts
          out[at + side * points + i] = counted === 0 ? 0 : (leaf[edge] * counts) / counted
          out[at + (2 + side) * points + i] = (rule.weights[i] / 2) * (gains - gained)
        }
      }
      at += FACTORS * points
    }
  }
}
