/** Customers' tables as files, hash-bucketed by customer. */
export * from './bucket-writer.ts'
export * from './lake-error.ts'
export * from './lake-writer.ts'
