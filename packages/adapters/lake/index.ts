/** Customers' tables as files, hash-bucketed by customer. */
export { type LakeAppender, type LakeGrowth, openLakeAppender } from './append.ts'
export { type BucketPlace, type BucketWriter, type LakePart, openBucketWriter } from './bucket-writer.ts'
export { LakeError } from './lake-error.ts'
export { createLake, type LakeFacts, type LakeWriter } from './lake-writer.ts'
export { numbersOf, textsOf } from './named-values.ts'
export { type Lake, lakeAt, openLake, readManifest } from './open-lake.ts'
