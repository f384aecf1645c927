/** Models of XGBoost, in its JSON. */
export { isUbjson } from './read-ubjson.ts'
export { readXgboostModel } from './read-xgboost-model.ts'
export { writeXgboostModel } from './write-xgboost-model.ts'
