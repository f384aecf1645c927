/** Early warning: who will miss a payment within thirty days, how surely, why, and when. */
export { checkPanel, type PanelFinding } from './check-panel.ts'
export {
  comparePromotion,
  type PromotionPolicy,
  type PromotionVerdict,
  type SameRows,
} from './compare-promotion.ts'
export {
  chanceBy,
  expectedDays,
  type FailureTiming,
  failureHorizons,
  fitDayBands,
  missWithin,
} from './days-to-failure.ts'
export { describeDriver, inWords, type WarningDriver } from './driver-words.ts'
export { evaluateWarning, type OperatingPoint, type WarningEvaluation } from './evaluate-warning.ts'
export { featureSetHash } from './feature-set-hash.ts'
export {
  firstMissed,
  GRACE_DAYS,
  isMissed,
  LABEL_DAYS,
  LABEL_KNOWN_DAYS,
  type OwedPayment,
} from './missed-payment.ts'
export { moveModel, pointAlias, rollBack, type StageChange, settleCandidate } from './model-stages.ts'
export {
  usualTraining,
  type WarningProgress,
  type WarningSurroundings,
  type WarningTrainingOptions,
} from './options.ts'
export type { FeatureMatrix, FeatureSetName, PanelRows, WarningFeature, WarningPanel } from './panel.ts'
export { planSplit, type WarningSplit } from './plan-split.ts'
export { predictionRows, scoredMembers, TEST_SPLIT, type WarningPredictions } from './predictions.ts'
export { type LevelPolicy, levelOf, usualLevels } from './risk-level.ts'
export { sameRows } from './same-rows.ts'
export {
  type ScoredCustomer,
  type ScoreOptions,
  scoreCustomer,
  scoreWarning,
  type WarningScores,
} from './score-warning.ts'
export { trainWarning, type WarningTraining } from './train-warning.ts'
export { suspicionOf } from './training-table.ts'
export type { WarningBundle, WarningLearner } from './warning-bundle.ts'
export type { DriverKind, WarningModel } from './warning-model.ts'
export { openWarningModel, writeWarningModel } from './warning-model-file.ts'
export type { WarningContender, WarningReport } from './warning-report.ts'
