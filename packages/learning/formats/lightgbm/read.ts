/** LightGBM's text format, read. */
import type { TreeModel } from '../../models/model.ts'
import type { MissingRule } from '../../trees/tree-ensemble.ts'
import { checkTreeEnsemble } from '../check-tree-ensemble.ts'
import { EnsembleBuilder } from '../ensemble-builder.ts'
import { ModelFileError } from '../model-file-error.ts'
import { inputsOf, type LightGbmInput } from './inputs.ts'
import { splitModelText, type TextBlock } from './model-text.ts'
import { linkOfObjective } from './objective.ts'

const knownVersions = ['v2', 'v3', 'v4']
const mostLeaves = 2 ** 24

/** Bits of `decision_type`. */
const ofCategories = 1
const defaultLeft = 2
const missingTypes = ['none', 'zero', 'nan'] as const

/**
 * The model in a LightGBM model file; its raw scores are those of LightGBM to the bit.
 *
 * @param text what `Booster.save_model` wrote
 * @throws ModelFileError when the text is not such a file, or the model is of a kind not known here: linear trees,
 *   objectives with transformations of their own
 * @see docs/methods/model-exchange.md
 */
export function readLightGbmModel(text: string): TreeModel {
  const parts = splitModelText(text)
  const { header } = parts
  const version = header.text('version').trim()
  if (!knownVersions.includes(version))
    throw new ModelFileError(
      `LightGBM model of version ${version.slice(0, 20)}: versions ${knownVersions.join(', ')} are read here.`,
    )
  const outputs = header.integer('num_tree_per_iteration', 1, 100_000)
  const trees = parts.trees.map(readTree)
  if (trees.length % outputs !== 0 || (trees.length === 0 && outputs > 1))
    header.fail(`${trees.length} trees do not share out over ${outputs} outputs`)

  const inputs = inputsOf(parts, codesBySplits(trees))
  const builder = new EnsembleBuilder()
  trees.forEach((tree, index) => {
    builder.beginTree(index % outputs)
    addTree(builder, tree, inputs)
  })
  const ensemble = {
    ...builder.build({
      base: new Float64Array(outputs),
      ...linkOfObjective(header.has('objective') ? header.text('objective') : undefined),
      comparison: 'float64',
      summation: 'float64',
    }),
    average: header.has('average_output'),
  }
  checkTreeEnsemble(ensemble, inputs.length)
  return {
    kind: 'trees',
    inputs: inputs.map(({ feature }) => feature),
    columns: inputs.map((_, input) => ({ kind: 'input', input })),
    ensemble,
  }
}

interface LightGbmTree {
  readonly block: TextBlock
  readonly feature: Int32Array
  readonly threshold: Float64Array
  readonly decision: Int32Array
  /** Inner node, or −1 − leaf. */
  readonly left: Int32Array
  readonly right: Int32Array
  readonly gain: Float64Array
  readonly innerValue: Float64Array
  readonly innerCount: Float64Array
  readonly leafValue: Float64Array
  readonly leafCount: Float64Array
  /** Integers that go left, of each split; absent for splits of numbers. */
  readonly sets: readonly (readonly number[] | undefined)[]
}

function readTree(block: TextBlock): LightGbmTree {
  const leaves = block.integer('num_leaves', 1, mostLeaves)
  const splits = leaves - 1
  // What a file says about its size is believed once it holds as many numbers.
  const leafValue = block.numbers('leaf_value', leaves)
  if (block.has('is_linear') && block.text('is_linear').trim() === '1')
    block.fail('its leaves are linear models, which are not read here; train with linear_tree=false')
  const decision = block.integers('decision_type', splits, 0, 15)
  const threshold = block.numbers('threshold', splits, true)
  return {
    block,
    feature: block.integers('split_feature', splits, 0, 2 ** 31 - 1),
    threshold,
    decision,
    left: block.integers('left_child', splits, -leaves, splits - 1),
    right: block.integers('right_child', splits, -leaves, splits - 1),
    gain: block.optionalNumbers('split_gain', splits),
    innerValue: block.optionalNumbers('internal_value', splits),
    innerCount: block.optionalNumbers('internal_count', splits),
    leafValue,
    leafCount: block.optionalNumbers('leaf_count', leaves),
    sets: readSets(block, decision, threshold),
  }
}

