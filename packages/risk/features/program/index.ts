/** Features of a set, computed from buckets: many customers at once, or one in microseconds, to the same bits. */
export { compileFeatures, type FeatureProgram } from './compile-features.ts'
export { type CustomerAttributes, evaluate, evaluateOne, type OneCustomerAttributes } from './evaluate.ts'
export { weeklyValues } from './weekly-values.ts'
