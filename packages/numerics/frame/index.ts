/** Columnar tables. */
export * from './column.ts'
export * from './frame.ts'
