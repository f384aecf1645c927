/** What a training found out: everything a modeller, a validator or a model card wants to know, as plain data. */
import type { CalibratorKind } from '../calibration/index.ts'
import type { LeftOut } from '../data/index.ts'
import type { BinaryReport, Estimate } from '../metrics/index.ts'
import type { FoldResult } from './race.ts'
import type { SplitKind } from './split-plan.ts'

export interface TrainingReport {
  readonly seed: number
  readonly rows: number
  readonly events: number
  readonly features: readonly string[]
  readonly leftOut: readonly LeftOut[]
  readonly split: {
    readonly kind: SplitKind
    readonly folds: number
    /** Rows that were tried on; fewer than all where folds follow time. */
    readonly rowsTried: number
    /** Rows that figures after calibration are of: where folds follow time, those after the first fold. */
    readonly rowsCalibrated: number
  }
  /** Best first; empty when there were too few rows to try anything. */
  readonly contenders: readonly Contender[]
  readonly failed: readonly { readonly title: string; readonly reason: string }[]
  readonly champion: { readonly id: string; readonly title: string; readonly reason: string }
  /** Of the champion's calibrated probabilities on rows not learnt from. */
  readonly evaluation?: BinaryReport
  readonly calibration?: CalibrationReport
  readonly threshold: { readonly value: number; readonly missCost: number; readonly reason: string }
  /** Inputs by mean |contribution| in the champion, largest first. */
  readonly importance: readonly { readonly feature: string; readonly value: number }[]
  readonly resampling?: ResamplingPrice
  /** What a modeller must look at before using the model. */
  readonly warnings: readonly string[]
}

export interface Contender {
  readonly id: string
  readonly title: string
  /** Whether it may become champion by what was asked for; else it is shown for comparison. */
  readonly eligible: boolean
  readonly folds: readonly FoldResult[]
  /** Mean over the folds. */
  readonly auc: Estimate
  /** AUC minus the best contender's, paired by row; absent for the best itself. */
  readonly toBest?: { readonly difference: Estimate; readonly pValue: number }
  readonly ks: number
  readonly averagePrecision: number
  /** After calibration, as are log-loss and calibration error. */
  readonly brier: number
  readonly logLoss: number
  readonly calibrationError: number
  /** Trees, the middle of what the folds decided on; of single models. */
  readonly iterations?: number
  /** Shares of the members, for ensembles. */
  readonly weights?: Readonly<Record<string, number>>
  /** Spent on it; not kept in model files, which are the same for the same training. */
  readonly seconds?: number
}

export interface CalibrationReport {
  readonly kind: CalibratorKind
  /** Expected calibration error before and after, in ten bins of equal mass. */
  readonly before: number
  readonly after: number
  /** Mean prediction against what happened, by bin. */
  readonly points: readonly {
    readonly predicted: number
    readonly happened: Estimate
    readonly rows: number
  }[]
}

/** The same race with and without. */
export interface ResamplingPrice {
  readonly method: string
  readonly plain: Resampled
  readonly resampled: Resampled
}
interface Resampled {
  readonly auc: Estimate
  /** Expected calibration error of the scores as they come out, and after calibration. */
  readonly rawCalibrationError: number
  readonly calibrationError: number
}
