/** How the entries of the audit log hang together. */
import { createHash } from 'node:crypto'
import type { AuditEntry, AuditFact } from '@pratibimba/risk/ports'
import { canonicalJson } from './canonical-json.ts'

/** What the first entry has for a previous hash: 64 zeros. */
const genesisHash = '0'.repeat(64)

export interface ChainHead {
  readonly sequence: number
  readonly hash: string
}

export const emptyChain: ChainHead = { sequence: 0, hash: genesisHash }

/**
 * The hash of an entry.
 *
 *   hash = SHA-256( canonical JSON of {actor, data_hash, metadata, operation, previous_hash, sequence, subject_id, timestamp} )
 *
 * Absent fields are null; the timestamp is ISO 8601 in UTC with milliseconds.
 *
 * @returns lower-case hexadecimal
 * @throws TypeError when the metadata are not JSON
 * @see docs/methods/audit-chain.md
 */
export function hashEntry(entry: Omit<AuditEntry, 'hash'>): string {
  const canonical = canonicalJson({
    actor: entry.actor,
    data_hash: entry.dataHash ?? null,
    metadata: entry.metadata,
    operation: entry.operation,
    previous_hash: entry.previousHash,
    sequence: entry.sequence,
    subject_id: entry.subjectId ?? null,
    timestamp: entry.timestamp.toISOString(),
  })
  return createHash('sha256').update(canonical).digest('hex')
}

/** The entry that follows `head`. */
export function nextEntry(head: ChainHead, fact: AuditFact, timestamp: Date): AuditEntry {
  const unhashed = { ...fact, sequence: head.sequence + 1, timestamp, previousHash: head.hash }
  return { ...unhashed, hash: hashEntry(unhashed) }
}

/** @returns why the entry cannot be the one after `head`, or undefined when it can */
export function whyBroken(head: ChainHead, entry: AuditEntry): string | undefined {
  const expected = head.sequence + 1
  if (entry.sequence > expected) return `entry ${expected} is missing`
  if (entry.sequence < expected) return `entry ${entry.sequence} stands where ${expected} belongs`
  if (entry.previousHash !== head.hash) return 'it does not name the hash of the entry before it'
  if (entry.hash !== hashEntry(entry)) return 'its content does not have its hash'
  return undefined
}
