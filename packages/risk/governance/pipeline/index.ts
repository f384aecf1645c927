/** The pipeline of credit models: from a table to a model that may decide, step by step. */
export { type BenchSurroundings, benchStep } from './bench.ts'
export { cardStep, complianceStep, type SurroundingFacts } from './compliance.ts'
export { type DriftAgainst, driftOf } from './drift.ts'
export { type Champion, type EvaluateSettings, evaluateStep } from './evaluate.ts'
export { type ExplainSettings, explainStep, usualExplaining } from './explain.ts'
export { fairnessStep } from './fairness.ts'
export { type Gate, usualGates } from './gates.ts'
export { matrixFor } from './matrix-for.ts'
export { gatesWith, measureGates } from './measure-gates.ts'
export type { MeasureSurroundings, StoredReports } from './measures.ts'
export { type ModelOrigin, modelRecord, type StepFiles } from './model-record.ts'
export { type CreditModelMove, CreditModelMoveRefused, moveCreditModel } from './move-credit-model.ts'
export { type PreparedTable, prepareFeatures, prepareTable, type TableSettings } from './prepare-table.ts'
export * from './reports.ts'
export {
  type RunParts,
  type RunSettings,
  runSteps,
  settingsSha256,
  TableRefused,
  usualRun,
} from './run-steps.ts'
export { type SplitSettings, splitTable, type TableSplit } from './split-table.ts'
export { type Parent, type TrainedStep, type TrainSettings, trainStep } from './train.ts'
export { usualValidation, type ValidateSettings, validateTable } from './validate.ts'
