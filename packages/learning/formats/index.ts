/** Models as files: ours, and those of other libraries. */
export { readCatboostModel, writeCatboostModel } from './catboost/index.ts'
export { checkTreeEnsemble } from './check-tree-ensemble.ts'
export { checkTreeModel } from './check-tree-model.ts'
export { readLightGbmModel, writeLightGbmModel } from './lightgbm/index.ts'
export { ModelFileError } from './model-file-error.ts'
export { type PlainData, parseModel, serializeModel } from './own/index.ts'
export { type ForeignFormat, type ModelFile, readModelFile } from './read-model-file.ts'
export { readXgboostModel, writeXgboostModel } from './xgboost/index.ts'
