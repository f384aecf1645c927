/** What a training is asked for, and what it is done with. */
import type { ThreadPool } from '@pratibimba/numerics/wasm'
import type { CalibratorKind } from '../calibration/index.ts'
import type { Feature, LabelledMatrix, LeftOut } from '../data/index.ts'
import type { SearchState } from '../tuning/index.ts'
import type { LearnerChoice } from './champion.ts'
import type { ClassWeights, Resampling } from './class-balance.ts'
import type { SplitBy } from './split-plan.ts'

/** Where searches keep how far they are, so that an interrupted training goes on. */
export interface SearchStates {
  get(place: string): SearchState | undefined
  set(place: string, state: SearchState): void
}

export interface SettingsSearch {
  /** Settings to try, in every fold and for every learner that has a space. */
  readonly trials: number
  readonly states?: SearchStates
}

export interface TrainingRequest {
  readonly data: LabelledMatrix
  readonly features: readonly Feature[]
  /** Column that was learnt and its value that is the event: for the record. */
  readonly target: string
  readonly positive: string
  /** Columns that were not learnt from: for the record. */
  readonly leftOut: readonly LeftOut[]
  readonly learner: LearnerChoice
  /** Wanted; fewer where a class has fewer rows. */
  readonly folds: number
  readonly group?: SplitBy['group']
  readonly time?: SplitBy['time']
  /** How long after a row its outcome is known, in the unit of `time`. */
  readonly gap?: number
  readonly seed: number
  /** What a missed event costs, in false alarms. */
  readonly missCost: number
  readonly calibration: CalibratorKind | 'auto'
  readonly resampling: Resampling
  readonly classWeights: ClassWeights
  /** −1, 0 or +1 by feature. */
  readonly monotone?: Int8Array
  readonly search?: SettingsSearch
}

export interface TrainingSurroundings {
  readonly pool?: ThreadPool
  readonly signal?: AbortSignal
  onProgress?(share: number, stage: string): void
  /** Seconds, from any beginning. */
  clock(): number
}
