/** Simulated customers into files. */
export { householdBucket } from './household-bucket.ts'
export { type HouseholdLakeOptions, writeHouseholds } from './write-households.ts'
