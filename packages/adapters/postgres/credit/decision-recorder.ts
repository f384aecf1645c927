/** Records decisions as they come: those that wait at the same time share one insert and one commit with their audit entries. */
import { type AuditFact, type DecisionRecord, type Exposure, RecordConflict } from '@pratibimba/risk/ports'
import type { PostgresAuditLog } from '../audit-log.ts'
import { insertDecisions } from './decision-rows.ts'
import { openExperimentStore } from './experiment-store.ts'

export interface DecisionRecorder {
  /**
   * Resolves once decision, exposures and audit entry are committed.
   *
   * @throws RecordConflict when the id or the idempotency hash is taken; nothing of this one was written, the others
   *   of its group were
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
  let works = 0

  const startGroup = () => {
    works++
    let group: Waiting[] = []
    const settled = (settle: (waiting: Waiting) => void) => {
      for (const waiting of group) settle(waiting)
    }
    audit
      .transaction(async (transaction) => {
        // Taken as late as can be: whoever came while the commit before ran is in it.
        group = queue.splice(0, groupSize)
        works--
        if (queue.length > 0 && works === 0) startGroup()
        const free = await insertDecisions(
          transaction,
          group.map(({ decision }) => decision),
        )
        const kept = group.filter(({ decision }) => free.has(decision.id))
        if (kept.length === 0) throw new RecordConflict('These decisions were recorded already.')
        await openExperimentStore(transaction).expose(kept.flatMap(({ exposures }) => exposures))
        const [fact, ...moreFacts] = kept.map((waiting) => waiting.fact)
        return { fact: fact!, moreFacts, result: free }
      })
      .then(
        (free) =>
          settled(({ decision, done, failed }) => (free.has(decision.id) ? done() : failed(taken(decision)))),
        (error: unknown) =>
          settled(({ decision, failed }) =>
            failed(error instanceof RecordConflict ? taken(decision) : error),
          ),
      )
  }

  return {
    record: (decision, fact, exposures = []) =>
      new Promise((done, failed) => {
        queue.push({ decision, fact, exposures, done, failed })
        if (works === 0) startGroup()
      }),
  }
}

function taken({ id }: DecisionRecord): RecordConflict {
  return new RecordConflict(`There is a decision ${id}, or one under its idempotency key, already.`)
}
