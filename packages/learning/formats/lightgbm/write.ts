/** LightGBM's text format, written. */
import type { TreeModel } from '../../models/model.ts'
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import { ModelFileError } from '../model-file-error.ts'
import { writtenInputs } from './inputs-written.ts'
import { objectiveOfLink } from './objective.ts'
import { singleLeaf, writeTree } from './write-tree.ts'

/**
 * A model as LightGBM's text, for `Booster(model_str=…)` and `Booster(model_file=…)`.
 *
 * Raw scores are the same to the bit where the ensemble compares and adds in 64 bits and does not average over a base
 * other than 0. Where a split sends missing categories left, unknown ones go with them: LightGBM knows no difference.
 *
 * @throws ModelFileError when LightGBM has no words for the model
 * @see docs/methods/model-exchange.md
 */
export function writeLightGbmModel(model: TreeModel): string {
  const { ensemble } = model
  const inputs = writtenInputs(model)
  const objective = objectiveOfLink(ensemble)
  const trees = treesInTurn(ensemble).map((tree, index) => {
    const base = baseOf(ensemble, index)
    const block = tree < 0 ? singleLeaf(base) : writeTree(ensemble, tree, inputs.inputOf, base)
    return `Tree=${index}\n${block}\n\n`
  })
  const encoder = new TextEncoder()
  return [
    'tree',
    'version=v4',
    `num_class=${ensemble.outputs}`,
    `num_tree_per_iteration=${ensemble.outputs}`,
    'label_index=0',
    `max_feature_idx=${model.inputs.length - 1}`,
    ...(objective === undefined ? [] : [`objective=${objective}`]),
    ...(ensemble.average ? ['average_output'] : []),
    `feature_names=${inputs.names.join(' ')}`,
    `feature_infos=${inputs.infos.join(' ')}`,
    `tree_sizes=${trees.map((tree) => encoder.encode(tree).length).join(' ')}`,
    '',
    `${trees.join('')}end of trees`,
    '',
    'parameters:',
    `[boosting: ${ensemble.average ? 'rf' : 'gbdt'}]`,
    `[objective: ${objective === undefined ? 'custom' : objective.split(' ')[0]}]`,
    `[num_class: ${ensemble.outputs}]`,
    'end of parameters',
    '',
    `pandas_categorical:${inputs.pandasCategorical}`,
    '',
  ].join('\n')
}

/** Trees in LightGBM's order, one of each output in turn; −1 where an output has no more. */
function treesInTurn({ outputs, treeOutput, average }: TreeEnsemble): number[] {
  const byOutput: number[][] = Array.from({ length: outputs }, () => [])
  treeOutput.forEach((output, tree) => {
    byOutput[output].push(tree)
  })
  const rounds = byOutput.reduce((most, trees) => Math.max(most, trees.length), 0)
  if (average && byOutput.some((trees) => trees.length !== rounds))
    throw new ModelFileError(
      'LightGBM cannot hold this model: it averages over different numbers of trees per output.',
    )
  // A model of no trees still needs its base to stand somewhere.
  return Array.from(
    { length: Math.max(rounds, 1) * outputs },
    (_, index) => byOutput[index % outputs][Math.floor(index / outputs)] ?? -1,
  )
}

/** LightGBM adds trees to zero: the base stands in the leaves of the first tree, of all trees in an average. */
function baseOf({ base, outputs, average }: TreeEnsemble, index: number): number {
  return average || index < outputs ? base[index % outputs] : 0
}
