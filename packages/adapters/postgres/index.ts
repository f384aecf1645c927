/** The database and what is kept in it. */
export { type Audited, type AuditLogOptions, openAuditLog, type PostgresAuditLog } from './audit-log.ts'
export { type Database, type DatabaseOptions, DatabaseUnusable, openDatabase } from './database.ts'
export { type JobQueueOptions, openJobQueue, type PostgresJobQueue } from './job-queue.ts'
export { JobAborted } from './job-run.ts'
export { openPortfolioStore } from './portfolio-store.ts'
export type { Schema } from './schema.ts'
export { openUploadStore } from './upload-store.ts'
export * from './warning/index.ts'
