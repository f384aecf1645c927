/** Applications for credit: what they are, what is computed of them, and where they come from. */
export * from './application.ts'
export * from './check/index.ts'
export * from './features/index.ts'
export * from './from-table/index.ts'
export * from './generate/index.ts'
