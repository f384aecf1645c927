/** The tables as Kysely sees them; `migrations/` makes them. */
import type { JobState, PortfolioSource, UploadStatus } from '@pratibimba/risk/ports'
import type { ColumnType, Generated, Insertable, Selectable } from 'kysely'
import type { CreditSchema } from './credit/tables.ts'
import type { WarningSchema } from './warning/tables.ts'

/** Written as JSON text (an array would become a PostgreSQL array), read parsed. */
type Json<Read> = ColumnType<Read, string, string>
type Instant = ColumnType<Date, Date | undefined, Date>
type OptionalInstant = ColumnType<Date | null, Date | null | undefined, Date | null>
type JsonRecord = Readonly<Record<string, unknown>>

interface PortfolioTable {
  id: string
  name: string
  status: JobState
  source: PortfolioSource
  num_borrowers: number
  num_loans: number | null
  seed: number
  request: Json<JsonRecord>
  stats: Json<JsonRecord>
  summary: Json<JsonRecord | null> | null
  files: Json<{ filename: string; bytes: number; rows: number; sha256: string }[]>
  failure: Json<{ code: string; detail: string } | null> | null
  upload_id: string | null
  job_id: string | null
  created_at: Instant
  finished_at: OptionalInstant
}

interface UploadTable {
  id: string
  filename: string
  rows: number
  bytes: number
  sha256: string
  schema: Json<JsonRecord>
  corrections: Json<JsonRecord>
  tables: Json<JsonRecord[]>
  status: Generated<UploadStatus>
  created_at: Instant
  removed_at: OptionalInstant
}

interface AuditTable {
  sequence: number
  timestamp: ColumnType<Date, Date, never>
  operation: string
  actor: string
  subject_id: string | null
  data_hash: string | null
  metadata: ColumnType<JsonRecord, string, never>
  previous_hash: string
  hash: string
}

interface JobTable {
  id: string
  kind: string
  state: Generated<JobState>
  payload: ColumnType<unknown, string, never>
  progress: Generated<number>
  stage: string
  subject_id: string
  attempts: Generated<number>
  /** Runs in a row that ended with their process. */
  crashes: Generated<number>
  failure: Json<{ code: string; detail: string } | null> | null
  /** Advisory-lock key held by the process that runs it. */
  worker: ColumnType<number | null, number | null | undefined, number | null>
  created_at: Instant
  started_at: OptionalInstant
  finished_at: OptionalInstant
}

export interface Schema extends WarningSchema, CreditSchema {
  portfolios: PortfolioTable
  uploads: UploadTable
  audit_entries: AuditTable
  jobs: JobTable
}

export type PortfolioRow = Selectable<PortfolioTable>
export type UploadRow = Selectable<UploadTable>
export type AuditRow = Selectable<AuditTable>
export type NewAuditRow = Insertable<AuditTable>
export type JobRow = Selectable<JobTable>
