/** Features over the rows of a table: one definition, three engines. */
export * from './row-features.ts'
export { compileRowFeatures, type RowProgram } from './row-program.ts'
export { rowFeatureSql } from './row-sql.ts'
