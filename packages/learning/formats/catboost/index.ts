/** Models of CatBoost, in its JSON. */
export { readCatboostModel } from './read-catboost-model.ts'
export { writeCatboostModel } from './write-catboost-model.ts'
