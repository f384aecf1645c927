/** What an ONNX graph does around its trees: how the score becomes the prediction. */
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import { ModelFileError } from '../model-file-error.ts'
import type { OnnxGraph, OnnxNode } from './onnx-graph.ts'

type Transformation = Pick<TreeEnsemble, 'link' | 'slope'>

const ofPostTransform: Readonly<Record<string, TreeEnsemble['link']>> = {
  NONE: 'identity',
  LOGISTIC: 'logistic',
  SOFTMAX: 'softmax',
}
const ofOperator: Readonly<Record<string, TreeEnsemble['link']>> = {
  Sigmoid: 'logistic',
  Softmax: 'softmax',
  Exp: 'exponential',
}
/** Operators that only pass on, or put an answer in another shape. */
const passing = ['Identity', 'Cast', 'ZipMap', 'Reshape', 'Squeeze', 'ArgMax']

/**
 * The link of a graph.
 *
 * @throws ModelFileError when the graph computes with the score, or with what the trees read, in a way not known here
 */
export function linkOfGraph({ nodes, constants }: OnnxGraph, trees: OnnxNode): Transformation {
  const post = trees.attributes.get('post_transform')?.texts[0] ?? 'NONE'
  if (!Object.hasOwn(ofPostTransform, post)) fail(`the post_transform ${post.slice(0, 40)} is not known here`)
  let link = ofPostTransform[post]
  let slope = 1
  const scores = new Set(trees.outputs)
  const given = new Set(trees.inputs)
  for (const node of nodes.toReversed())
    if (node.outputs.some((name) => given.has(name)) && node !== trees) {
      if (!['Identity', 'Cast'].includes(node.operator)) unknown(node)
      for (const name of node.inputs) given.add(name)
    }
  for (const node of nodes) {
    if (node === trees || !node.inputs.some((name) => scores.has(name))) continue
    for (const name of node.outputs) scores.add(name)
    if (passing.includes(node.operator)) continue
    const factor = constants.get(node.inputs[1])?.values
    if (link !== 'identity') unknown(node)
    if (node.operator === 'Mul' && factor?.length === 1 && factor[0] > 0 && scores.has(node.inputs[0]))
      slope *= factor[0]
    else if (Object.hasOwn(ofOperator, node.operator)) link = ofOperator[node.operator]
    else unknown(node)
  }
  if (slope !== 1 && link !== 'logistic')
    fail('it multiplies its scores, which only a logistic link does here')
  return slope === 1 ? { link } : { link, slope }
}

function unknown({ operator }: OnnxNode): never {
  fail(
    `it computes with ${operator.slice(0, 40)} besides its trees, which is not read here; convert the trees alone, without the pipeline around them`,
  )
}

function fail(what: string): never {
  throw new ModelFileError(`ONNX model: ${what}.`)
}
