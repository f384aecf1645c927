/** Scorecards: optimal binning, weight of evidence, logistic regression, points. */
export { assignBins, woeTransform } from './apply-bins.ts'
export type { Bin, BinnedFeature } from './binned-feature.ts'
export { type BinningParameters, defaultBinning, type SpecialCode, type Trend } from './binning-parameters.ts'
export { weightOfEvidence } from './binning-table.ts'
export { clopperPearson } from './clopper-pearson.ts'
export {
  defaultSelection,
  fitScorecard,
  type ScorecardContext,
  type ScorecardParameters,
  type SelectionParameters,
} from './fit-scorecard.ts'
export { type InformationBand, informationBand, informationPValue } from './information-value.ts'
export {
  type BaselineParameters,
  type BaselineTerm,
  fitLogisticBaseline,
  type LogisticBaselineModel,
  logisticBaselineRaw,
} from './logistic/logistic-baseline.ts'
export {
  defaultPath,
  fitLogisticPath,
  type LogisticPath,
  type LogisticPathParameters,
} from './logistic/logistic-path.ts'
export {
  type CoefficientInference,
  defaultLogistic,
  fitLogistic,
  type LogisticFit,
  type LogisticParameters,
} from './logistic/logistic-regression.ts'
export { binColumn } from './optimal-binning.ts'
export { binShares, populationStabilityIndex, stabilityContributions } from './population-stability.ts'
export { defaultScaling, pdToScore, type Scaling, type ScalingParameters, scoreToPd } from './scaling.ts'
export { attributePoints, scorecardPoints, scorecardRaw, withUsedInputsOnly } from './score.ts'
export type { ScorecardAttribute, ScorecardModel, ScorecardReport } from './scorecard-model.ts'
export { type ScorecardSqlOptions, scorecardSql } from './scorecard-sql.ts'
export type { SelectionStep } from './selection-step.ts'
