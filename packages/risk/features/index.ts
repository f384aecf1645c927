/** Behavioural features of customers as expressions over days. */
export * from './buckets/index.ts'
export { describeExpression } from './describe-expression.ts'
export * from './expression.ts'
export * from './feature-set.ts'
export * from './measures.ts'
export * from './program/index.ts'
export * from './stream/index.ts'
