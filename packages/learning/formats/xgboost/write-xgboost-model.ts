/** A model of trees as XGBoost's JSON, for XGBoost 3.1 and later. */
import type { TreeModel } from '../../models/model.ts'
import { float32Literal } from '../float32-neighbours.ts'
import { ModelFileError } from '../model-file-error.ts'
import { leafScale, scoreScale } from '../plain-splits.ts'
import { writeXgboostCategories } from './write-xgboost-categories.ts'
import { writeXgboostLeaf, writeXgboostTree } from './write-xgboost-tree.ts'
import { objectiveOf } from './xgboost-objective.ts'

/**
 * Thresholds, leaves and the base are rounded to 32 bits, as XGBoost holds nothing else. Decisions are kept for every
 * input that is itself a number of 32 bits; a number between two of these may fall on the other side of a threshold.
 * Where XGBoost would keep the base as a probability, it is a tree of one leaf instead, so that no digit is lost.
 *
 * @throws ModelFileError when a column is a target statistic, which XGBoost does not have, or a split sends zeros
 *   elsewhere than their value says
 * @see docs/methods/model-exchange.md
 */
export function writeXgboostModel(model: TreeModel): string {
  const { ensemble, inputs } = model
  const { outputs, treeOutput, link } = ensemble
  const base = ensemble.base.map((score) => score * scoreScale(ensemble))
  const objective = objectiveOf(link, outputs)
  const keepsBase = objective.base === 'as it is'
  const features = inputs.length
  const place = {
    features,
    scale: leafScale(ensemble),
    inputOf: (column: number) => {
      const input = inputOfColumn(model, column)
      return { input, codes: inputs[input].categories?.length ?? 0 }
    },
  }
  const trees: string[] = []
  const treeInfo: number[] = []
  if (!keepsBase)
    for (let output = 0; output < outputs; output++) {
      if (base[output] === 0) continue
      trees.push(writeXgboostLeaf(base[output], { id: trees.length, features }))
      treeInfo.push(output)
    }
  for (let tree = 0; tree < treeOutput.length; tree++) {
    trees.push(writeXgboostTree(ensemble, tree, { ...place, id: trees.length }))
    treeInfo.push(treeOutput[tree])
  }
  const scores = Array.from(base, (score) => (keepsBase ? float32Literal(score) : objective.base))
  const booster = `{"model":{${[
    `"cats":${JSON.stringify(writeXgboostCategories(inputs))}`,
    `"gbtree_model_param":${JSON.stringify({ num_parallel_tree: '1', num_trees: String(trees.length) })}`,
    `"iteration_indptr":${JSON.stringify(Array.from({ length: trees.length + 1 }, (_, tree) => tree))}`,
    `"tree_info":${JSON.stringify(treeInfo)}`,
    `"trees":[${trees.join(',')}]`,
  ].join(',')}},"name":"gbtree"}`
  const learner = {
    attributes: {},
    feature_names: inputs.map(({ name }) => name),
    feature_types: inputs.map(({ kind }) => (kind === 'category' ? 'c' : 'float')),
    learner_model_param: {
      base_score: `[${scores.join(',')}]`,
      boost_from_average: '0',
      num_class: String(link === 'softmax' ? outputs : 0),
      num_feature: String(features),
      num_target: String(link === 'softmax' ? 1 : outputs),
    },
    objective: { name: objective.name, ...objective.parameters },
  }
  return `{"learner":${JSON.stringify(learner).slice(0, -1)},"gradient_booster":${booster}},"version":[3,1,0]}`
}

function inputOfColumn({ columns, inputs }: TreeModel, column: number): number {
  const source = columns[column]
  if (source.kind === 'input' && inputs[source.input].hashed !== true) return source.input
  const names = source.kind === 'input' ? [inputs[source.input].name] : inputNames(source, inputs)
  throw new ModelFileError(
    `XGBoost cannot compute statistics of categories: the trees read one of ${names.join(' × ')}. Write this model as CatBoost or in our own format, or train it without target statistics.`,
  )
}

function inputNames(
  source: Exclude<TreeModel['columns'][number], { kind: 'input' }>,
  inputs: TreeModel['inputs'],
): string[] {
  const parts = source.kind === 'target-statistic' ? source.inputs : source.parts.map(({ input }) => input)
  return parts.map((input) => inputs[input].name)
}
