/** One tree of an XGBoost model: arrays by node, walked from the root so that no index is followed unchecked. */
import type { EnsembleBuilder } from '../ensemble-builder.ts'
import { float32Below } from '../float32-neighbours.ts'
import type { JsonField } from '../json-field.ts'

/** XGBoost's own bound on the codes of categories. */
const mostCodes = 1 << 24
const none = -1

interface Place {
  readonly node: number
  readonly parent: number
  readonly side: 'left' | 'right'
}

/**
 * @param features how many the model reads
 * @param weight   what leaves are multiplied by: 1, or the weight of a tree of dart
 * @param takesCode asked about every code of a set: whether rows can have it
 */
export function readXgboostTree(
  tree: JsonField,
  builder: EnsembleBuilder,
  {
    features,
    weight,
    takesCode,
  }: {
    features: number
    weight: number
    takesCode: (feature: number, code: number, at: JsonField) => boolean
  },
): void {
  const parameters = tree.get('tree_param')
  const leafSize = parameters.find('size_leaf_vector')
  if (leafSize !== undefined && leafSize.count(0, 2 ** 31) > 1)
    leafSize.fail(
      'leaves with one number are needed; retrain with multi_strategy="one_output_per_tree" instead of leaves that are vectors',
    )
  const left = tree.get('left_children').integers(none, 2 ** 31 - 1)
  const count = left.length
  if (parameters.get('num_nodes').count(1, 2 ** 31) !== count)
    parameters.get('num_nodes').fail(`the number of nodes in left_children, ${count}, is needed`)
  const right = tree.get('right_children').integers(none, 2 ** 31 - 1, count)
  const feature = tree.get('split_indices').integers(0, 2 ** 32 - 1, count)
  const condition = tree.get('split_conditions').numbersOr(Number.NaN, count)
  const defaultLeft = readFlags(tree.get('default_left'), count)
  const cover = tree.get('sum_hessian').numbers(count).map(Math.fround)
  const gain = tree.get('loss_changes').numbersOr(0, count).map(Math.fround)
  const sets = readSets(tree, count)

  const visited = new Uint8Array(count)
  const places: Place[] = [{ node: 0, parent: none, side: 'left' }]
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const { node, parent, side } = place
    if (node >= count)
      tree.fail(`left_children and right_children must stay below ${count}, not reach ${node}`)
    if (visited[node] === 1) tree.fail(`node ${node} is reached twice: this is no tree`)
    visited[node] = 1
    const at = (key: string): JsonField => tree.get(key).items()[node]
    if (cover[node] < 0) at('sum_hessian').fail('a number of at least 0 is needed')
    const isLeaf = left[node] === none
    if (isLeaf !== (right[node] === none)) tree.fail(`node ${node} has one child; it needs two, or none`)
    if (!isLeaf && (feature[node] < 0 || feature[node] >= features))
      at('split_indices').fail(`a feature below ${features} is needed`)
    const set = isLeaf ? undefined : sets.get(node)?.filter((code) => takesCode(feature[node], code, tree))
    const value = Math.fround(condition[node])
    if (set === undefined && !Number.isFinite(value))
      at('split_conditions').fail('a number of 32 bits is needed')

    let added: number
    if (isLeaf) added = builder.addLeaf(Math.fround(value * weight), cover[node])
    else {
      // Sets go right in XGBoost and left with us: such a split keeps its meaning when its children change places.
      const swapped = set !== undefined
      added = builder.addSplit(
        {
          feature: feature[node],
          rule: set ?? float32Below(value),
          missing: (defaultLeft[node] === 1) !== swapped ? 'left' : 'right',
          gain: gain[node],
        },
        0,
        cover[node],
      )
      places.push({ node: swapped ? left[node] : right[node], parent: added, side: 'right' })
      places.push({ node: swapped ? right[node] : left[node], parent: added, side: 'left' })
    }
    if (parent !== none) builder.join(parent, added, side)
  }
}

/** Flags are 0 and 1, or true and false in models of the first version. */
function readFlags(field: JsonField, count: number): Uint8Array {
  const list = field.array()
  if (list.length !== count) field.fail(`${count} flags are needed, and there are ${list.length}`)
  return Uint8Array.from(list, (flag) => {
    if (flag !== 0 && flag !== 1 && flag !== true && flag !== false) field.fail('flags of 0 and 1 are needed')
    return Number(flag)
  })
}

/** The codes of each split of categories. */
function readSets(tree: JsonField, count: number): Map<number, number[]> {
  const sets = new Map<number, number[]>()
  const types = tree.find('split_type')
  const nodesField = tree.find('categories_nodes')
  if (types === undefined || nodesField === undefined) return sets
  const type = types.integers(0, 1, count)
  const codes = tree.get('categories').integers(0, mostCodes - 1)
  const nodes = nodesField.integers(0, count - 1)
  const starts = tree.get('categories_segments').integers(0, codes.length, nodes.length)
  const sizes = tree.get('categories_sizes').integers(0, codes.length, nodes.length)
  let taken = 0
  for (let i = 0; i < nodes.length; i++) {
    taken += sizes[i]
    if (taken > codes.length || starts[i] + sizes[i] > codes.length)
      tree.fail('categories_segments and categories_sizes must stay within categories')
    if (type[nodes[i]] === 1) sets.set(nodes[i], Array.from(codes.subarray(starts[i], starts[i] + sizes[i])))
  }
  for (let node = 0; node < count; node++)
    if (type[node] === 1 && !sets.has(node)) tree.fail(`node ${node} splits categories and has none`)
  return sets
}
