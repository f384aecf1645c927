/** One tree as LightGBM writes it: splits numbered from the root on, leaves as −1 − number. */
import { missingRules, type TreeEnsemble } from '../../trees/tree-ensemble.ts'
import { float32Above, float32Floor } from '../float32-neighbours.ts'
import { ModelFileError } from '../model-file-error.ts'
import { codesLeft } from '../plain-splits.ts'
import type { WrittenInputs } from './inputs-written.ts'

/** Missing types none, zero, nan stand in bits 2 and 3; bit 1 says left, bit 0 categories. */
const decisions: Readonly<Record<number, number>> = {
  [missingRules.zero]: 2,
  [missingRules.left]: 10,
  [missingRules.right]: 8,
  [missingRules['zero-left']]: 6,
  [missingRules['zero-right']]: 4,
}
const categoryDecision = 9

/** A tree that always says the same. */
export function singleLeaf(value: number): string {
  return `num_leaves=1\nnum_cat=0\nsplit_feature=\nsplit_gain=\nthreshold=\ndecision_type=\nleft_child=\nright_child=\nleaf_value=${value}\nleaf_weight=\nleaf_count=\ninternal_value=\ninternal_weight=\ninternal_count=\nis_linear=0\nshrinkage=1\n`
}

/**
 * @param base what is added to every leaf
 */
export function writeTree(
  ensemble: TreeEnsemble,
  tree: number,
  inputOf: WrittenInputs['inputOf'],
  base: number,
): string {
  const start = ensemble.treeStart[tree]
  const end = ensemble.treeStart[tree + 1]
  if (ensemble.feature[start] < 0) return singleLeaf(base + ensemble.value[start])
  const place = new Int32Array(end - start)
  const splits: number[] = []
  const leaves: number[] = []
  for (let node = start; node < end; node++) {
    if (ensemble.feature[node] < 0) place[node - start] = -leaves.push(node)
    else place[node - start] = splits.push(node) - 1
  }
  const bounds = [0]
  const words: number[] = []
  const rows = splits.map((node) => {
    const { input, integers } = inputOf(ensemble.feature[node])
    const left = place[ensemble.left[node] - start]
    const right = place[ensemble.right[node] - start]
    if (ensemble.categories[node] < 0)
      return {
        input,
        threshold: boundOf(ensemble, node),
        decision: decisions[ensemble.missing[node]],
        left,
        right,
      }
    const set = setOf(ensemble, node, integers)
    words.push(...wordsOf(set.integers))
    bounds.push(words.length)
    const threshold = bounds.length - 2
    return set.swapped
      ? { input, threshold, decision: categoryDecision, left: right, right: left }
      : { input, threshold, decision: categoryDecision, left, right }
  })
  const list = (numbers: readonly number[]): string => numbers.join(' ')
  const of = (nodes: readonly number[], values: Float64Array): string =>
    list(nodes.map((node) => values[node]))
  const counts = (nodes: readonly number[]): string =>
    list(nodes.map((node) => Math.min(Math.round(ensemble.cover[node]), 2 ** 31 - 1)))
  return [
    `num_leaves=${leaves.length}`,
    `num_cat=${bounds.length - 1}`,
    `split_feature=${list(rows.map(({ input }) => input))}`,
    `split_gain=${of(splits, ensemble.gain)}`,
    `threshold=${rows.map(({ threshold }) => written(threshold)).join(' ')}`,
    `decision_type=${list(rows.map(({ decision }) => decision))}`,
    `left_child=${list(rows.map(({ left }) => left))}`,
    `right_child=${list(rows.map(({ right }) => right))}`,
    `leaf_value=${list(leaves.map((node) => base + ensemble.value[node]))}`,
    `leaf_weight=${of(leaves, ensemble.cover)}`,
    `leaf_count=${counts(leaves)}`,
    `internal_value=${list(splits.map((node) => base + ensemble.value[node]))}`,
    `internal_weight=${of(splits, ensemble.cover)}`,
    `internal_count=${counts(splits)}`,
    ...(words.length === 0 && bounds.length === 1
      ? []
      : [`cat_boundaries=${list(bounds)}`, `cat_threshold=${list(words)}`]),
    'is_linear=0',
    'shrinkage=1',
    '',
  ].join('\n')
}

/** The integers that go left in LightGBM, which sends missing and unknown ones right; else the children change places. */
function setOf(
  ensemble: TreeEnsemble,
  node: number,
  integers: readonly number[],
): { readonly integers: readonly number[]; readonly swapped: boolean } {
  const rule = ensemble.missing[node]
  const left = new Set(codesLeft(ensemble, node))
  if (rule === missingRules['zero-left']) left.add(0)
  if (rule === missingRules['zero-right']) left.delete(0)
  const missingLeft =
    rule === missingRules.left ||
    rule === missingRules['zero-left'] ||
    (rule === missingRules.zero && left.has(0))
  if (integers.length === 0)
    throw new ModelFileError(`Node ${node} splits a number by categories: LightGBM cannot hold that.`)
  return { integers: integers.filter((_, code) => left.has(code) !== missingLeft), swapped: missingLeft }
}

function wordsOf(integers: readonly number[]): number[] {
  const largest = integers.reduce((most, integer) => Math.max(most, integer), 0)
  const words = new Uint32Array((largest >>> 5) + 1)
  for (const integer of integers) words[integer >>> 5] |= 1 << (integer & 31)
  return [...words]
}

/**
 * The threshold for numbers that are not rounded before they are compared.
 *
 * round(x) ≤ t is x ≤ b, with b the largest number that rounds to one of 32 bits that is not above t.
 */
function boundOf({ comparison, threshold }: TreeEnsemble, node: number): number {
  if (comparison === 'float64' || !Number.isFinite(threshold[node])) return threshold[node]
  const below = float32Floor(threshold[node])
  if (!Number.isFinite(below)) return 2 ** 103 - 2 ** 128
  const above = float32Above(below)
  const middle = Number.isFinite(above) ? (below + above) / 2 : 2 ** 128 - 2 ** 103
  return Math.fround(middle) <= below ? middle : numberBelow(middle)
}

function numberBelow(value: number): number {
  const bits = new BigInt64Array(Float64Array.of(value).buffer)
  if (value === 0) return -Number.MIN_VALUE
  bits[0] += value > 0 ? -1n : 1n
  return new Float64Array(bits.buffer)[0]
}

function written(threshold: number): string {
  if (Number.isFinite(threshold)) return String(threshold)
  return threshold > 0 ? 'inf' : '-inf'
}
