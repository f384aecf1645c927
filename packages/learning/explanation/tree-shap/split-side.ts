/** Which side of a split a value goes to. */
import { missingRules, type TreeEnsemble } from '../../trees/tree-ensemble.ts'

const NEARLY_ZERO = 1e-35

/**
 * Writes the side of many values at one split.
 *
 * @param column values of the split's feature
 * @param from   first row
 * @param sides  out: 0 left, 1 right; from `at` on, shape [rows]
 */
export function splitSides(
  ensemble: TreeEnsemble,
  node: number,
  column: Float64Array,
  from: number,
  rows: number,
  sides: Uint8Array,
  at: number,
): void {
  const missing = ensemble.missing[node]
  const zeroIsMissing =
    missing === missingRules['zero-left'] || missing === missingRules['zero-right'] ? NEARLY_ZERO : -1
  const nan = missing === missingRules.right || missing === missingRules['zero-right'] ? 1 : 0
  const set = ensemble.categories[node]
  if (set < 0) {
    const threshold = ensemble.threshold[node]
    const nanSide = missing === missingRules.zero ? (threshold >= 0 ? 0 : 1) : nan
    const round = ensemble.comparison === 'float32'
    for (let row = 0; row < rows; row++) {
      const given = column[from + row]
      const x = round ? Math.fround(given) : given
      sides[at + row] = Number.isNaN(x) || Math.abs(x) <= zeroIsMissing ? nanSide : x <= threshold ? 0 : 1
    }
    return
  }
  const zeroSide = categorySide(ensemble.categoryWords, set, 0)
  const nanSide = missing === missingRules.zero ? zeroSide : nan
  for (let row = 0; row < rows; row++) {
    const x = column[from + row]
    sides[at + row] =
      Number.isNaN(x) || Math.abs(x) <= zeroIsMissing ? nanSide : categorySide(ensemble.categoryWords, set, x)
  }
}

/** Codes outside of the set's words, unknown ones among them, go right. */
function categorySide(words: Uint32Array, set: number, code: number): number {
  const whole = Math.trunc(code)
  if (!(whole >= 0 && whole < words[set] * 32)) return 1
  return (words[set + 1 + (whole >>> 5)] >>> (whole & 31)) & 1 ? 0 : 1
}
