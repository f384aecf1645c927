/** Models as files: ours, and those of other libraries. */
export { readCatboostModel, writeCatboostModel } from './catboost/index.ts'
export { checkTreeEnsemble } from './check-tree-ensemble.ts'
export { checkTreeModel } from './check-tree-model.ts'
export { JsonField } from './json-field.ts'
export { readLightGbmModel, writeLightGbmModel } from './lightgbm/index.ts'
export { ModelFileError } from './model-file-error.ts'
export { modelWriters, type WritableFormat, type WrittenModel } from './model-writers.ts'
export { readOnnxModel, writeOnnxModel } from './onnx/index.ts'
export { type PlainData, parseModel, serializeModel } from './own/index.ts'
export { type ForeignFormat, type ModelFile, readModelFile } from './read-model-file.ts'
export {
  checkCalibrator,
  checkTrainedModel,
  type LoadedModel,
  loadModel,
  mergeTrees,
  serializeTrainedModel,
} from './trained/index.ts'
export { readXgboostModel, writeXgboostModel } from './xgboost/index.ts'
