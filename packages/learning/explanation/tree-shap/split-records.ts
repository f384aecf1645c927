/** Splits as the kernels read them: one record each, told in tree-shap.assembly.ts. */
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import type { UsedColumns } from './explanation.ts'
import { missingSide, zeroIsMissing } from './split-side.ts'
import type { TreeSplits } from './tree-splits.ts'

/**
 * Writes what both kernels read of a split.
 *
 * @param address           of the record
 * @param categoriesAddress where the ensemble's words of categories lie
 */
export function writeSplit(
  words: Int32Array,
  floats: Float64Array,
  address: number,
  ensemble: TreeEnsemble,
  splits: TreeSplits,
  split: number,
  used: UsedColumns,
  categoriesAddress: number,
): void {
  const node = splits.node[split]
  const at = address / 4
  const place = used.place[ensemble.feature[node]]
  const set = ensemble.categories[node]
  words[at] = splits.earlier[split]
  words[at + 1] = Math.max(-1, splits.child[2 * split])
  words[at + 2] = Math.max(-1, splits.child[2 * split + 1])
  words[at + 3] = (place * ensemble.outputs + splits.output) * 8
  floats[address / 8 + 2] = ensemble.threshold[node]
  words[at + 6] = place * 8
  words[at + 7] = set < 0 ? 0 : categoriesAddress + 4 * set
  words[at + 8] = missingSide(ensemble, node) | (zeroIsMissing(ensemble, node) ? 2 : 0)
}
