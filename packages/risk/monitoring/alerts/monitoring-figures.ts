/** The reports of a day as named figures that rules can watch. */
import type { DriftReport } from '../drift/drift-report.ts'
import type { ScoreDrift } from '../drift/score-drift.ts'
import type { MaturedReport } from '../performance/matured-performance.ts'
import type { QualityReport } from '../quality/quality-report.ts'

export interface MonitoringReports {
  readonly drift?: DriftReport
  readonly scores?: ScoreDrift
  readonly quality?: QualityReport
  readonly performance?: MaturedReport
}

/** Names of all figures, with what they are. */
export const figureTitles = {
  drift_severe_columns: 'Columns that drifted severely',
  drift_moderate_columns: 'Columns that drifted moderately',
  drift_largest_psi: 'Largest PSI of a column',
  score_psi: 'PSI of the scores',
  freshness_hours: 'Hours since the last event of the quietest source',
  quality_severe_findings: 'Severe findings about the data',
  quality_moderate_findings: 'Moderate findings about the data',
  live_auc: 'AUC of predictions whose outcome is known',
  live_recall: 'Recall of predictions whose outcome is known',
  live_precision: 'Precision of predictions whose outcome is known',
  auc_gap_to_training: 'Lower end of the AUC in training − upper end of the live AUC',
  calibration_error: 'Calibration error beyond chance',
} as const
export type MonitoringFigure = keyof typeof figureTitles

/** Every figure that the reports give; null where there is none. The calibration error is net of what chance alone shows. */
export function monitoringFigures(reports: MonitoringReports): Record<MonitoringFigure, number | null> {
  const { drift, scores, quality, performance } = reports
  const psiOf = (tests: readonly { id: string; value: number }[]) =>
    tests.find(({ id }) => id === 'psi')?.value ?? null
  const live = performance?.overall.figures
  const auc = performance?.comparisons.find((each) => each.figure === 'auc')
  const hours = (quality?.figures ?? [])
    .filter(({ check, value }) => check === 'freshness' && value !== null)
    .map(({ value }) => value!)
  const indices = (drift?.features ?? []).flatMap(({ tests }) => psiOf(tests) ?? [])
  return {
    drift_severe_columns: drift?.counts.severe ?? null,
    drift_moderate_columns: drift?.counts.moderate ?? null,
    drift_largest_psi: indices.length > 0 ? Math.max(...indices) : null,
    score_psi: scores ? psiOf(scores.drift.tests) : null,
    freshness_hours: hours.length > 0 ? Math.max(...hours) : null,
    quality_severe_findings: quality?.counts.severe ?? null,
    quality_moderate_findings: quality?.counts.moderate ?? null,
    live_auc: live?.auc.value ?? null,
    live_recall: live?.recall.value ?? null,
    live_precision: live?.precision?.value ?? null,
    auc_gap_to_training: auc ? auc.training.lower - auc.live.upper : null,
    calibration_error: live
      ? Math.max(0, live.calibrationError.value - live.calibrationError.expectedByChance)
      : null,
  }
}
