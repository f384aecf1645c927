/** The attributes of TreeEnsembleRegressor and TreeEnsembleClassifier, checked for sizes and ranges. */
import { ModelFileError } from '../model-file-error.ts'
import type { OnnxNode } from './onnx-graph.ts'

const branchModes = [
  'BRANCH_LEQ',
  'BRANCH_LT',
  'BRANCH_GTE',
  'BRANCH_GT',
  'BRANCH_EQ',
  'BRANCH_NEQ',
  'LEAF',
] as const
export type BranchMode = (typeof branchModes)[number]

/** Nodes of all trees side by side, children as indices into the same lists. */
export interface OnnxTrees {
  readonly roots: readonly number[]
  readonly mode: readonly BranchMode[]
  readonly feature: readonly number[]
  readonly value: Float64Array
  readonly whenTrue: Int32Array
  readonly whenFalse: Int32Array
  readonly missingTrue: readonly number[]
  readonly hitRate: Float64Array
  /** Weights of each leaf by target. */
  readonly weights: ReadonlyMap<number, ReadonlyMap<number, number>>
  /** Whether values are of 64 bits. */
  readonly double: boolean
}

export function readTrees(node: OnnxNode): OnnxTrees {
  const trees = integers(node, 'nodes_treeids')
  const count = trees.length
  const ids = integers(node, 'nodes_nodeids', count)
  const index = new Map<string, number>()
  for (let i = 0; i < count; i++) {
    const key = `${trees[i]}/${ids[i]}`
    if (index.has(key)) fail(`node ${ids[i]} of tree ${trees[i]} is there twice`)
    index.set(key, i)
  }
  const mode = texts(node, 'nodes_modes', count).map((text) => {
    if (!branchModes.includes(text as BranchMode))
      fail(`splits of the kind ${text.slice(0, 40)} are not known here`)
    return text as BranchMode
  })
  const children = (name: string): Int32Array =>
    Int32Array.from(integers(node, name, count), (id, i) => {
      if (mode[i] === 'LEAF') return -1
      const child = index.get(`${trees[i]}/${id}`)
      if (child === undefined)
        fail(`node ${ids[i]} of tree ${trees[i]} leads to a node ${id} that is not there`)
      return child!
    })
  const whenTrue = children('nodes_truenodeids')
  const whenFalse = children('nodes_falsenodeids')
  const values = numbers(node, 'nodes_values', count)
  const missing = node.attributes.get('nodes_missing_value_tracks_true')?.integers ?? []
  return {
    roots: rootsOf(trees, whenTrue, whenFalse),
    mode,
    feature: integers(node, 'nodes_featureids', count),
    value: values.values,
    whenTrue,
    whenFalse,
    missingTrue:
      missing.length === 0 ? trees.map(() => 0) : integers(node, 'nodes_missing_value_tracks_true', count),
    hitRate: has(node, 'nodes_hitrates')
      ? numbers(node, 'nodes_hitrates', count).values
      : new Float64Array(count),
    weights: readWeights(node, index),
    double: values.double,
  }
}

/** The node of each tree that no other leads to, trees in the order in which they begin. */
function rootsOf(trees: readonly number[], whenTrue: Int32Array, whenFalse: Int32Array): number[] {
  const isChild = new Uint8Array(trees.length)
  for (const children of [whenTrue, whenFalse])
    for (const child of children) if (child >= 0) isChild[child] = 1
  const roots = new Map<number, number>()
  trees.forEach((tree, i) => {
    if (isChild[i] === 1) return
    if (roots.has(tree)) fail(`tree ${tree} has two roots`)
    roots.set(tree, i)
  })
  for (const tree of trees) if (!roots.has(tree)) fail(`tree ${tree} has no root: its nodes lead in a circle`)
  return [...roots.values()].sort((a, b) => a - b)
}

function readWeights(node: OnnxNode, index: ReadonlyMap<string, number>): Map<number, Map<number, number>> {
  const kind = node.operator === 'TreeEnsembleRegressor' ? 'target' : 'class'
  const trees = integers(node, `${kind}_treeids`)
  const ids = integers(node, `${kind}_nodeids`, trees.length)
  const targets = integers(node, `${kind}_ids`, trees.length)
  const { values } = numbers(node, `${kind}_weights`, trees.length)
  const weights = new Map<number, Map<number, number>>()
  trees.forEach((tree, i) => {
    const leaf = index.get(`${tree}/${ids[i]}`)
    if (leaf === undefined) fail(`a weight stands at node ${ids[i]} of tree ${tree}, which is not there`)
    const ofLeaf = weights.get(leaf!) ?? new Map<number, number>()
    ofLeaf.set(targets[i], (ofLeaf.get(targets[i]) ?? 0) + values[i])
    weights.set(leaf!, ofLeaf)
  })
  return weights
}

/** A list of numbers of 32 bits, or of 64 where they stand in a tensor. */
export function numbers(
  node: OnnxNode,
  name: string,
  count?: number,
): { readonly values: Float64Array; readonly double: boolean } {
  const tensor = node.attributes.get(`${name}_as_tensor`)?.tensor
  const values = tensor?.values ?? node.attributes.get(name)?.floats ?? new Float64Array(0)
  if (count !== undefined && values.length !== count)
    fail(`"${name}" needs ${count} numbers, and there are ${values.length}`)
  return { values, double: tensor?.double ?? false }
}

function has(node: OnnxNode, name: string): boolean {
  return numbers(node, name).values.length > 0
}

function integers(node: OnnxNode, name: string, count?: number): readonly number[] {
  const values = node.attributes.get(name)?.integers ?? []
  if (count !== undefined && values.length !== count)
    fail(`"${name}" needs ${count} integers, and there are ${values.length}`)
  return values
}

function texts(node: OnnxNode, name: string, count: number): readonly string[] {
  const values = node.attributes.get(name)?.texts ?? []
  if (values.length !== count) fail(`"${name}" needs ${count} texts, and there are ${values.length}`)
  return values
}

function fail(what: string): never {
  throw new ModelFileError(`ONNX model: ${what}.`)
}
