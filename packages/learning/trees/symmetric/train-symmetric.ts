/** Boosting of symmetric trees with ordered target statistics and ordered boosting, after CatBoost. */
import { openStream } from '@pratibimba/numerics/random'
import { oneThread } from '@pratibimba/numerics/wasm'
import type { Feature, LabelledMatrix } from '../../data/index.ts'
import type { TreeModel } from '../../models/model.ts'
import type { TrainingContext, WatchedMetric } from '../boosting/training-context.ts'
import { rawScores } from '../predict/index.ts'
import { applyColumnSources } from '../target-statistics/index.ts'
import { assembleModel, type FoundTree } from './assemble-model.ts'
import { openBoosting } from './boosting-state.ts'
import { drawRows } from './draw-rows.ts'
import { findTree } from './find-tree.ts'
import { type LevelSetup, levelProgram } from './level-program.ts'
import { checkedClasses } from './outcomes.ts'
import { resolveParameters, type SymmetricParameters } from './parameters.ts'
import { watchedValue } from './watched-metric.ts'

/** As for other learners, but what is continued is a model: its columns belong to its trees. */
export interface SymmetricContext extends Omit<TrainingContext, 'startFrom'> {
  readonly startFrom?: TreeModel
}

export interface SymmetricResult {
  readonly model: TreeModel
  /** Iterations kept, those of `startFrom` not counted. */
  readonly bestIteration: number
  /** The metric on the validation rows after each iteration; empty without validation. */
  readonly history: Float64Array
}

/** Trees between two looks at the clock of others: whoever waits for a turn gets one. */
const treesPerTurn = 10

/**
 * Trains symmetric trees.
 *
 * @param features   what the columns are, in their order
 * @param parameters those not given as CatBoost has them on a CPU
 * @returns the model with the statistics of all training rows
 * @throws RangeError when data and parameters do not fit; the signal's reason when stopped
 * @see Prokhorenkova et al. 2018, "CatBoost: unbiased boosting with categorical features"
 * @see docs/methods/ordered-boosting.md
 */
export async function trainSymmetric(
  data: LabelledMatrix,
  features: readonly Feature[],
  parameters: Partial<SymmetricParameters>,
  context: SymmetricContext,
): Promise<SymmetricResult> {
  const { seed, signal, validation, startFrom, earlyStoppingRounds } = context
  if (earlyStoppingRounds !== undefined && validation === undefined)
    throw new RangeError('trainSymmetric: need validation rows for early stopping, got none')
  if (validation !== undefined && typeof parameters.objective === 'object' && context.metric === undefined)
    throw new RangeError('trainSymmetric: need a metric to watch with an objective of its own, got none')
  const resolved = resolveParameters(parameters, data.rows, features.length, validation !== undefined)
  const classes = checkedClasses(data, features, resolved.objective)
  const pool = context.pool ?? oneThread
  const boosting = openBoosting(
    data,
    features,
    resolved,
    classes,
    seed,
    pool.threads,
    validation,
    startFrom && {
      base: startFrom.ensemble.base,
      training: startingScores(startFrom, data),
      validation: validation && startingScores(startFrom, validation),
    },
  )
  const { workspace, outputs } = boosting
  const setup: LevelSetup = { memory: workspace.memory, ...workspace.level }
  const team = await pool.team(levelProgram, setup)

  const metric = context.metric ?? naturalMetric(resolved.objective)
  const falls = metric !== 'auc'
  const history: number[] = []
  const trees: FoundTree[] = []
  let best = falls ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  let bestIteration = 0
  try {
    for (let tree = 0; tree < resolved.iterations; tree++) {
      if (tree % treesPerTurn === 0) {
        await turn()
        context.onProgress?.(tree / resolved.iterations, 'growing trees')
      }
      signal?.throwIfAborted()
      const choice = openStream(seed, 'symmetric-fold').at(tree).below(workspace.folds.length)
      const fold = workspace.folds[choice]
      boosting.writeGradients(fold)
      const drawn = drawRows(workspace, fold, resolved, outputs, seed, tree, meanLeaf(trees.at(-1)))
      const splits = findTree(
        workspace,
        team,
        resolved,
        outputs,
        choice,
        drawn,
        boosting.columnsOfLevel,
        seed,
        tree,
      )
      trees.push(boosting.addTree(splits))
      if (validation === undefined) continue
      const value = watchedValue(metric, boosting.validationScores, validation)
      history.push(value)
      if (falls ? value < best : value > best) {
        best = value
        bestIteration = tree + 1
      } else if (earlyStoppingRounds !== undefined && tree + 1 - bestIteration >= earlyStoppingRounds) break
    }
  } finally {
    team.close()
  }
  const kept = earlyStoppingRounds === undefined ? trees : trees.slice(0, bestIteration)
  context.onProgress?.(1, 'growing trees')
  return {
    model: assembleModel(data, features, {
      trees: kept,
      columns: boosting.columns,
      combinations: boosting.combinations,
      categories: boosting.categories,
      outcomes: boosting.outcomes,
      nanMode: resolved.nanMode,
      base: boosting.base,
      link: outputs > 1 ? 'softmax' : resolved.objective === 'binary' ? 'logistic' : 'identity',
      startFrom,
    }),
    bestIteration: kept.length,
    history: Float64Array.from(history),
  }
}

/** Raw scores by output of a model that is continued. */
function startingScores(model: TreeModel, data: LabelledMatrix): Float64Array[] {
  const { outputs } = model.ensemble
  const raw = rawScores(model.ensemble, applyColumnSources(model.columns, data))
  return Array.from({ length: outputs }, (_, output) =>
    Float64Array.from({ length: data.rows }, (_, row) => raw[row * outputs + output]),
  )
}

/** Mean size of a tree's leaves, over outputs: √ Σ v². */
function meanLeaf(tree: FoundTree | undefined): number | undefined {
  if (tree === undefined) return undefined
  const leaves = tree.values[0].length
  let sum = 0
  for (let leaf = 0; leaf < leaves; leaf++)
    sum += Math.sqrt(tree.values.reduce((square, values) => square + values[leaf] ** 2, 0))
  return sum / leaves
}

function naturalMetric(objective: SymmetricParameters['objective']): WatchedMetric {
  return objective === 'binary' ? 'logloss' : objective === 'multiclass' ? 'multi-logloss' : 'rmse'
}

/** Lets everything else that waits have its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0)
  })
}
