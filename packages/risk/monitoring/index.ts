/** What watches a model once it works: drift, data quality, performance, segments, alerts. */
export {
  type AlertRule,
  type AlertSeverity,
  type AlertState,
  alertSeverities,
  type Comparison,
  comparisons,
} from './alerts/alert-rule.ts'
export { decisionAlertRules, warningAlertRules } from './alerts/default-rules.ts'
export {
  type Alert,
  type AlertChanges,
  evaluateAlerts,
  type ResolvedAlert,
} from './alerts/evaluate-alerts.ts'
export {
  figureTitles,
  type MonitoringFigure,
  type MonitoringReports,
  monitoringFigures,
} from './alerts/monitoring-figures.ts'
export { assessDrift, type DriftOptions } from './drift/assess-drift.ts'
export type { BinDrift, DriftReport, FeatureDrift, TestedFigure } from './drift/drift-report.ts'
export type { DriftFigure, DriftTest } from './drift/drift-test.ts'
export { assessScoreDrift, type ScoreDrift, scoreProfileOf } from './drift/score-drift.ts'
export { driftTests } from './drift/tests/index.ts'
export { type UsualDrift, usualDrift } from './drift/usual-drift.ts'
export {
  type EstimatedPerformance,
  type EstimateError,
  estimatedPerformance,
  estimateErrors,
} from './performance/estimated-performance.ts'
export { type Evidence, evidenceOf, evidenceSentences, IN_TIME_DAYS } from './performance/evidence.ts'
export {
  type LivePerformance,
  type MaturedOptions,
  type MaturedReport,
  maturedPerformance,
  type TrainingComparison,
  type TrainingFigures,
} from './performance/matured-performance.ts'
export type { Predictions } from './performance/predictions.ts'
export { type ComparableColumns, columnsOfProfile, columnsToProfile } from './profiles/frame-columns.ts'
export { ProfileError, readProfile, writeProfile } from './profiles/profile-file.ts'
export { type ProfileOptions, profileOf } from './profiles/profile-of.ts'
export {
  type CategoryProfile,
  type FeatureProfile,
  type NumberProfile,
  PROFILE_FORMAT,
  type ReferenceProfile,
} from './profiles/reference-profile.ts'
export { completeness } from './quality/completeness.ts'
export { type DomainOptions, domainFigures, type HardBounds } from './quality/domain.ts'
export { duplicates } from './quality/duplicates.ts'
export { freshness, type SourceClock } from './quality/freshness.ts'
export {
  type QualityCheck,
  type QualityFigure,
  type QualityLimits,
  qualityChecks,
} from './quality/quality-figure.ts'
export { type QualityReport, qualityReport } from './quality/quality-report.ts'
export { timeliness, timelinessOf } from './quality/timeliness.ts'
export { type DayVolume, volume } from './quality/volume.ts'
export {
  type FlaggedBySegment,
  flaggedBySegment,
  type SegmentOptions,
  segmentFairness,
} from './segment-fairness.ts'
export { type Severity, severities } from './severity.ts'
export {
  type PeriodFigure,
  type PeriodFigures,
  type PeriodSummary,
  periodSummary,
  type SummarySentence,
  type SummaryTopic,
  summaryTopics,
} from './summary/period-summary.ts'
