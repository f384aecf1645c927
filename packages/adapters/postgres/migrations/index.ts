/** Every migration in order. One that has been released is never edited; a change is a new file. */
import type { Migration } from 'kysely/migration'
import { up as portfolios } from './0001-portfolios.ts'
import { up as uploads } from './0002-uploads.ts'
import { up as auditEntries } from './0003-audit-entries.ts'
import { up as jobs } from './0004-jobs.ts'

export const migrations: Record<string, Migration> = {
  '0001-portfolios': { up: portfolios },
  '0002-uploads': { up: uploads },
  '0003-audit-entries': { up: auditEntries },
  '0004-jobs': { up: jobs },
}
