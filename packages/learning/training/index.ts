/** Training from a table to a model with its report. */
export type { LearnerChoice } from './champion.ts'
export type { ClassWeights, Resampling } from './class-balance.ts'
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
