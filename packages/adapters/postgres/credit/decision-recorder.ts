/** Records decisions as they come: those that wait at the same time share one insert and one commit with their audit entries. */
import { type AuditFact, type DecisionRecord, type Exposure, RecordConflict } from '@pratibimba/risk/ports'
import type { PostgresAuditLog } from '../audit-log.ts'
import { insertDecisions } from './decision-rows.ts'
import { openExperimentStore } from './experiment-store.ts'

export interface DecisionRecorder {
  /**
   * Resolves once decision, exposures and audit entry are committed.
   *
   * @throws RecordConflict when the id or the idempotency hash is taken; nothing of it was written
   */
  record(decision: DecisionRecord, fact: AuditFact, exposures?: readonly Exposure[]): Promise<void>
}

interface Waiting {
  readonly decision: DecisionRecord
  readonly fact: AuditFact
  readonly exposures: readonly Exposure[]
  done(): void
  failed(error: unknown): void
}

const groupSize = 64

export function openDecisionRecorder(audit: Pick<PostgresAuditLog, 'transaction'>): DecisionRecorder {
  const queue: Waiting[] = []
  let isStarted = false

  const startGroup = () => {
    isStarted = true
    let group: readonly Waiting[] = []
    // Taken as late as can be: whoever came while the commit before ran is in it.
    const take = () => {
      group = queue.splice(0, groupSize)
      isStarted = false
      if (queue.length > 0) startGroup()
      return group
    }
    commit(take).catch((error: unknown) => {
      if (group.length < 2 || !isOfOne(error)) for (const { failed } of group) failed(error)
      else for (const one of group) commit(() => [one]).catch(one.failed)
    })
  }
  const commit = async (take: () => readonly Waiting[]) => {
    const { kept, refused } = await audit.transaction(async (transaction) => {
      const group = take()
      const free = await insertDecisions(
        transaction,
        group.map(({ decision }) => decision),
      )
      const kept = group.filter(({ decision }) => free.has(decision.id))
      const refused = group.filter(({ decision }) => !free.has(decision.id))
      if (kept.length === 0) {
        for (const { decision, failed } of refused) failed(taken(decision))
        throw taken(refused[0]!.decision)
      }
      await openExperimentStore(transaction).expose(kept.flatMap(({ exposures }) => exposures))
      const [fact, ...moreFacts] = kept.map((waiting) => waiting.fact)
      return { fact: fact!, moreFacts, result: { kept, refused } }
    })
    for (const { done } of kept) done()
    for (const { decision, failed } of refused) failed(taken(decision))
  }

  return {
    record: (decision, fact, exposures = []) =>
      new Promise((done, failed) => {
        queue.push({ decision, fact, exposures, done, failed })
        if (!isStarted) startGroup()
      }),
  }
}

/** Whether a value of one of them is at fault, which the database tells before anything is committed. */
function isOfOne(error: unknown): boolean {
  return /^2[23]/.test((error as { code?: string }).code ?? '')
}

function taken({ id }: DecisionRecord): RecordConflict {
  return new RecordConflict(`There is a decision ${id}, or one under its idempotency key, already.`)
}
