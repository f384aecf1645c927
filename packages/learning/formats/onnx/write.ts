/** ONNX models of trees, written. */
import type { TreeModel } from '../../models/model.ts'
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import { float32Floor } from '../float32-neighbours.ts'
import { ModelFileError } from '../model-file-error.ts'
import { codesLeft, sideOfMissing } from '../plain-splits.ts'
import { WireWriter } from './protobuf.ts'
import { INPUTS_KEY } from './read.ts'

const IR_VERSION = 7
const OPERATORS_VERSION = 13
const TREES_VERSION = 3
/** Types of tensor elements and attributes. */
const FLOAT = 1
const INTEGER = 2
const TEXT = 3
const FLOATS = 6
const INTEGERS = 7
const TEXTS = 8
/** What no category has as its code. */
const NOBODY = -2

/**
 * A model as ONNX: one input `X`, a float matrix with a column per input of the model, categories as codes in the order
 * of their labels, NaN for missing; outputs `scores` and `predictions`, a column per output.
 *
 * Thresholds are rounded down to 32 bits, so that values of 32 bits go where they went. Splits of categories become
 * chains of BRANCH_EQ. Names and labels stand in the file's metadata, as JSON.
 *
 * @throws ModelFileError when ONNX has no words for the model
 * @see docs/methods/model-exchange.md
 */
export function writeOnnxModel(model: TreeModel): Uint8Array {
  const { ensemble, inputs } = model
  const graph = new WireWriter().message(1, treesNode(model)).text(2, 'trees')
  for (const node of linkNodes(ensemble)) graph.message(1, node)
  if (hasSlope(ensemble))
    graph.message(
      5,
      new WireWriter().integers(1, [1]).integer(2, FLOAT).floats(4, [ensemble.slope!]).text(8, 'slope'),
    )
  graph.message(11, matrix('X', inputs.length))
  for (const name of ['scores', 'predictions']) graph.message(12, matrix(name, ensemble.outputs))
  const operators = (domain: string, version: number): WireWriter =>
    new WireWriter().text(1, domain).integer(2, version)
  const features = inputs.map(({ name, kind, categories }) => ({
    name,
    kind,
    ...(categories && { categories }),
  }))
  return new WireWriter()
    .integer(1, IR_VERSION)
    .text(2, 'pratibimba')
    .message(7, graph)
    .message(8, operators('', OPERATORS_VERSION))
    .message(8, operators('ai.onnx.ml', TREES_VERSION))
    .message(14, new WireWriter().text(1, INPUTS_KEY).text(2, JSON.stringify(features)))
    .bytes()
}

function hasSlope({ link, slope = 1 }: TreeEnsemble): boolean {
  return link === 'logistic' && slope !== 1
}

function linkNodes(ensemble: TreeEnsemble): WireWriter[] {
  const operator = { identity: 'Identity', logistic: 'Sigmoid', softmax: 'Softmax', exponential: 'Exp' }[
    ensemble.link
  ]
  const node = (inputs: readonly string[], output: string, name: string): WireWriter => {
    const writer = new WireWriter()
    for (const input of inputs) writer.text(1, input)
    return writer.text(2, output).text(3, output).text(4, name)
  }
  if (!hasSlope(ensemble)) return [node(['scores'], 'predictions', operator)]
  return [node(['scores', 'slope'], 'scaled', 'Mul'), node(['scaled'], 'predictions', operator)]
}

function matrix(name: string, columns: number): WireWriter {
  const shape = new WireWriter()
    .message(1, new WireWriter().text(2, 'rows'))
    .message(1, new WireWriter().integer(1, columns))
  const tensor = new WireWriter().integer(1, FLOAT).message(2, shape)
  return new WireWriter().text(1, name).message(2, new WireWriter().message(1, tensor))
}

/** Nodes of all trees, side by side. */
class NodeLists {
  readonly tree: number[] = []
  readonly id: number[] = []
  readonly feature: number[] = []
  readonly value: number[] = []
  readonly mode: string[] = []
  readonly whenTrue: number[] = []
  readonly whenFalse: number[] = []
  readonly missingTrue: number[] = []
  readonly hitRate: number[] = []

  add(
    tree: number,
    id: number,
    mode: string,
    feature: number,
    value: number,
    whenTrue: number,
    whenFalse: number,
    missing: boolean,
    cover: number,
  ): void {
    this.tree.push(tree)
    this.id.push(id)
    this.mode.push(mode)
    this.feature.push(feature)
    this.value.push(value)
    this.whenTrue.push(whenTrue)
    this.whenFalse.push(whenFalse)
    this.missingTrue.push(missing ? 1 : 0)
    this.hitRate.push(cover)
  }
}

