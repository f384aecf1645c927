/** Fairness between groups of people: measured, explained, mitigated, with the price shown. */
export { assessFairness, type FairnessOptions } from './assess-fairness.ts'
export {
  type CounterfactualFlips,
  counterfactualFlips,
  type Flip,
  type FlipOptions,
  type FlippedRow,
} from './counterfactual-flips.ts'
export type { AttributeReport, Estimates, FairnessReport, GroupReport } from './fairness-report.ts'
export {
  FOUR_FIFTHS,
  type FourFifths,
  type FourFifthsGroup,
  fourFifths,
  type Verdict,
} from './four-fifths.ts'
export { crossGroups, type Groups } from './groups.ts'
export {
  type Disparity,
  differenceBetweenGroups,
  differenceToOverall,
  ratioBetweenGroups,
  ratioToOverall,
} from './metrics/disparity.ts'
export { type DisparityMetric, disparityMetrics } from './metrics/disparity-metrics.ts'
export type { Estimate, Interval } from './metrics/estimate.ts'
export { type GroupMetric, groupMetrics } from './metrics/group-metrics.ts'
export {
  decideByGroup,
  decisionChances,
  type GroupThreshold,
  type GroupThresholds,
  groupThresholds,
  type ParityCriterion,
  type ThresholdOptions,
  type ThresholdSample,
  type WeightedThreshold,
} from './mitigation/group-thresholds.ts'
export {
  type MitigationPrice,
  mitigationPrice,
  type PriceContext,
  type PricedDecisions,
  type PriceFigures,
} from './mitigation/price.ts'
export { type Reweighing, type ReweighingCell, reweighing } from './mitigation/reweighing.ts'
export type { Favourable, Outcomes } from './outcomes.ts'
export { fairnessOfScores, type ScoresFairness, type ScoresOptions } from './scores-table.ts'
