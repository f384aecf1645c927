/** Audit entries as rows. */
import type { AuditEntry, AuditFact } from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import { type ChainHead, emptyChain, nextEntry } from './audit-chain.ts'
import type { AuditRow, NewAuditRow, Schema } from './schema.ts'

/** Key of the advisory lock that makes appenders queue, across processes; held until their transaction ends. */
const appendLock = 0x70726174

/**
 * Appends entries within a transaction, as its last act: everybody who changes business rows and the chain takes the
 * locks in this order, so nobody waits in a circle.
 */
export async function appendEntries(
  transaction: Kysely<Schema>,
  facts: readonly AuditFact[],
  timestamp: Date,
): Promise<AuditEntry[]> {
  await sql`select pg_advisory_xact_lock(${sql.lit(appendLock)})`.execute(transaction)
  let head = await readHead(transaction)
  const entries = facts.map((fact) => {
    const entry = nextEntry(head, fact, timestamp)
    head = entry
    return entry
  })
  await transaction.insertInto('audit_entries').values(entries.map(toRow)).execute()
  return entries
}

export async function readHead(executor: Kysely<Schema>): Promise<ChainHead> {
  const head = await executor
    .selectFrom('audit_entries')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return head ?? emptyChain
}

function toRow(entry: AuditEntry): NewAuditRow {
  return {
    sequence: entry.sequence,
    timestamp: entry.timestamp,
    operation: entry.operation,
    actor: entry.actor,
    subject_id: entry.subjectId ?? null,
    data_hash: entry.dataHash ?? null,
    metadata: JSON.stringify(entry.metadata),
    previous_hash: entry.previousHash,
    hash: entry.hash,
  }
}

export function fromRow(row: AuditRow): AuditEntry {
  return {
    sequence: row.sequence,
    timestamp: row.timestamp,
    operation: row.operation,
    actor: row.actor,
    ...(row.subject_id !== null && { subjectId: row.subject_id }),
    ...(row.data_hash !== null && { dataHash: row.data_hash }),
    metadata: row.metadata,
    previousHash: row.previous_hash,
    hash: row.hash,
  }
}
