/** What a training of early warning found out. */
import type { CalibratorKind } from '@pratibimba/learning/calibration'
import type { Estimate } from '@pratibimba/learning/metrics'
import type { Severity } from '../monitoring/index.ts'
import type { PanelFinding } from './check-panel.ts'
import type { WarningEvaluation } from './evaluate-warning.ts'
import type { SettingsFound } from './learners.ts'
import type { ScoredMember } from './predictions.ts'

/** Out of fold and in the test, from the same stored predictions. */
export interface WarningContender {
  readonly id: ScoredMember
  readonly title: string
  /** Over the folds' rows together. */
  readonly auc: Estimate
  /** Mean log-loss over the folds' rows, each fold calibrated by the others, in nats. */
  readonly logLoss: number
  readonly folds: readonly { readonly auc: number; readonly rows: number; readonly events: number }[]
  readonly testAuc: Estimate
  /** Trees, the middle of what the folds decided. */
  readonly trees?: number
  readonly weights?: Readonly<Record<string, number>>
}

interface ImportantFeature {
  readonly feature: string
  readonly title: string
  readonly group: string
  /** Mean |contribution| to the combined score, in log-odds. */
  readonly meanAbsolute: number
}

export interface SmotePrice {
  readonly plain: {
    readonly auc: Estimate
    readonly rawCalibrationError: number
    readonly calibrationError: number
  }
  readonly smote: {
    readonly auc: Estimate
    readonly rawCalibrationError: number
    readonly calibrationError: number
  }
}

/** How far the features have moved from the rows learnt from to the test's as-of date. */
export interface DriftSummary {
  readonly present: string
  readonly severity: Severity
  readonly counts: Readonly<Record<Severity, number>>
  /** Features that moved severely, worst first. */
  readonly moved: readonly string[]
  readonly sentences: readonly string[]
}

export interface WarningReport {
  readonly seed: number
  readonly featureSet: string
  readonly rows: number
  readonly customers: number
  readonly events: number
  readonly trainFrom: string
  readonly trainTo: string
  readonly testDate: string
  readonly split: {
    readonly description: string
    readonly purged: boolean
    readonly folds: number
    readonly trainRows: number
    readonly trainCustomers: number
    readonly testRows: number
  }
  readonly findings: readonly PanelFinding[]
  readonly drift: DriftSummary
  readonly settings: readonly SettingsFound[]
  /** In the order of `scoredMembers`; the scorecard is missing where none could be fitted. */
  readonly contenders: readonly WarningContender[]
  readonly weights: { readonly taken: 'fixed_weights' | 'stacked'; readonly reason: string }
  readonly calibration: CalibratorKind
  readonly droppedFeatures: readonly { readonly feature: string; readonly why: string }[]
  readonly importance: readonly ImportantFeature[]
  /** Of the test. */
  readonly evaluation: WarningEvaluation
  readonly smote?: SmotePrice
  /** AUC of a training whose outcomes were dealt to other customers, in the same test. */
  readonly shuffled?: Estimate
  readonly warnings: readonly string[]
}
