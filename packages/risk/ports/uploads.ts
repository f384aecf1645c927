/** What is recorded of uploaded data; the bytes are files in the artifact store. */
import type { JsonObject } from './portfolios.ts'

export type UploadStatus = 'READY' | 'REMOVED'

export interface UploadRecord {
  /** RAW_xxxxxxxx */
  readonly id: string
  /** Name the user gave the (first) file. */
  readonly filename: string
  readonly rows: number
  readonly bytes: number
  /** SHA-256 of the bytes, lower-case hexadecimal. */
  readonly sha256: string
  /** Types, keys and personal data as detected. */
  readonly schema: JsonObject
  /** What a person corrected of it. */
  readonly corrections: JsonObject
  /** One object for each related file. */
  readonly tables: readonly JsonObject[]
  readonly status: UploadStatus
  readonly createdAt: Date
  readonly removedAt?: Date
}

export type NewUpload = Pick<UploadRecord, 'id' | 'filename' | 'rows' | 'bytes' | 'sha256' | 'schema'> &
  Partial<Pick<UploadRecord, 'corrections' | 'tables' | 'createdAt'>>

export interface UploadChange {
  readonly schema?: JsonObject
  readonly corrections?: JsonObject
  readonly tables?: readonly JsonObject[]
  readonly status?: UploadStatus
  readonly removedAt?: Date
}

export interface UploadFilter {
  readonly status?: UploadStatus
  /** Part of the id or the filename, in any case. */
  readonly search?: string
  /** Default `newest`; ties are ordered by id. */
  readonly sort?: 'newest' | 'oldest' | 'name' | 'largest'
  readonly limit: number
  readonly offset: number
}

export interface UploadStore {
  /** @throws RecordConflict when the id is taken */
  create(upload: NewUpload): Promise<UploadRecord>
  get(id: string): Promise<UploadRecord | undefined>
  list(filter: UploadFilter): Promise<{ uploads: UploadRecord[]; total: number }>
  /** @returns undefined when there is no such upload */
  update(id: string, change: UploadChange): Promise<UploadRecord | undefined>
}
