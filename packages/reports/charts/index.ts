/** Charts as data: what the pages and the reports draw alike. */
export type { Chart, ChartTable } from './chart.ts'
export { correlationHeatmap } from './correlation-heatmap.ts'
export { correlationTargetsChart } from './correlation-targets.ts'
export { approvalWeeksChart } from './credit/approval-weeks.ts'
export {
  comparedCalibrationChart,
  comparedImportanceChart,
} from './credit/compared-models.ts'
export { type DecisionDriver, decisionDriversChart } from './credit/decision-drivers.ts'
export { type ArmFigure, experimentArmsChart } from './credit/experiment-arms.ts'
export { featureDriftChart } from './credit/feature-drift.ts'
export { groupApprovalChart } from './credit/group-approval.ts'
export { guardrailChart } from './credit/guardrail-limits.ts'
export { type SimulatedSegment, simulatedApprovalsChart } from './credit/simulated-outcomes.ts'
export { defaultRateByGradeChart } from './default-rate-by-grade.ts'
export { formatFeature } from './feature-value.ts'
export * from './figures.ts'
export { gradeMixChart } from './grade-mix.ts'
export { pairedDistributionChart } from './paired-distribution.ts'
export { scoreByGradeChart } from './score-by-grade.ts'
export { tailPairsChart } from './tail-pairs.ts'
export { type ChartTheme, chartThemes, inkOn, levelColor, riskColor, type Scheme } from './theme.ts'
export { balanceHistoryChart } from './warning/balance-history.ts'
export { caseAgesChart, caseClocksChart, clockOrder } from './warning/case-clocks.ts'
export { caseTimelineChart } from './warning/case-timeline.ts'
export { driftBinsChart } from './warning/drift-bins.ts'
export { type DriversOfScore, driverWaterfallChart } from './warning/driver-waterfall.ts'
export { effectForestChart } from './warning/effect-forest.ts'
export { type FairnessFigure, fairnessChart } from './warning/fairness-groups.ts'
export { learnerAucChart } from './warning/learner-auc.ts'
export { levelAt, levelBegins } from './warning/level-bands.ts'
export { levelDistributionChart } from './warning/level-distribution.ts'
export { livePerformanceChart } from './warning/live-performance.ts'
export { lossConcentrationChart } from './warning/loss-concentration.ts'
export { modelImportanceChart } from './warning/model-importance.ts'
export { portfolioDriversChart } from './warning/portfolio-drivers.ts'
export { highRiskTrendChart, meanScoreTrendChart } from './warning/portfolio-trends.ts'
export { reliabilityChart } from './warning/reliability-curve.ts'
export { responseDistributionChart } from './warning/response-distribution.ts'
export { type RiskOnScale, riskScaleChart } from './warning/risk-scale.ts'
export { rocCurveChart } from './warning/roc-curve.ts'
export { scoreHistogramChart } from './warning/score-histogram.ts'
export { scoreHistoryChart } from './warning/score-history.ts'
export { type NamedSegment, segmentRiskChart } from './warning/segment-risk.ts'
export { signalWeeksChart } from './warning/signal-weeks.ts'
export { stressDotsChart, stressRadarChart } from './warning/stress-profile.ts'
export {
  cheapestThreshold,
  type ThresholdMarks,
  type ThresholdPoint,
  thresholdCost,
  thresholdCostChart,
  thresholdRatesChart,
} from './warning/threshold-costs.ts'
