/** Goes along the audit chain, page by page. */
import type { AuditEntry } from '@pratibimba/risk/ports'
import type { Kysely } from 'kysely'
import { type ChainHead, whyBroken } from './audit-chain.ts'
import { fromRow } from './audit-rows.ts'
import type { Schema } from './schema.ts'

const pageRows = 2_000

/** Entries after a place, ascending. */
export async function* entriesAfter(
  executor: Kysely<Schema>,
  sequence: number | undefined,
): AsyncGenerator<AuditEntry> {
  for (let last = sequence; ; ) {
    const rows = await executor
      .selectFrom('audit_entries')
      .selectAll()
      .$if(last !== undefined, (query) => query.where('sequence', '>', last!))
      .orderBy('sequence')
      .limit(pageRows)
      .execute()
    for (const row of rows) yield fromRow(row)
    if (rows.length < pageRows) return
    last = rows.at(-1)!.sequence
  }
}

/**
 * The end of the chain as it is now, once it is proven to continue from an entry that is trusted. What a person with
 * rights on the database wrote over is never vouched for by signing it.
 *
 * @throws Error when the trusted entry is not there any more, or an entry after it does not fit
 */
export async function soundHeadAfter(executor: Kysely<Schema>, trusted: ChainHead): Promise<ChainHead> {
  let head = trusted
  if (trusted.sequence > 0) {
    const row = await executor
      .selectFrom('audit_entries')
      .select('hash')
      .where('sequence', '=', trusted.sequence)
      .executeTakeFirst()
    if (row?.hash !== trusted.hash)
      throw new Error(
        `The audit log is not signed: its entry ${trusted.sequence} is not the one that was signed before. Verify it.`,
      )
  }
  for await (const entry of entriesAfter(executor, trusted.sequence)) {
    const reason = whyBroken(head, entry)
    if (reason !== undefined)
      throw new Error(
        `The audit log is not signed: it breaks at entry ${entry.sequence}: ${reason}. Verify it.`,
      )
    head = { sequence: entry.sequence, hash: entry.hash }
  }
  return head
}
