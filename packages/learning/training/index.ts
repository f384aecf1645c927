/** Training from a table to a model with its report; and the parts of it, for trainings with other divisions of rows. */
export { boostedCandidates } from './boosted-candidates.ts'
export type { Candidate, FitOptions } from './candidate.ts'
export type { LearnerChoice } from './champion.ts'
export type { ClassWeights, Resampling } from './class-balance.ts'
export { balanceClasses } from './class-balance.ts'
export {
  calibrateRunner,
  combinedRunners,
  type Runner,
  singleRunners,
  type TriedRows,
  triedRows,
} from './contenders.ts'
export { foldDifference, meanAuc } from './fold-means.ts'
export { regressionCandidate, scorecardCandidate } from './other-candidates.ts'
export { type ColumnView, type FoldResult, type Raced, race } from './race.ts'
export { trainModel } from './train-model.ts'
export type { TrainedModel } from './trained-model.ts'
export type {
  CalibrationReport,
  Contender,
  ResamplingPrice,
  TrainingReport,
} from './training-report.ts'
export type {
  SearchStates,
  SettingsSearch,
  TrainingRequest,
  TrainingSurroundings,
} from './training-request.ts'
