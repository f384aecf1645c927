/** Reading and writing tables as CSV and Parquet. */
export * from './open-tables.ts'
export * from './write-tables.ts'
