/** What watches credit decisions once a model decides. */
export { AGE_BAND, ageBandOf } from './age-bands.ts'
export { creditAlertRules, creditFigures } from './alert-rules.ts'
export type { CreditMonitoring, GroupApprovals, LivePerformanceOfDecisions } from './credit-monitoring.ts'
export {
  type DecisionTally,
  decisionTally,
  type GroupCount,
  type TalliedDecision,
  type TalliedInputs,
} from './decision-tally.ts'
export { compareGroups, type GroupComparison } from './group-approvals.ts'
export { estimatedAuc, liveFigures } from './live-figures.ts'
export { type MonitoredDecisions, type MonitoringReference, monitorCredit } from './monitor-credit.ts'
