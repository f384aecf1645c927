/** An ensemble of trees' models as one set of trees, for formats that hold nothing else. */
import type { SingleModel, Stack, TreeModel } from '../../models/index.ts'
import type { ColumnSource, TreeEnsemble } from '../../trees/tree-ensemble.ts'
import { ModelFileError } from '../model-file-error.ts'

/**
 * One model whose raw score is the stack's: leaves weighted, trees one after the other.
 *
 *   Σ_m w_m (base_m + Σ_t leaf) + intercept
 *
 * Equal up to rounding: sums are taken in another order.
 *
 * @throws ModelFileError when a member has no trees, or trees that cannot be added up
 */
export function mergeTrees({ members, weights, intercept, scale }: Stack): TreeModel {
  if (scale !== 'log-odds')
    throw new ModelFileError('Probabilities that are averaged cannot be one set of trees.')
  const trees = members.map(requireAddable)
  const columns: ColumnSource[] = []
  const parts = trees.map((model, m) => {
    const first = columns.length
    columns.push(...model.columns)
    return { ensemble: model.ensemble, weight: weights[m], first }
  })
  return { kind: 'trees', inputs: trees[0].inputs, columns, ensemble: concatenate(parts, intercept) }
}

function requireAddable(model: SingleModel): TreeModel {
  if (model.kind !== 'trees')
    throw new ModelFileError(
      `One member of the model is a ${model.kind === 'scorecard' ? 'scorecard' : 'regression'}, and the file holds trees only. Train with --learner boosting to have none.`,
    )
  const { average, comparison, summation, outputs } = model.ensemble
  if (average || comparison !== 'float64' || summation !== 'float64' || outputs !== 1)
    throw new ModelFileError('The trees of one member cannot be added to those of another.')
  return model
}

interface Part {
  readonly ensemble: TreeEnsemble
  readonly weight: number
  /** Where its columns begin. */
  readonly first: number
}

function concatenate(parts: readonly Part[], intercept: number): TreeEnsemble {
  const nodes = parts.reduce((sum, { ensemble }) => sum + ensemble.feature.length, 0)
  const trees = parts.reduce((sum, { ensemble }) => sum + ensemble.treeOutput.length, 0)
  const words = parts.reduce((sum, { ensemble }) => sum + ensemble.categoryWords.length, 0)
  const merged = {
    outputs: 1,
    base: Float64Array.of(
      parts.reduce((sum, { ensemble, weight }) => sum + weight * ensemble.base[0], intercept),
    ),
    link: 'logistic',
    comparison: 'float64',
    summation: 'float64',
    average: false,
    treeStart: new Int32Array(trees + 1),
    treeOutput: new Int32Array(trees),
    feature: new Int32Array(nodes),
    threshold: new Float64Array(nodes),
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
    missing: new Uint8Array(nodes),
    categories: new Int32Array(nodes),
    categoryWords: new Uint32Array(words),
    value: new Float64Array(nodes),
    cover: new Float64Array(nodes),
    gain: new Float64Array(nodes),
  } as const satisfies TreeEnsemble
  let [node, tree, word] = [0, 0, 0]
  for (const { ensemble, weight, first } of parts) {
    const moved = (values: Int32Array, by: number) => values.map((value) => (value < 0 ? value : value + by))
    merged.treeStart.set(moved(ensemble.treeStart, node), tree)
    merged.feature.set(moved(ensemble.feature, first), node)
    merged.left.set(moved(ensemble.left, node), node)
    merged.right.set(moved(ensemble.right, node), node)
    merged.categories.set(moved(ensemble.categories, word), node)
    for (const name of ['threshold', 'cover', 'gain'] as const) merged[name].set(ensemble[name], node)
    merged.missing.set(ensemble.missing, node)
    merged.value.set(
      ensemble.value.map((value) => value * weight),
      node,
    )
    merged.categoryWords.set(ensemble.categoryWords, word)
    node += ensemble.feature.length
    tree += ensemble.treeOutput.length
    word += ensemble.categoryWords.length
  }
  merged.treeStart[trees] = nodes
  return merged
}
