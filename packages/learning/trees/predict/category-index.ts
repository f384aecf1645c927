/** Categories as kernels see them: an index of 0 missing, 1 unknown, 2 nearly zero, 3 + code, and a bit per index. */
import { missingRules, NEARLY_ZERO, type TreeEnsemble } from '../tree-ensemble.ts'
import { inSet } from './leaf-walk.ts'

const FIRST_CODE = 3

/** Codes that splits of a column can tell apart: those from here on go right everywhere; by column. */
export function codesByColumn({ feature, categories, categoryWords }: TreeEnsemble): Map<number, number> {
  const codes = new Map<number, number>()
  for (let node = 0; node < feature.length; node++)
    if (categories[node] >= 0)
      codes.set(feature[node], Math.max(codes.get(feature[node]) ?? 0, 32 * categoryWords[categories[node]]))
  return codes
}

/** The bits of a split: 1 goes left; indices beyond go right. */
export function indexBits(ensemble: TreeEnsemble, node: number): Uint32Array {
  const { categoryWords } = ensemble
  const set = ensemble.categories[node]
  const rule = ensemble.missing[node]
  const codes = 32 * categoryWords[set]
  const bits = new Uint32Array(Math.ceil((FIRST_CODE + codes) / 32))
  const put = (index: number, left: boolean): void => {
    if (left) bits[index >>> 5] |= 1 << (index & 31)
  }
  const left = rule === missingRules.left || rule === missingRules['zero-left']
  const zeroIsMissing = rule >= missingRules['zero-left']
  put(0, rule === missingRules.zero ? inSet(categoryWords, set, 0) : left)
  put(2, zeroIsMissing ? left : inSet(categoryWords, set, 0))
  for (let code = 0; code < codes; code++) put(FIRST_CODE + code, inSet(categoryWords, set, code))
  return bits
}

/** The index of a value. */
export function categoryIndex(x: number, codes: number): number {
  if (Number.isNaN(x)) return 0
  if (Math.abs(x) <= NEARLY_ZERO) return 2
  return x > -1 && x < codes ? FIRST_CODE + Math.trunc(x) : 1
}
