/** Every migration in order. One that has been released is never edited; a change is a new file. */
import type { Migration } from 'kysely/migration'
import * as portfolios from './0001-portfolios.ts'
import * as uploads from './0002-uploads.ts'
import * as auditEntries from './0003-audit-entries.ts'
import * as jobs from './0004-jobs.ts'

export const migrations: Record<string, Migration> = {
  '0001-portfolios': portfolios,
  '0002-uploads': uploads,
  '0003-audit-entries': auditEntries,
  '0004-jobs': jobs,
}