function treesNode(model: TreeModel): WireWriter {
  const { ensemble } = model
  const nodes = new NodeLists()
  const leaves: { tree: number; id: number; target: number; weight: number }[] = []
  const trees = new Float64Array(ensemble.outputs)
  for (const output of ensemble.treeOutput) trees[output]++
  ensemble.treeOutput.forEach((output, tree) => {
    addTree(model, tree, ensemble.average ? 1 / trees[output] : 1, nodes, leaves)
  })
  // A runtime asks for one tree at least.
  if (nodes.id.length === 0) {
    nodes.add(0, 0, 'LEAF', 0, 0, 0, 0, false, 0)
    leaves.push({ tree: 0, id: 0, target: 0, weight: 0 })
  }
  return new WireWriter()
    .text(1, 'X')
    .text(2, 'scores')
    .text(3, 'trees')
    .text(4, 'TreeEnsembleRegressor')
    .message(5, integerAttribute('n_targets', ensemble.outputs))
    .message(5, textAttribute('aggregate_function', 'SUM'))
    .message(5, textAttribute('post_transform', 'NONE'))
    .message(5, floatsAttribute('base_values', ensemble.base))
    .message(5, integersAttribute('nodes_treeids', nodes.tree))
    .message(5, integersAttribute('nodes_nodeids', nodes.id))
    .message(5, integersAttribute('nodes_featureids', nodes.feature))
    .message(5, floatsAttribute('nodes_values', nodes.value))
    .message(5, floatsAttribute('nodes_hitrates', nodes.hitRate))
    .message(5, textsAttribute('nodes_modes', nodes.mode))
    .message(5, integersAttribute('nodes_truenodeids', nodes.whenTrue))
    .message(5, integersAttribute('nodes_falsenodeids', nodes.whenFalse))
    .message(5, integersAttribute('nodes_missing_value_tracks_true', nodes.missingTrue))
    .message(
      5,
      integersAttribute(
        'target_treeids',
        leaves.map(({ tree }) => tree),
      ),
    )
    .message(
      5,
      integersAttribute(
        'target_nodeids',
        leaves.map(({ id }) => id),
      ),
    )
    .message(
      5,
      integersAttribute(
        'target_ids',
        leaves.map(({ target }) => target),
      ),
    )
    .message(
      5,
      floatsAttribute(
        'target_weights',
        leaves.map(({ weight }) => weight),
      ),
    )
    .text(7, 'ai.onnx.ml')
}

function addTree(
  { ensemble, columns, inputs }: TreeModel,
  tree: number,
  scale: number,
  nodes: NodeLists,
  leaves: { tree: number; id: number; target: number; weight: number }[],
): void {
  const start = ensemble.treeStart[tree]
  const end = ensemble.treeStart[tree + 1]
  const target = ensemble.treeOutput[tree]
  // Links of chains are numbered behind the nodes of the tree.
  let chain = end - start
  for (let node = start; node < end; node++) {
    const id = node - start
    const cover = ensemble.cover[node]
    if (ensemble.feature[node] < 0) {
      leaves.push({ tree, id, target, weight: scale * ensemble.value[node] })
      nodes.add(tree, id, 'LEAF', 0, 0, 0, 0, false, cover)
      continue
    }
    const source = columns[ensemble.feature[node]]
    if (source.kind !== 'input' || inputs[source.input].hashed)
      throw new ModelFileError(
        'ONNX cannot hold this model: its trees read categories replaced by numbers learnt from the outcome, or known by their hashes. Write it in our own format.',
      )
    const left = ensemble.left[node] - start
    const right = ensemble.right[node] - start
    const missing = sideOfMissing(ensemble, node, 'ONNX') === 'left'
    if (ensemble.categories[node] < 0) {
      const threshold = float32Floor(ensemble.threshold[node])
      nodes.add(tree, id, 'BRANCH_LEQ', source.input, threshold, left, right, missing, cover)
      continue
    }
    const codes = codesLeft(ensemble, node)
    if (codes.length === 0) codes.push(NOBODY)
    codes.forEach((code, i) => {
      const here = i === 0 ? id : chain++
      const next = i + 1 < codes.length ? chain : right
      nodes.add(tree, here, 'BRANCH_EQ', source.input, code, left, next, missing, cover)
    })
  }
}

function attribute(name: string, type: number): WireWriter {
  return new WireWriter().text(1, name).integer(20, type)
}

function integerAttribute(name: string, value: number): WireWriter {
  return attribute(name, INTEGER).integer(3, value)
}

function textAttribute(name: string, value: string): WireWriter {
  return attribute(name, TEXT).text(4, value)
}

function floatsAttribute(name: string, values: ArrayLike<number>): WireWriter {
  return attribute(name, FLOATS).floats(7, values)
}

function integersAttribute(name: string, values: readonly number[]): WireWriter {
  return attribute(name, INTEGERS).integers(8, values)
}

function textsAttribute(name: string, values: readonly string[]): WireWriter {
  const writer = attribute(name, TEXTS)
  for (const value of values) writer.text(9, value)
  return writer
}
