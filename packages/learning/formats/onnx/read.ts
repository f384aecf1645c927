/** ONNX models of trees, read. */
import type { Feature } from '../../data/index.ts'
import type { TreeModel } from '../../models/model.ts'
import { checkTreeEnsemble } from '../check-tree-ensemble.ts'
import { featureOf } from '../check-tree-model.ts'
import { EnsembleBuilder } from '../ensemble-builder.ts'
import { parseModelJson } from '../json-field.ts'
import { ModelFileError } from '../model-file-error.ts'
import { addOnnxTree, isEquality } from './add-onnx-tree.ts'
import { type OnnxGraph, type OnnxNode, readOnnxGraph } from './onnx-graph.ts'
import { linkOfGraph } from './output-link.ts'
import { numbers, type OnnxTrees, readTrees } from './tree-attributes.ts'

/** Where a model of ours keeps its inputs. */
export const INPUTS_KEY = 'pratibimba.inputs'
/** Trees of several targets are read once for each: so many nodes in all. */
const mostNodes = 20_000_000

/**
 * The model of trees in an ONNX file: TreeEnsembleRegressor or TreeEnsembleClassifier, as converters from scikit-learn,
 * LightGBM and XGBoost write them. Values and thresholds have the 32 bits of the file; sums are made in 64.
 *
 * Splits by equality make their feature a category. Features have the names f0, f1, … unless the file is ours.
 *
 * @throws ModelFileError when the bytes are no such model, or compute with more than the trees
 * @see docs/methods/model-exchange.md
 */
export function readOnnxModel(bytes: Uint8Array): TreeModel {
  const graph = readOnnxGraph(bytes)
  const nodes = graph.nodes.filter(({ operator }) => operator.startsWith('TreeEnsemble'))
  if (nodes.length !== 1 || !['TreeEnsembleRegressor', 'TreeEnsembleClassifier'].includes(nodes[0].operator))
    throw new ModelFileError(
      `ONNX model: one TreeEnsembleRegressor or TreeEnsembleClassifier is needed, and it has ${nodes.map(({ operator }) => operator.slice(0, 40)).join(', ') || 'none'}.`,
    )
  const [node] = nodes
  const trees = readTrees(node)
  const { inputs, codes } = inputsOf(graph, trees)
  const { outputs, targets } = targetsOf(node, trees)
  const average = aggregate(node) === 'AVERAGE'
  const builder = new EnsembleBuilder()
  let total = 0
  for (const root of trees.roots) {
    const tree = addOnnxTree(trees, root, inputs, codes)
    const used = average ? targets : targets.filter((target) => tree.targets.has(target))
    total += tree.size * used.length
    if (total > mostNodes)
      throw new ModelFileError(
        `ONNX model: it has more than ${mostNodes} nodes, counted once for each target.`,
      )
    for (const target of used) {
      builder.beginTree(targets.indexOf(target))
      tree.addTo(builder, target)
    }
  }
  builder.fillInnerNodes('summed')
  const ensemble = {
    ...builder.build({
      base: baseOf(node, outputs),
      ...linkOfGraph(graph, node),
      comparison: trees.double ? 'float64' : 'float32',
      summation: 'float64',
    }),
    average,
  }
  checkTreeEnsemble(ensemble, inputs.length)
  return {
    kind: 'trees',
    inputs,
    columns: inputs.map((_, input) => ({ kind: 'input', input })),
    ensemble,
  }
}

function aggregate(node: OnnxNode): string {
  const name = node.attributes.get('aggregate_function')?.texts[0] ?? 'SUM'
  if (!['SUM', 'AVERAGE'].includes(name))
    throw new ModelFileError(
      `ONNX model: trees are joined by ${name.slice(0, 40)}; SUM and AVERAGE are read here.`,
    )
  return name
}

/** Targets in the order of the outputs. A classifier of two classes may keep the weights of one of them only. */
function targetsOf(node: OnnxNode, trees: OnnxTrees): { outputs: number; targets: number[] } {
  const used = new Set<number>()
  for (const weights of trees.weights.values()) for (const target of weights.keys()) used.add(target)
  const declared = declaredTargets(node)
  for (const target of used)
    if (!(target >= 0 && target < declared))
      throw new ModelFileError(`ONNX model: a weight for target ${target}, and there are ${declared}.`)
  if (node.operator === 'TreeEnsembleClassifier' && declared === 2 && used.size === 1)
    return { outputs: 1, targets: [...used] }
  if (!(declared >= 1 && declared <= Math.max(1, 16 * used.size)))
    throw new ModelFileError(`ONNX model: it declares ${declared} targets and has weights for ${used.size}.`)
  return { outputs: declared, targets: Array.from({ length: declared }, (_, target) => target) }
}

function declaredTargets({ operator, attributes }: OnnxNode): number {
  if (operator === 'TreeEnsembleRegressor') return attributes.get('n_targets')?.integers[0] ?? 1
  return (
    attributes.get('classlabels_strings')?.texts.length ||
    attributes.get('classlabels_int64s')?.integers.length ||
    0
  )
}

function baseOf(node: OnnxNode, outputs: number): Float64Array {
  const { values } = numbers(node, 'base_values')
  if (values.length === 0) return new Float64Array(outputs)
  if (values.length === outputs) return values
  // Two classes, one score: the base of the second class counts.
  if (outputs === 1 && values.length === 2) return values.slice(1)
  throw new ModelFileError(`ONNX model: ${values.length} base values for ${outputs} targets.`)
}

interface Inputs {
  readonly inputs: readonly Feature[]
  /** The code of each value that splits by equality name, by feature; none where values are codes. */
  readonly codes: ReadonlyMap<number, ReadonlyMap<number, number>>
}

function inputsOf(graph: OnnxGraph, trees: OnnxTrees): Inputs {
  if (graph.inputs.length !== 1)
    throw new ModelFileError(
      `ONNX model: one input, a matrix, is needed, and it has ${graph.inputs.length}; convert it with a single input.`,
    )
  const own = graph.metadata.get(INPUTS_KEY)
  if (own !== undefined) {
    const inputs = parseModelJson(`{"inputs":${own}}`, 'ONNX').get('inputs').items().map(featureOf)
    return { inputs, codes: new Map() }
  }
  const values = new Map<number, Set<number>>()
  let columns = 0
  trees.mode.forEach((mode, i) => {
    if (mode === 'LEAF') return
    columns = Math.max(columns, trees.feature[i] + 1)
    if (!isEquality(mode)) return
    const known = values.get(trees.feature[i]) ?? new Set<number>()
    values.set(trees.feature[i], known.add(trees.value[i]))
  })
  const declared = graph.inputs[0].columns
  // A size that is only declared costs nothing: names of columns that no tree reads are made up to a bound.
  columns = Math.max(columns, declared <= 100_000 ? declared : 0)
  if (!(columns <= 1_000_000)) throw new ModelFileError(`ONNX model: a split reads feature ${columns - 1}.`)
  const codes = new Map<number, Map<number, number>>()
  const inputs = Array.from({ length: columns }, (_, column): Feature => {
    const integers = [...(values.get(column) ?? [])].sort((a, b) => a - b)
    if (integers.length === 0) return { name: `f${column}`, kind: 'number' }
    const stray = integers.find((value) => !Number.isInteger(value))
    if (stray !== undefined)
      throw new ModelFileError(
        `ONNX model: a split asks whether feature ${column} equals ${stray}; only integers are read as categories here.`,
      )
    codes.set(column, new Map(integers.map((value, code) => [value, code])))
    return { name: `f${column}`, kind: 'category', categories: integers.map(String) }
  })
  return { inputs, codes }
}
