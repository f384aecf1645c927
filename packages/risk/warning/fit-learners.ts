/** The learners, fitted once more to all rows that are learnt from. */
import { takeRows } from '@pratibimba/learning/data'
import type { Stack, TreeModel } from '@pratibimba/learning/models'
import { balanceClasses } from '@pratibimba/learning/training'
import type { ThreadPool } from '@pratibimba/numerics/wasm'
import { directionsOf, inputsOf } from './cross-validate.ts'
import type { FittedView } from './fold-view.ts'
import { type LearnerId, learnerIds, learnerOf, type Settings } from './learners.ts'
import type { WarningPanel } from './panel.ts'
import type { WarningLearner } from './warning-bundle.ts'

export interface LearnerPlan {
  readonly settings: Settings
  readonly trees: number
  readonly weight: number
}

export interface LearnerFitOptions {
  readonly seed: number
  readonly smote: boolean
  readonly pool?: ThreadPool
  readonly signal?: AbortSignal
  onProgress(share: number, stage: string): void
}

/**
 * Fits every learner to the rows given, with as many trees as the folds decided on.
 *
 * @param label of the panel's rows; the panel's own, or dealt anew for a check
 */
export async function fitLearners(
  panel: WarningPanel,
  label: Float64Array,
  rows: Int32Array,
  view: FittedView,
  plans: Readonly<Record<LearnerId, LearnerPlan>>,
  { seed, smote, pool, signal, onProgress }: LearnerFitOptions,
): Promise<WarningLearner[]> {
  const features = inputsOf(panel)
  const data = view.apply(takeRows({ ...panel.matrix, label }, rows))
  const learners: WarningLearner[] = []
  for (const [place, id] of learnerIds.entries()) {
    const { settings, trees, weight } = plans[id]
    const { title, fit } = learnerOf(id)
    const stage = `all rows: ${title}`
    const { model } = await fit(data, view.features, {
      seed,
      settings,
      iterations: trees,
      innerFolds: [],
      monotone: directionsOf(panel, view.kept),
      ...(smote
        ? {
            prepare: (train) =>
              balanceClasses(train, view.features, 'smote', { negative: 1, positive: 1 }, seed),
          }
        : {}),
      ...(pool ? { pool } : {}),
      ...(signal ? { signal } : {}),
      onProgress: (share) => onProgress((place + share) / learnerIds.length, stage),
    })
    if (model.kind !== 'trees') throw new RangeError(`fitLearners: need trees, got a ${model.kind}`)
    learners.push({ id, title, weight, settings, model: widened(model, features, view.kept) })
  }
  return learners
}

/** The same trees over all features: what was left out is an input that no split reads. */
function widened(model: TreeModel, inputs: TreeModel['inputs'], kept: Int32Array): TreeModel {
  return {
    ...model,
    inputs,
    columns: model.columns.map((source) =>
      source.kind === 'input' ? { kind: 'input', input: kept[source.input] } : source,
    ),
  }
}

/** The learners as one model in log-odds; those without a weight are left out. */
export function stackOf(learners: readonly WarningLearner[]): Stack {
  const used = learners.filter(({ weight }) => weight > 0)
  return {
    kind: 'stacked',
    members: used.map(({ model }) => model),
    weights: Float64Array.from(used, ({ weight }) => weight),
    intercept: 0,
    scale: 'log-odds',
  }
}
