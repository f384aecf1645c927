/** Early warning: who will miss a payment within thirty days, how surely, why, and when. */
export { checkPanel, type PanelFinding } from './check-panel.ts'
export { formatDay, parseDay } from './days.ts'
export {
  expectedDays,
  type FailureTiming,
  failureHorizons,
  fitFailureTiming,
  missWithin,
} from './days-to-failure.ts'
export { evaluateWarning, type OperatingPoint, type WarningEvaluation } from './evaluate-warning.ts'
export { featureSetHash } from './feature-set-hash.ts'
export {
  usualTraining,
  type WarningProgress,
  type WarningSurroundings,
  type WarningTrainingOptions,
} from './options.ts'
export type { FeatureMatrix, PanelRows, WarningFeature, WarningPanel } from './panel.ts'
export { planSplit, type WarningSplit } from './plan-split.ts'
export { predictionRows, scoredMembers, TEST_SPLIT, type WarningPredictions } from './predictions.ts'
export { type LevelPolicy, levelOf, usualLevels } from './risk-level.ts'
export { trainWarning, type WarningTraining } from './train-warning.ts'
export type { WarningBundle, WarningLearner } from './warning-bundle.ts'
export type { WarningContender, WarningReport } from './warning-report.ts'
