/** What is recorded of a portfolio; its rows are files in the artifact store. */
import type { JobState } from './jobs.ts'

export type PortfolioSource = 'SYNTHETIC' | 'CLONE'

/** Free-form JSON whose shape belongs to whoever writes it. */
export type JsonObject = Readonly<Record<string, unknown>>

/** A finished file of a portfolio, as the artifact store holds it. */
export interface PortfolioFile {
  readonly filename: string
  readonly bytes: number
  readonly rows: number
  /** SHA-256 of the bytes, lower-case hexadecimal. */
  readonly sha256: string
}

export interface PortfolioFailure {
  readonly code: string
  /** Fit for the user. */
  readonly detail: string
}

export interface PortfolioRecord {
  readonly id: string
  readonly name: string
  readonly status: JobState
  readonly source: PortfolioSource
  readonly numBorrowers: number
  /** Known once the loans are drawn; a twin of other data has none. */
  readonly numLoans?: number
  readonly seed: number
  /** The settings it was made with. */
  readonly request: JsonObject
  /** Quality and privacy figures (`stats_json` on the wire). */
  readonly stats: JsonObject
  /** What pages show of it: mixes, histograms, correlations, sample rows. */
  readonly summary?: JsonObject
  readonly files: readonly PortfolioFile[]
  readonly failure?: PortfolioFailure
  /** The upload a twin was learnt from. */
  readonly uploadId?: string
  readonly jobId?: string
  readonly createdAt: Date
  readonly finishedAt?: Date
}

/** A portfolio before its work has begun: PENDING, without stats and files unless they are given. */
export type NewPortfolio = Pick<
  PortfolioRecord,
  'id' | 'name' | 'source' | 'numBorrowers' | 'seed' | 'request' | 'uploadId' | 'jobId'
> &
  Partial<
    Pick<PortfolioRecord, 'status' | 'numLoans' | 'stats' | 'summary' | 'files' | 'createdAt' | 'finishedAt'>
  >

/** Fields that may change later. `null` clears one that may be absent. */
export interface PortfolioChange {
  readonly name?: string
  readonly status?: JobState
  readonly numBorrowers?: number
  readonly numLoans?: number | null
  readonly stats?: JsonObject
  readonly summary?: JsonObject | null
  readonly files?: readonly PortfolioFile[]
  readonly failure?: PortfolioFailure | null
  readonly jobId?: string | null
  readonly finishedAt?: Date | null
}

export type PortfolioSort = 'newest' | 'oldest' | 'name' | 'largest'

export interface PortfolioFilter {
  readonly status?: JobState
  readonly source?: PortfolioSource
  /** Twins of this upload. */
  readonly uploadId?: string
  /** Part of the id or the name, in any case. */
  readonly search?: string
  /** Default `newest`; ties are ordered by id. */
  readonly sort?: PortfolioSort
  readonly limit: number
  readonly offset: number
}

export interface PortfolioStore {
  /** @throws RecordConflict when the id is taken */
  create(portfolio: NewPortfolio): Promise<PortfolioRecord>
  get(id: string): Promise<PortfolioRecord | undefined>
  list(filter: PortfolioFilter): Promise<{ portfolios: PortfolioRecord[]; total: number }>
  /** @returns undefined when there is no such portfolio */
  update(id: string, change: PortfolioChange): Promise<PortfolioRecord | undefined>
  /** @returns false when there was none */
  remove(id: string): Promise<boolean>
}

/** A record under this id exists already. */
export class RecordConflict extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'RecordConflict'
  }
}
