/** Proves the audit chain whole, or finds the first entry that does not fit. */
import type { AuditVerdict } from '@pratibimba/risk/ports'
import type { Kysely } from 'kysely'
import { type ChainHead, emptyChain, whyBroken } from './audit-chain.ts'
import type { CheckpointStore } from './audit-checkpoints.ts'
import { entriesAfter } from './audit-walk.ts'
import type { Schema } from './schema.ts'

/**
 * Walks the chain page by page in one snapshot. An entry that was altered, removed, inserted or moved breaks it where
 * it stands; a cut tail or a chain rewritten with fresh hashes contradicts a checkpoint.
 */
export async function verifyChain(kysely: Kysely<Schema>, store: CheckpointStore): Promise<AuditVerdict> {
  // Checkpoints first: one written after the snapshot would look like a cut tail.
  const { checkpoints, problem } = await store.read()
  const checkpointSequence = checkpoints.at(-1)?.sequence ?? 0
  let head: ChainHead = emptyChain
  let entries = 0
  let firstBroken: AuditVerdict['firstBroken']
  let nextCheckpoint = checkpoints.findIndex(({ sequence }) => sequence > 0)
  let trusted = 0

  await kysely
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      for await (const entry of entriesAfter(transaction, undefined)) {
        const reason = whyBroken(head, entry)
        if (reason !== undefined) {
          const missing = entry.sequence > head.sequence + 1
          firstBroken = { sequence: missing ? head.sequence + 1 : entry.sequence, reason }
          return
        }
        head = { sequence: entry.sequence, hash: entry.hash }
        entries++
        while (nextCheckpoint >= 0 && checkpoints[nextCheckpoint]?.sequence === entry.sequence) {
          if (checkpoints[nextCheckpoint]!.hash !== entry.hash) {
            const reason = `entries ${trusted + 1} to ${entry.sequence} are not those that the checkpoint at ${entry.sequence} was signed for`
            firstBroken = { sequence: trusted + 1, reason }
            return
          }
          trusted = entry.sequence
          nextCheckpoint++
        }
      }
    })

  if (firstBroken === undefined && head.sequence < checkpointSequence)
    firstBroken = {
      sequence: head.sequence + 1,
      reason: `entries ${head.sequence + 1} to ${checkpointSequence} are missing: a signed checkpoint saw them; of the rest, those after ${trusted} are vouched for by no checkpoint`,
    }
  if (firstBroken === undefined && problem !== undefined)
    firstBroken = { sequence: trusted + 1, reason: `entries from here on are not vouched for: ${problem}` }
  return {
    whole: firstBroken === undefined,
    entries,
    headHash: head.hash,
    ...(firstBroken && { firstBroken }),
    checkpointSequence,
  }
}