function readSets(
  block: TextBlock,
  decision: Int32Array,
  threshold: Float64Array,
): (readonly number[] | undefined)[] {
  if (!decision.some((type) => type & ofCategories)) return Array.from(decision, () => undefined)
  const bounds = block.integers('cat_boundaries', block.words('cat_boundaries').length, 0, 2 ** 31 - 1)
  const words = block.numbers('cat_threshold', block.words('cat_threshold').length)
  let used = 0
  return Array.from(decision, (type, split) => {
    if (!(type & ofCategories)) return undefined
    const place = threshold[split]
    if (!(Number.isInteger(place) && place >= 0 && place + 1 < bounds.length))
      block.fail(`split ${split} reads set ${place} of categories, and there are ${bounds.length - 1}`)
    const from = bounds[place]
    const to = bounds[place + 1]
    if (!(from <= to && to <= words.length))
      block.fail(`set ${place} of categories lies beyond "cat_threshold"`)
    // Each word is read once, so that a short file cannot claim many large sets.
    used += to - from
    if (used > words.length) block.fail('two splits share a set of categories')
    const codes: number[] = []
    for (let word = from; word < to; word++) {
      if (!(Number.isInteger(words[word]) && words[word] >= 0 && words[word] < 2 ** 32))
        block.fail(`"cat_threshold" holds ${words[word]}, not a word of 32 bits`)
      for (let bit = 0; bit < 32; bit++) if ((words[word] >>> bit) & 1) codes.push(32 * (word - from) + bit)
    }
    return codes
  })
}

function codesBySplits(trees: readonly LightGbmTree[]): Map<number, Set<number>> {
  const codes = new Map<number, Set<number>>()
  for (const { feature, sets } of trees)
    sets.forEach((set, split) => {
      if (set === undefined) return
      const known = codes.get(feature[split]) ?? new Set()
      for (const code of set) known.add(code)
      codes.set(feature[split], known)
    })
  return codes
}

function addTree(builder: EnsembleBuilder, tree: LightGbmTree, inputs: readonly LightGbmInput[]): void {
  const { block, left, right } = tree
  const leaves = tree.leafValue.length
  const reached = new Uint8Array(2 * leaves)
  // Breadth first: the nodes that every row passes lie together.
  const waiting = [{ child: leaves === 1 ? -1 : 0, parent: -1, side: 'left' as 'left' | 'right' }]
  for (let at = 0; at < waiting.length; at++) {
    const { child, parent, side } = waiting[at]
    const mark = child >= 0 ? child : leaves + (-1 - child)
    if (reached[mark] === 1)
      block.fail(`${child >= 0 ? `split ${child}` : `leaf ${-1 - child}`} is reached twice`)
    reached[mark] = 1
    const node =
      child >= 0
        ? addSplit(builder, tree, child, inputs)
        : builder.addLeaf(tree.leafValue[-1 - child], countOf(tree.leafCount[-1 - child]))
    if (parent >= 0) builder.join(parent, node, side)
    if (child < 0) continue
    waiting.push({ child: left[child], parent: node, side: 'left' })
    waiting.push({ child: right[child], parent: node, side: 'right' })
  }
  if (waiting.length !== 2 * leaves - 1)
    block.fail(`${2 * leaves - 1} nodes, of which ${waiting.length} are reached`)
}

function addSplit(
  builder: EnsembleBuilder,
  tree: LightGbmTree,
  split: number,
  inputs: readonly LightGbmInput[],
): number {
  const { block } = tree
  const feature = tree.feature[split]
  if (feature >= inputs.length)
    block.fail(`split ${split} reads feature ${feature}, and there are ${inputs.length}`)
  const set = tree.sets[split]
  if ((set !== undefined) !== (inputs[feature].feature.kind === 'category'))
    block.fail(`split ${split} reads ${inputs[feature].feature.name} both as number and as category`)
  const codes = inputs[feature].codes
  const value = finite(tree.innerValue[split])
  const gain = finite(tree.gain[split])
  const cover = countOf(tree.innerCount[split])
  if (set === undefined) {
    const missing = missingRule(block, tree.decision[split])
    return builder.addSplit({ feature, rule: tree.threshold[split], missing, gain }, value, cover)
  }
  const rule = codes === undefined ? set : set.map((number) => codes.get(number)!)
  // Missing, negative and unknown categories go right, whatever the type of missing values says.
  return builder.addSplit({ feature, rule, missing: 'right', gain }, value, cover)
}

function missingRule(block: TextBlock, decision: number): MissingRule {
  const type = missingTypes[decision >> 2]
  if (type === undefined) block.fail(`unknown type of missing values in decision ${decision}`)
  if (type === 'none') return 'zero'
  const side = decision & defaultLeft ? 'left' : 'right'
  return type === 'zero' ? `zero-${side}` : side
}

/** What explains a tree but does not decide: never a reason to refuse a model. */
function finite(number: number): number {
  return Number.isFinite(number) ? number : 0
}

function countOf(number: number): number {
  return number >= 0 && Number.isFinite(number) ? number : 0
}
