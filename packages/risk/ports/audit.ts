/** Every change of state, in one hash chain. */

export interface AuditFact {
  /** CLONE_INITIATED, GENERATION_COMPLETED, … */
  readonly operation: string
  /** Who: an API key's id, a user, or `system`. */
  readonly actor: string
  /** What it was about: portfolio, upload, job; filtered on. */
  readonly subjectId?: string
  /** SHA-256 of the data concerned, where there is data. */
  readonly dataHash?: string
  /** JSON, without personal data. */
  readonly metadata: Readonly<Record<string, unknown>>
}

export interface AuditEntry extends AuditFact {
  /** 1, 2, 3 … without gaps. */
  readonly sequence: number
  readonly timestamp: Date
  readonly previousHash: string
  /** SHA-256 over the canonical entry and the previous hash. */
  readonly hash: string
}

export interface AuditVerdict {
  readonly whole: boolean
  readonly entries: number
  readonly headHash: string
  /** Sequence of the first entry that does not fit, with the reason. */
  readonly firstBroken?: { readonly sequence: number; readonly reason: string }
  /** The last signed checkpoint: entries up to here cannot have been cut off unseen. 0 when there is none. */
  readonly checkpointSequence: number
}

export interface AuditFilter {
  readonly operation?: string
  readonly subjectId?: string
  readonly limit: number
  readonly offset: number
}

export interface AuditLog {
  /** Resolves when the entry is durable. @throws TypeError when the metadata are not JSON */
  append(fact: AuditFact): Promise<AuditEntry>
  /** Newest first. */
  list(filter: AuditFilter): Promise<{ entries: AuditEntry[]; total: number }>
  /** Recomputes the whole chain and compares it with the signed checkpoints, in bounded memory. */
  verify(): Promise<AuditVerdict>
  /** Signs the present head outside the database, now instead of within the second. */
  checkpoint(): Promise<void>
  /** Waits for entries under way and signs the head. */
  close(): Promise<void>
}
