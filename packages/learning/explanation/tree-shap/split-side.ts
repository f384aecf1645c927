/** Which side of a split a value goes to. */
import type { Matrix } from '../../data/index.ts'
import { inSet } from '../../trees/predict/leaf-walk.ts'
import { missingRules, NEARLY_ZERO, type TreeEnsemble } from '../../trees/tree-ensemble.ts'
import type { TreeSplits } from './tree-splits.ts'

/** @returns 0 left, 1 right, for missing values */
export function missingSide(ensemble: TreeEnsemble, node: number): number {
  const rule = ensemble.missing[node]
  if (rule !== missingRules.zero)
    return rule === missingRules.right || rule === missingRules['zero-right'] ? 1 : 0
  const set = ensemble.categories[node]
  return (set < 0 ? ensemble.threshold[node] >= 0 : inSet(ensemble.categoryWords, set, 0)) ? 0 : 1
}

export function zeroIsMissing(ensemble: TreeEnsemble, node: number): boolean {
  const rule = ensemble.missing[node]
  return rule === missingRules['zero-left'] || rule === missingRules['zero-right']
}

/**
 * Sides of some rows at every split of a tree.
 *
 * @returns 0 left, 1 right; shape [splits × rows]
 */
export function splitSides(
  ensemble: TreeEnsemble,
  splits: TreeSplits,
  matrix: Matrix,
  from: number,
  rows: number,
): Uint8Array {
  const sides = new Uint8Array(splits.node.length * rows)
  const round = ensemble.comparison === 'float32'
  splits.node.forEach((node, split) => {
    const column = matrix.columns[ensemble.feature[node]]
    const missing = missingSide(ensemble, node)
    const zero = zeroIsMissing(ensemble, node) ? NEARLY_ZERO : -1
    const set = ensemble.categories[node]
    const threshold = ensemble.threshold[node]
    for (let row = 0; row < rows; row++) {
      const given = column[from + row]
      const x = round ? Math.fround(given) : given
      let side = missing
      if (!(Number.isNaN(x) || Math.abs(x) <= zero))
        side = (set < 0 ? x <= threshold : inSet(ensemble.categoryWords, set, x)) ? 0 : 1
      sides[split * rows + row] = side
    }
  })
  return sides
}
