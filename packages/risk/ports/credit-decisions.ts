/** Decisions as they were made; written once. */
import type { DecisionOutcome } from '@pratibimba/contract'

/** Encrypted for one person; unreadable once the person's key is destroyed. */
export interface Sealed {
  /** Of the person whose key seals it; a random id, not the customer's. */
  readonly person: string
  readonly nonce: Uint8Array
  readonly ciphertext: Uint8Array
}

export interface DecisionRecord {
  readonly id: string
  readonly decidedAt: Date
  /** Who asked. */
  readonly actor: string
  readonly channel: 'api' | 'batch' | 'cli'
  /** SHA-256 of caller and idempotency key, where one was given. */
  readonly idempotencyHash?: string
  /** HMAC of the application under the person's key, to tell whether a repeated key comes with the same one. */
  readonly contentHash: string
  readonly score: number
  readonly decision: DecisionOutcome
  readonly reasonCodes: readonly string[]
  readonly firedRules: readonly string[]
  readonly loanAmount: number
  readonly loanPurpose: string
  readonly limit?: number
  readonly annualRate?: number
  readonly modelVersion: string
  readonly policyName: string
  readonly policyVersion: number
  readonly reasonTable: string
  readonly codeVersion: string
  readonly experiment?: { readonly id: string; readonly arm: string }
  readonly latencyMs: number
  /** Canonical JSON of everything that is personal: application, features, source answers, keys of draws, the answer. */
  readonly sealed: Sealed
  /** SHA-256 of that canonical JSON, which holds a random salt: it says nothing about its content. */
  readonly sha256: string
}

/** What a person decided on an application that was sent to review. */
export interface ReviewRecord {
  readonly decisionId: string
  readonly outcome: Exclude<DecisionOutcome, 'MANUAL_REVIEW'>
  readonly reasonCode: string
  readonly note: string
  readonly by: string
  readonly at: Date
}

export interface DecisionFilter {
  readonly decision?: readonly DecisionOutcome[]
  /** Whether a person still has to decide. */
  readonly waiting?: boolean
  readonly modelVersion?: string
  readonly policyVersion?: number
  readonly reasonCode?: string
  readonly customerId?: string
  readonly from?: Date
  readonly to?: Date
  readonly limit: number
  readonly offset: number
}

export interface StoredDecision extends DecisionRecord {
  /** Absent once the person was erased. */
  readonly customerId?: string
  readonly review?: ReviewRecord
}

export interface DecisionStore {
  /** All or none. @throws RecordConflict when an id or an idempotency hash is taken */
  add(records: readonly DecisionRecord[]): Promise<void>
  /** Adds those whose id and idempotency hash are free. @returns the ids of them */
  addNew(records: readonly DecisionRecord[]): Promise<ReadonlySet<string>>
  get(id: string): Promise<StoredDecision | undefined>
  byIdempotency(hash: string): Promise<StoredDecision | undefined>
  /** Newest first. */
  list(filter: DecisionFilter): Promise<{ decisions: StoredDecision[]; total: number }>
  /** All of a span, newest first, a batch at a time; without counting or skipping. */
  walk(
    span: { readonly from?: Date; readonly to?: Date },
    batchSize: number,
  ): AsyncIterable<readonly StoredDecision[]>
  /** @throws RecordConflict when it was reviewed already, or needs no review */
  review(record: ReviewRecord): Promise<void>
  /**
   * Outcomes that became known: whether the loan was good, by decision id. The one known last counts.
   *
   * @returns how many were new
   */
  recordOutcomes(outcomes: readonly { decisionId: string; good: boolean; knownAt: Date }[]): Promise<number>
  /** Which of these decisions there are. */
  known(ids: readonly string[]): Promise<ReadonlySet<string>>
  /** What is known of these decisions, by id: the outcome known last. */
  outcomesOf(ids: readonly string[]): Promise<ReadonlyMap<string, { good: boolean; knownAt: Date }>>
}

/** What monitoring asks of the decisions of a span, `from` included, `to` not. */
export interface DecisionFigures {
  /** By the Monday of the week, UTC, oldest first. */
  weeks(span: DecisionSpan): Promise<DecisionWeek[]>
  /** Newest scores, at most `limit`. */
  scores(span: DecisionSpan, limit: number): Promise<Float64Array>
  /** Scores whose outcome is known, newest first, with `good` 1 or 0. */
  matured(span: DecisionSpan, limit: number): Promise<{ score: Float64Array; good: Uint8Array }>
}

export interface DecisionSpan {
  readonly from: Date
  readonly to: Date
  readonly modelVersion?: string
}

export interface DecisionWeek {
  /** YYYY-MM-DD. */
  readonly week: string
  readonly decisions: number
  readonly approved: number
  /** Sent to a person. */
  readonly reviewed: number
  /** Of those sent to a person, how many the person rejected. */
  readonly overridden: number
}

/** Keys of persons. Destroying one makes everything sealed for that person unreadable. */
export interface PersonVault {
  /** The key of a customer, made when there is none. */
  keyOf(customerId: string): Promise<PersonKey>
  open(person: string): Promise<PersonKey | undefined>
  /** Without making one. */
  personOf(customerId: string): Promise<string | undefined>
  customerOf(person: string): Promise<string | undefined>
  /** By person; those erased are absent. */
  customersOf(persons: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** @returns whether there was a key */
  erase(customerId: string): Promise<boolean>
}

export interface PersonKey {
  readonly person: string
  seal(plain: Uint8Array): Sealed
  /** @throws Error when the ciphertext was altered */
  unseal(sealed: Sealed): Uint8Array
  /** HMAC-SHA-256 under the person's key, hexadecimal: compares contents, and says nothing once the key is destroyed. */
  mac(content: Uint8Array): string
}
