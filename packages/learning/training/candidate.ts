/** A kind of model that takes part in a race, ready to be fitted to any rows. */
import type { ThreadPool } from '@pratibimba/numerics/wasm'
import type { ScoreScale } from '../calibration/index.ts'
import type { Feature, LabelledMatrix } from '../data/index.ts'
import type { SingleModel } from '../models/index.ts'
import type { SearchSpace } from '../tuning/index.ts'

export interface FitOptions {
  readonly seed: number
  readonly pool?: ThreadPool
  readonly signal?: AbortSignal
  onProgress?(share: number): void
  /** Resampling and class weights, for rows to learn from; never for rows to be tried on. */
  prepare?(train: LabelledMatrix): LabelledMatrix
  /** −1, 0 or +1 by feature: the direction the risk may go in when the feature rises. */
  readonly monotone?: Int8Array
  /** Settings that a search found for this candidate, by the learner's own names. */
  readonly settings?: Readonly<Record<string, number | string | boolean>>
  /** Trees, where that was decided before. */
  readonly iterations?: number
  /**
   * Whether the model that was tried on the one inner part is kept as it stopped, in place of one fitted again to all
   * rows: half the work, four fifths of the rows. Of boosters, with one inner part only.
   */
  readonly keepStopped?: boolean
  /**
   * Parts of the rows to be tried on when the number of trees is decided, split as the folds are: never the past
   * tried after the future, or, where time does not divide, two rows of a group on both sides.
   */
  readonly innerFolds: readonly { readonly train: Int32Array; readonly test: Int32Array }[]
}

interface Fitted {
  readonly model: SingleModel
  /** Trees, where they were to be decided. */
  readonly iterations?: number
}

export interface Candidate {
  readonly id: string
  readonly title: string
  readonly family: 'boosting' | 'forest' | 'scorecard' | 'regression'
  /** Of models that predict equally well the one of the least complexity is chosen. */
  readonly complexity: number
  readonly scale: ScoreScale
  /** Whether it keeps the directions of `monotone`. */
  readonly keepsDirections: boolean
  fit(data: LabelledMatrix, features: readonly Feature[], options: FitOptions): Promise<Fitted>
  /** What may be searched for, and how good settings are inside the given rows: mean log-loss, in nats. */
  readonly tunable?: {
    readonly space: SearchSpace
    lossOf(data: LabelledMatrix, features: readonly Feature[], options: FitOptions): Promise<number>
  }
}
