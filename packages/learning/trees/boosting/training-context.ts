/** What surrounds a training: seed, threads, who watches, who stops it, and where it starts. */
import type { ThreadPool } from '@pratibimba/numerics/wasm'
import type { LabelledMatrix } from '../../data/matrix.ts'
import type { TreeEnsemble } from '../tree-ensemble.ts'

/** What early stopping watches; AUC rises, the others fall. */
export type WatchedMetric = 'auc' | 'logloss' | 'rmse' | 'multi-logloss'

export interface TrainingContext {
  /** Integer in [0, 2⁵³ − 1]: with the data and the parameters it decides the model to the last bit. */
  readonly seed: number
  /** Threads to share the work; the calling one alone when absent. The model does not depend on it. */
  readonly pool?: ThreadPool
  readonly signal?: AbortSignal
  /** Called between trees with the share of work done, 0 … 1, and what is going on. */
  onProgress?(share: number, stage: string): void
  /** Rows never trained on, to watch the metric. */
  readonly validation?: LabelledMatrix
  /** Stop when the metric has not improved for so many iterations; needs `validation`. The best iteration is kept. */
  readonly earlyStoppingRounds?: number
  /** Default: the natural one of the objective. */
  readonly metric?: WatchedMetric
  /** Trees to continue from; the result holds them first. */
  readonly startFrom?: TreeEnsemble
}

export interface BoostingResult {
  readonly ensemble: TreeEnsemble
  /** Iterations kept, those of `startFrom` not counted. */
  readonly bestIteration: number
  /** The metric on the validation rows after each iteration; empty without validation. */
  readonly history: Float64Array
}
