/** Behavioural features of customers as expressions over days. */
export * from './expression.ts'
export * from './feature-set.ts'
export * from './measures.ts'
