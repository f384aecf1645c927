/** Scorecards: optimal binning, weight of evidence, logistic regression, points. */
export { assignBins, woeTransform } from './apply-bins.ts'
export type { Bin, BinnedFeature } from './binned-feature.ts'
export { type BinningParameters, defaultBinning, type SpecialCode, type Trend } from './binning-parameters.ts'
export { weightOfEvidence } from './binning-table.ts'
export { clopperPearsonInterval, type Interval, wilsonInterval } from './event-rate-interval.ts'
export { type InformationBand, informationBand } from './information-value.ts'
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
