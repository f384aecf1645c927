/** CatBoost's JSON as a model of ours. */
import type { TreeModel } from '../../models/model.ts'
import { checkTreeEnsemble } from '../check-tree-ensemble.ts'
import { EnsembleBuilder } from '../ensemble-builder.ts'
import { type JsonField, parseModelJson } from '../json-field.ts'
import { linkOf } from './catboost-objective.ts'
import { readFeatures } from './read-features.ts'
import { readSplitTable } from './read-split-table.ts'
import { outputsOf, readNestedTree, readSymmetricTree, type TreeReader } from './read-trees.ts'

/**
 * Reads what `model.save_model('….json', format='json')` wrote: symmetric trees and others, several classes, missing
 * values, exact values of categories and every ctr, also of combinations.
 *
 * Labels of categories are not in the file, only their hashes: its categories are `hashed`, the code of a label is its
 * `categoryHash`. Covers are the leaves' weights and their sums.
 *
 * @throws ModelFileError when the file is damaged, hostile, or holds what we do not score (texts, embeddings)
 * @see docs/methods/model-exchange.md
 */
export function readCatboostModel(text: string): TreeModel {
  const model = parseModelJson(text, 'CatBoost')
  const info = model.get('features_info')
  const features = readFeatures(info)
  const { questions, columns } = readSplitTable(info, model.find('ctr_data'), features)
  const symmetric = model.find('oblivious_trees') !== undefined
  const trees = model.get(symmetric ? 'oblivious_trees' : 'trees')
  const { scale, bias } = readScaleAndBias(model.find('scale_and_bias'))
  const outputs = outputsOf(trees, symmetric) ?? Math.max(1, bias.length)
  if (bias.length > 1 && bias.length !== outputs)
    model.get('scale_and_bias').fail(`one bias or ${outputs} are needed, and there are ${bias.length}`)

  const builder = new EnsembleBuilder()
  const reader: TreeReader = { builder, questions, outputs, scale }
  for (const tree of trees.items()) {
    if (symmetric) readSymmetricTree(tree, reader)
    else readNestedTree(tree, reader)
  }
  builder.fillInnerNodes('summed')
  const ensemble = builder.build({
    base: Float64Array.from({ length: outputs }, (_, output) => bias[bias.length === 1 ? 0 : output] ?? 0),
    link: linkOf(model),
    comparison: 'float32',
    summation: 'float64',
  })
  checkTreeEnsemble(ensemble, columns.length)
  return {
    kind: 'trees',
    inputs: features.inputs,
    columns,
    ensemble,
  }
}

/** [scale, [bias per output]], or [scale, bias] in older models. */
function readScaleAndBias(field: JsonField | undefined): { scale: number; bias: ArrayLike<number> } {
  if (field === undefined) return { scale: 1, bias: [] }
  const parts = field.items()
  if (parts.length !== 2) field.fail('a scale and a bias are needed')
  const [scale, bias] = parts
  return { scale: scale.number(), bias: Array.isArray(bias.value) ? bias.numbers() : [bias.number()] }
}
