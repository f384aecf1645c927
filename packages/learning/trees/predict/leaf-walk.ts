/** One row down one tree, as the documentation of TreeEnsemble has it: the walk that every faster way must equal. */
import { missingRules, NEARLY_ZERO, type TreeEnsemble } from '../tree-ensemble.ts'

/**
 * The leaf that a row reaches.
 *
 * @param root  where to begin
 * @param cells values of rows, any layout
 * @param start where the row begins in `cells`
 * @param step  distance between two columns of a row
 * @returns index of the leaf, counted over the whole ensemble
 */
export function leafReached(
  ensemble: TreeEnsemble,
  root: number,
  cells: Float64Array,
  start: number,
  step: number,
): number {
  const { feature, left, right } = ensemble
  let node = root
  while (feature[node] >= 0)
    node = goesLeft(ensemble, node, cells[start + step * feature[node]]) ? left[node] : right[node]
  return node
}

function goesLeft(ensemble: TreeEnsemble, node: number, given: number): boolean {
  const rule = ensemble.missing[node]
  const set = ensemble.categories[node]
  const x = set < 0 && ensemble.comparison === 'float32' ? Math.fround(given) : given
  if (Number.isNaN(x)) {
    if (rule === missingRules.left || rule === missingRules['zero-left']) return true
    if (rule !== missingRules.zero) return false
    return set < 0 ? 0 <= ensemble.threshold[node] : inSet(ensemble.categoryWords, set, 0)
  }
  if (rule >= missingRules['zero-left'] && Math.abs(x) <= NEARLY_ZERO)
    return rule === missingRules['zero-left']
  return set < 0 ? x <= ensemble.threshold[node] : inSet(ensemble.categoryWords, set, x)
}

/** Whether a code, cut to an integer, is among those that go left. */
export function inSet(words: Uint32Array, set: number, code: number): boolean {
  const whole = Math.trunc(code)
  if (!(whole >= 0 && whole < words[set] * 32)) return false
  return ((words[set + 1 + Math.floor(whole / 32)] >>> (whole % 32)) & 1) === 1
}
