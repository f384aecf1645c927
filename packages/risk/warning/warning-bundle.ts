/** Everything a warning model is, as plain data: what one file holds. */
import type { Calibrator } from '@pratibimba/learning/calibration'
import type { Matrix } from '@pratibimba/learning/data'
import type { TreeModel } from '@pratibimba/learning/models'
import type { FailureTiming } from './days-to-failure.ts'
import type { LearnerId, Settings } from './learners.ts'
import type { FeatureSetName, WarningFeature } from './panel.ts'
import type { LevelPolicy } from './risk-level.ts'
import type { WarningReport } from './warning-report.ts'

export interface WarningLearner {
  readonly id: LearnerId
  readonly title: string
  /** Share in the log-odds, ≥ 0; they sum to 1. */
  readonly weight: number
  readonly settings: Settings
  /** Over all features of the bundle; those left out are never read. */
  readonly model: TreeModel
}

export interface WarningBundle {
  readonly kind: 'early-warning'
  readonly format: 1
  readonly featureSet: FeatureSetName
  /** In the order of the columns. */
  readonly features: readonly WarningFeature[]
  readonly learners: readonly WarningLearner[]
  readonly calibrator: Calibrator
  readonly threshold: number
  readonly missCost: number
  readonly levels: LevelPolicy
  readonly preparation: {
    /** Values above were drawn in to it for training; ∞ where none were. Shape [features]. */
    readonly clipUpper: Float64Array
    /** Features that learners read, ascending. */
    readonly kept: Int32Array
  }
  /** Typical profiles that drivers compare with; no rows of customers. */
  readonly background: Matrix
  /** Of each feature over the rows learnt from; NaN where most are missing. Shape [features]. */
  readonly median: Float64Array
  readonly timing: FailureTiming
  /** What drift is measured against: profiles of the rows learnt from and of their scores out of fold, as text. */
  readonly reference: { readonly features: string; readonly scores: string }
  readonly report: WarningReport
}
