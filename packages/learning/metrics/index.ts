/** How good a model is, each figure with its interval. */
export { auc, gini, partialAuc } from './auc.ts'
export { averagePrecision } from './average-precision.ts'
export { type BootstrapOptions, bootstrapIntervals } from './bootstrap.ts'
export { type BrierDecomposition, brierDecomposition, brierScore } from './brier.ts'
export { calibrationError } from './calibration-error.ts'
export {
  type Confusion,
  type ConfusionRates,
  confusionAt,
  confusionRates,
  fScore,
  matthewsCorrelation,
} from './confusion.ts'
export { type ChosenThreshold, costOptimalThreshold, type DecisionCosts, expectedCost } from './costs.ts'
export { type AucComparison, type AucEstimate, aucInterval, compareAucs } from './delong.ts'
export { type Estimate, wilson } from './estimate.ts'
export {
  type BinaryReport,
  type CalibrationErrorEstimate,
  type DecisionReport,
  type EvaluationOptions,
  evaluateBinary,
} from './evaluation.ts'
export { captureRate, type GainsBand, gainsTable } from './gains.ts'
export { ksStatistic, type Separation } from './kolmogorov-smirnov.ts'
export { logLoss } from './log-loss.ts'
export { macroAuc, multiclassAccuracy, multiclassLogLoss } from './multiclass.ts'
export type { PredictedSample } from './predicted-sample.ts'
export { type BinKind, type ProbabilityBin, probabilityBins } from './probability-bins.ts'
export { type RegressionErrors, regressionErrors } from './regression.ts'
export {
  type ThresholdAtRatio,
  thresholdForApproval,
  thresholdForRecall,
  thresholdSensitivity,
} from './thresholds.ts'
