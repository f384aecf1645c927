/** Applications of the past as policies saw them, opened batch by batch. */
import { policyInput } from '@pratibimba/risk/decisions'
import { ageBand, type RecordedCase } from '@pratibimba/risk/policies'
import type { DecisionStore, PersonVault, StoredDecision } from '@pratibimba/risk/ports'
import { contentOf } from '../deciding.ts'

export interface PastSpan {
  readonly from?: Date
  readonly to?: Date
  /** Most applications, the newest ones. */
  readonly limit: number
  /** Where it ends although there are more. */
  readonly signal: AbortSignal
}

/** What was met on the way. */
export interface PastTally {
  opened: number
  /** Of persons who were erased. */
  erased: number
  /** Whose record is not the one that was written. */
  altered: number
  /** Whether the signal ended it. */
  isCut: boolean
  newest?: Date
  oldest?: Date
}

/** Decisions held open at a time. */
const BATCH = 256

/**
 * Walks newest first. The scores are those of then; nothing but what the rules read is kept of a person, and no longer
 * than a batch.
 */
export async function* pastCases(
  decisions: Pick<DecisionStore, 'walk'>,
  vault: Pick<PersonVault, 'open'>,
  { from, to, limit, signal }: PastSpan,
  tally: PastTally,
): AsyncGenerator<RecordedCase> {
  const span = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  for await (const batch of readAhead(decisions.walk(span, Math.min(BATCH, limit)))) {
    const keys = await Promise.all(batch.map(({ sealed }) => vault.open(sealed.person)))
    for (const [i, stored] of batch.entries()) {
      if (tally.opened >= limit) return
      if (signal.aborted) {
        tally.isCut = true
        return
      }
      const key = keys[i]
      if (key === undefined) {
        tally.erased += 1
        continue
      }
      const found = caseOf(stored, key)
      if (found === undefined) {
        tally.altered += 1
        continue
      }
      tally.opened += 1
      tally.newest ??= stored.decidedAt
      tally.oldest = stored.decidedAt
      yield found
    }
  }
}

/** Reads the next batch while one is worked on. */
async function* readAhead<Batch>(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  const reading = batches[Symbol.asyncIterator]()
  let next = reading.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done === true) return
      next = reading.next()
      // Told where it is awaited, if anybody does.
      next.catch(() => undefined)
      yield value
    }
  } finally {
    await reading.return?.()
  }
}

function caseOf(stored: StoredDecision, key: Parameters<typeof contentOf>[1]): RecordedCase | undefined {
  let content: ReturnType<typeof contentOf>
  try {
    content = contentOf(stored, key)
  } catch {
    // Altered, or written by a later version: the audit tells which, a simulation leaves it out and says so.
    return undefined
  }
  const { score } = content.answer
  // The score as it was, to the last bit: thresholds are held against it.
  const input = { ...policyInput(content.case, content.features, 1 - score), score }
  const band = ageBand(input.application.age)
  return { input, ...(band !== undefined && { groups: { age_band: band } }) }
}
