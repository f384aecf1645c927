/** One tree as XGBoost's arrays by node: children in pairs, the right one beside the left. */
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import { float32Above, float32Floor, float32Literal, largestFloat32 } from '../float32-neighbours.ts'
import { codesLeft, sideOfMissing } from '../plain-splits.ts'

/** What stands for "no parent". */
const noParent = 2147483647

export interface TreePlace {
  readonly id: number
  readonly features: number
  /** What leaves are multiplied by. */
  readonly scale: number
  /** The input that a column of the ensemble is, and how many codes it has. */
  readonly inputOf: (column: number) => { readonly input: number; readonly codes: number }
}

/** Its numbers of 32 bits are literals that JSON.stringify would not write: XGBoost tells 1 from 1E0. */
export function writeXgboostTree(ensemble: TreeEnsemble, tree: number, place: TreePlace): string {
  const order: number[] = [ensemble.treeStart[tree]]
  const parents = [noParent]
  const lefts: number[] = []
  const sets: { node: number; codes: number[] }[] = []
  const floats = {
    weight: [] as number[],
    cover: [] as number[],
    gain: [] as number[],
    condition: [] as number[],
  }
  const indices: number[] = []
  const defaultLeft: number[] = []
  const types: number[] = []
  for (let at = 0; at < order.length; at++) {
    const node = order[at]
    const column = ensemble.feature[node]
    const isLeaf = column < 0
    const isSet = !isLeaf && ensemble.categories[node] >= 0
    lefts.push(isLeaf ? -1 : order.length)
    floats.weight.push(ensemble.value[node] * place.scale)
    floats.cover.push(ensemble.cover[node])
    floats.gain.push(ensemble.gain[node])
    types.push(isSet ? 1 : 0)
    if (isLeaf) {
      floats.condition.push(ensemble.value[node] * place.scale)
      indices.push(0)
      defaultLeft.push(0)
      continue
    }
    const { input, codes } = place.inputOf(column)
    indices.push(input)
    const missingLeft = sideOfMissing(ensemble, node, 'XGBoost') === 'left'
    defaultLeft.push(missingLeft !== isSet ? 1 : 0)
    // Sets go right in XGBoost and left with us: the children change places. An empty set holds a code nobody has.
    order.push(isSet ? ensemble.right[node] : ensemble.left[node])
    order.push(isSet ? ensemble.left[node] : ensemble.right[node])
    parents.push(at, at)
    if (isSet) {
      const left = codesLeft(ensemble, node)
      sets.push({ node: at, codes: left.length === 0 ? [codes] : left })
      floats.condition.push(0)
    } else floats.condition.push(thresholdOf(ensemble.threshold[node]))
  }
  const starts: number[] = []
  let codesSoFar = 0
  for (const { codes } of sets) {
    starts.push(codesSoFar)
    codesSoFar += codes.length
  }
  return treeJson(
    {
      base_weights: floatList(floats.weight),
      categories: JSON.stringify(sets.flatMap(({ codes }) => codes)),
      categories_nodes: JSON.stringify(sets.map(({ node }) => node)),
      categories_segments: JSON.stringify(starts),
      categories_sizes: JSON.stringify(sets.map(({ codes }) => codes.length)),
      default_left: JSON.stringify(defaultLeft),
      left_children: JSON.stringify(lefts),
      loss_changes: floatList(floats.gain),
      parents: JSON.stringify(parents),
      right_children: JSON.stringify(lefts.map((left) => (left < 0 ? -1 : left + 1))),
      split_conditions: floatList(floats.condition),
      split_indices: JSON.stringify(indices),
      split_type: JSON.stringify(types),
      sum_hessian: floatList(floats.cover),
    },
    order.length,
    place,
  )
}

/** A tree of one leaf: what the model answers before any other tree. */
export function writeXgboostLeaf(value: number, place: Pick<TreePlace, 'id' | 'features'>): string {
  const leaf = floatList([value])
  const nothing = {
    categories: '[]',
    categories_nodes: '[]',
    categories_segments: '[]',
    categories_sizes: '[]',
  }
  return treeJson(
    {
      ...nothing,
      base_weights: leaf,
      default_left: '[0]',
      left_children: '[-1]',
      loss_changes: '[0E0]',
      parents: `[${noParent}]`,
      right_children: '[-1]',
      split_conditions: leaf,
      split_indices: '[0]',
      split_type: '[0]',
      sum_hessian: '[0E0]',
    },
    1,
    place,
  )
}

function treeJson(
  arrays: Readonly<Record<string, string>>,
  nodes: number,
  { id, features }: Pick<TreePlace, 'id' | 'features'>,
): string {
  const parameters = JSON.stringify({
    num_deleted: '0',
    num_feature: String(features),
    num_nodes: String(nodes),
    size_leaf_vector: '1',
  })
  const lists = Object.entries(arrays).map(([key, list]) => `"${key}":${list}`)
  return `{${[...lists, `"id":${id}`, `"tree_param":${parameters}`].join(',')}}`
}

/** t with x < t where x ≤ threshold, for every finite x of 32 bits below the largest. */
function thresholdOf(threshold: number): number {
  if (threshold >= largestFloat32) return largestFloat32
  return Math.min(float32Above(float32Floor(threshold)), largestFloat32)
}

function floatList(values: readonly number[]): string {
  return `[${values.map(float32Literal).join(',')}]`
}
