/** What happened to each customer on each day, as whole numbers. */
export { type BucketSettings, type CustomerDayBuckets, openBuckets } from './customer-day-buckets.ts'
