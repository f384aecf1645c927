/** What the steps of the pipeline leave with a model: card, memo, rule packs and monitoring read nothing else. */
export type {
  CreditReports,
  DataStep,
  DriftStep,
  EvaluationStep,
  ExplanationStep,
  FairnessStep,
  ReferenceStep,
  StabilityFigures,
} from './credit-reports.ts'
