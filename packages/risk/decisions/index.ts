/** Credit decisions: model, reasons, policy and record, as pure functions. */

export { applicationCaseFeatures } from './application-case-features.ts'
export { canonicalBytes, canonicalText, sha256Of } from './canonical-bytes.ts'
export { findCounterfactual } from './counterfactual.ts'
export { type CaseFeatures, type CreditCase, policyInput, type RecordedAnswer } from './credit-case.ts'
export {
  type CreditFeature,
  type CreditModelBundle,
  forbiddenFeatures,
  type RiskDirection,
  unlawfulBecause,
} from './credit-model.ts'
export { openCreditModel, writeCreditModel } from './credit-model-file.ts'
export {
  type Answer,
  answerBytes,
  type Decided,
  type Decider,
  type DeciderParts,
  openDecider,
} from './decide.ts'
export { type BatchOptions, type CaseColumns, type DecidedColumns, decideMany } from './decide-many.ts'
export {
  type CreditTable,
  type CreditTrainingOptions,
  fitCreditModel,
  usualCreditTraining,
} from './fit-credit-model.ts'
export { type CreditModel, creditModel, type FeatureValues } from './open-credit-model.ts'
export {
  type AdverseEntry,
  type AdverseReasonTable,
  adverseReasonTable,
  type FactorWords,
  MOST_REASONS,
  reasonTableOf,
  reasonTables,
  unwordedFeatures,
} from './reason-table.ts'
export {
  contentBytes,
  type DecisionContent,
  type Difference,
  decideForRecord,
  RecordError,
  type RecordedWith,
  type ReplayedDecision,
  readContent,
  replay,
} from './record.ts'
