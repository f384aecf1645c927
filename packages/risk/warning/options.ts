/** How a warning model is trained, and what surrounds it. */
import type { ThreadPool } from '@pratibimba/numerics/wasm'
import type { LearnerId } from './learners.ts'
import { type LevelPolicy, usualLevels } from './risk-level.ts'

export interface WarningTrainingOptions {
  readonly seed: number
  readonly folds: number
  /** Share of the customers never learnt from. */
  readonly testShare: number
  /** Random settings tried for each learner; 0: the usual ones. */
  readonly trials: number
  /** What a miss costs, in false alarms. */
  readonly missCost: number
  readonly levels: LevelPolicy
  readonly clipQuantile: number
  /** Features with a smaller share of the gain are left out, decided in each fold. */
  readonly leastImportance: number
  /** Synthetic missed payments in what folds learn from; its price is measured beside. */
  readonly smote: boolean
  /** Whether to train once more with outcomes dealt to other customers: its AUC must be near .5. */
  readonly checkShuffled: boolean
}

export const usualTraining: WarningTrainingOptions = {
  seed: 42,
  folds: 5,
  testShare: 0.25,
  trials: 2,
  missCost: 50,
  levels: usualLevels,
  clipQuantile: 0.99,
  leastImportance: 0.001,
  smote: false,
  checkShuffled: false,
}

/** What a training tells while it runs. */
export interface WarningProgress {
  /** Of the work, 0 … 1. */
  readonly share: number
  readonly stage: string
  /** Of a fold that has just been tried. */
  readonly fold?: {
    readonly learner: LearnerId | 'scorecard'
    /** From 1. */
    readonly fold: number
    readonly folds: number
    readonly auc: number
  }
}

export interface WarningSurroundings {
  readonly pool?: ThreadPool
  readonly signal?: AbortSignal
  onProgress?(progress: WarningProgress): void
  /** Seconds, from any beginning. */
  clock(): number
}
