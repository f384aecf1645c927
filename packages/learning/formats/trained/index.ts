/** Trained models as files: the model with its calibration, threshold and report. */
export { checkCalibrator, checkTrainedModel } from './check-trained-model.ts'
export { type LoadedModel, loadModel } from './load-model.ts'
export { mergeTrees } from './merge-trees.ts'
export { serializeTrainedModel } from './serialize-trained-model.ts'
