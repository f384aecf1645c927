/** Reasons for a decision: what moved the score to the adverse side, in the words of a table. */
export {
  type Reason,
  type ReasonExplainer,
  type ReasonInput,
  type ReasonOptions,
  type RowReasons,
  reasonExplainer,
  reasonRanker,
} from './reason-explainer.ts'
export { type ReasonEntry, type ReasonTable, type ReasonWording, reasonTable } from './reason-table.ts'
export { type ScorecardReasonOptions, scorecardReasons } from './scorecard-reasons.ts'
