/** What the domain needs of the outside world; adapters supply it. */
export * from './artifacts.ts'
export * from './audit.ts'
export * from './compute.ts'
export * from './jobs.ts'
export * from './portfolios.ts'
export * from './tables.ts'
export * from './uploads.ts'
