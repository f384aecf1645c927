/** The audit chain. */
import type { Operations, AuditEntry as WireEntry } from '@pratibimba/contract'
import type { AuditEntry } from '@pratibimba/risk/ports'
import type { Context } from '../context.ts'
import type { Handlers } from '../routes/handlers.ts'
import { pageOf } from '../wire/page.ts'

export const auditHandlers: Handlers<Pick<Operations, 'listAudit' | 'verifyAudit'>, Context> = {
  listAudit: async ({ query }, { audit }) => {
    const { operation, portfolio_id: subjectId } = query
    const { entries, total } = await audit.list({ operation, subjectId, ...pageOf(query) })
    return { entries: entries.map(entryToWire), total }
  },
  verifyAudit: async (_, { audit }) => {
    const { whole, entries, headHash, firstBroken } = await audit.verify()
    return { whole, entries, head_hash: headHash, first_broken: firstBroken ?? null }
  },
}

function entryToWire(entry: AuditEntry): WireEntry {
  return {
    sequence: entry.sequence,
    operation: entry.operation,
    actor: entry.actor,
    portfolio_id: entry.subjectId ?? null,
    data_hash: entry.dataHash ?? null,
    metadata: { ...entry.metadata },
    timestamp: entry.timestamp.toISOString(),
    previous_hash: entry.previousHash,
    hash: entry.hash,
  }
}
