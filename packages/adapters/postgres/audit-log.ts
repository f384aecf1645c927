/** The audit log: one chain, written by groups, committed with the business rows it tells of. */
import type { AuditEntry, AuditFact, AuditFilter, AuditLog } from '@pratibimba/risk/ports'
import { type Kysely, sql, type Transaction } from 'kysely'
import { openCheckpoints } from './audit-checkpoints.ts'
import { appendEntries, fromRow, readHead } from './audit-rows.ts'
import { verifyChain } from './audit-verification.ts'
import { soundHeadAfter } from './audit-walk.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

export interface AuditLogOptions {
  /** Directory of the signing key and the signed checkpoints, outside the database. */
  readonly checkpointDirectory: string
  /** Default: the system's. */
  readonly clock?: () => Date
  /** Told when a checkpoint could not be written; it is tried again after the next entry. */
  readonly onCheckpointError?: (error: unknown) => void
}

/** What a unit of work did: `fact` goes into the chain, `result` to the caller. */
export interface Audited<Result> {
  readonly fact: AuditFact
  /** What else it did, where one work does the same for several. */
  readonly moreFacts?: readonly AuditFact[]
  readonly result: Result
}

export interface PostgresAuditLog extends AuditLog {
  /**
   * Commits business rows and their entry together, or neither. Works of several callers share one commit, each
   * behind its own savepoint; they run one after the other, so a work does its writes and nothing slow.
   */
  transaction<Result>(work: (transaction: Transaction<Schema>) => Promise<Audited<Result>>): Promise<Result>
  /**
   * Appends within a transaction of the caller's (read committed), as its last statement: from here to its commit all
   * other appenders wait.
   */
  appendWith(transaction: Transaction<Schema>, fact: AuditFact): Promise<AuditEntry>
}

interface Waiting {
  work(transaction: Transaction<Schema>): Promise<Audited<unknown>>
  /** Whether it may fail by itself and needs a savepoint. */
  readonly ownWrites: boolean
  done(result: unknown, entry: AuditEntry): void
  failed(error: unknown): void
}

const groupSize = 64
const checkpointDelayMs = 1_000

export async function openAuditLog(database: Database, options: AuditLogOptions): Promise<PostgresAuditLog> {
  const { kysely } = database
  const clock = options.clock ?? (() => new Date())
  const checkpoints = await openCheckpoints(options.checkpointDirectory, async () => ({
    head: await readHead(kysely),
    at: clock(),
  }))
  const queue: Waiting[] = []
  let writing: Promise<void> | undefined
  let checkpointTimer: NodeJS.Timeout | undefined
  let lastCheckpoint: Promise<void> = Promise.resolve()

  const checkpoint = () => {
    clearTimeout(checkpointTimer)
    checkpointTimer = undefined
    // One at a time: they write the same file.
    const mine = lastCheckpoint
      .catch(() => undefined)
      .then(async () => checkpoints.write(await soundHeadAfter(kysely, await checkpoints.last()), clock()))
    lastCheckpoint = mine
    return mine
  }
  const checkpointSoon = () => {
    checkpointTimer ??= setTimeout(() => {
      checkpoint().catch((error: unknown) => options.onCheckpointError?.(error))
    }, checkpointDelayMs).unref()
  }
  const enqueue = (waiting: Waiting) => {
    queue.push(waiting)
    startWriting()
  }
  const startWriting = () => {
    writing ??= drain().finally(() => {
      writing = undefined
      // Somebody may have queued after the last look and before this line.
      if (queue.length > 0) startWriting()
    })
  }
  const drain = async () => {
    while (queue.length > 0) await commitGroup(kysely, queue.splice(0, groupSize), clock)
    checkpointSoon()
  }
  const append = (fact: AuditFact) =>
    new Promise<AuditEntry>((resolve, failed) => {
      checkFact(fact)
      const work = async () => ({ fact, result: undefined })
      enqueue({ work, ownWrites: false, done: (_, entry) => resolve(entry), failed })
    })

  return {
    append,
    checkpoint,
    transaction: <Result>(work: (transaction: Transaction<Schema>) => Promise<Audited<Result>>) =>
      new Promise<Result>((resolve, failed) => {
        enqueue({ work, ownWrites: true, done: (result) => resolve(result as Result), failed })
      }),
    async appendWith(transaction, fact) {
      checkFact(fact)
      const [entry] = await appendEntries(transaction, [fact], clock())
      checkpointSoon()
      return entry!
    },
    list: (filter) => listEntries(kysely, filter),
    verify: () => verifyChain(kysely, checkpoints),
    async close() {
      while (writing !== undefined) await writing
      await checkpoint()
    },
  }
}

interface Outcome {
  readonly waiting: Waiting
  readonly audited: Audited<unknown>
}

/** One transaction: the works, then the lock, the head and the entries of those that held. */
async function commitGroup(
  kysely: Kysely<Schema>,
  group: readonly Waiting[],
  clock: () => Date,
): Promise<void> {
  try {
    const { outcomes, entries } = await kysely
      .transaction()
      .setIsolationLevel('read committed')
      .execute(async (transaction) => {
        const outcomes: Outcome[] = []
        for (const waiting of group) {
          const audited = waiting.ownWrites
            ? await attempt(transaction, waiting)
            : await waiting.work(transaction)
          if (audited !== undefined) outcomes.push({ waiting, audited })
        }
        const facts = outcomes.flatMap(({ audited }) => factsOf(audited))
        return {
          outcomes,
          entries: facts.length === 0 ? [] : await appendEntries(transaction, facts, clock()),
        }
      })
    let next = 0
    for (const { waiting, audited } of outcomes) {
      waiting.done(audited.result, entries[next]!)
      next += factsOf(audited).length
    }
  } catch (error) {
    for (const waiting of group) waiting.failed(error)
  }
}

function factsOf({ fact, moreFacts = [] }: Audited<unknown>): readonly AuditFact[] {
  return [fact, ...moreFacts]
}

/** Runs a work behind a savepoint; its failure is its caller's alone. */
async function attempt(
  transaction: Transaction<Schema>,
  waiting: Waiting,
): Promise<Audited<unknown> | undefined> {
  await sql`savepoint work`.execute(transaction)
  try {
    const audited = await waiting.work(transaction)
    for (const fact of factsOf(audited)) checkFact(fact)
    await sql`release savepoint work`.execute(transaction)
    return audited
  } catch (error) {
    waiting.failed(error)
    await sql`rollback to savepoint work`.execute(transaction)
    return undefined
  }
}

/** Refuses before anything is written what would fail the whole group. */
function checkFact(fact: AuditFact): void {
  canonicalJson({
    operation: fact.operation,
    actor: fact.actor,
    subject_id: fact.subjectId ?? null,
    data_hash: fact.dataHash ?? null,
    metadata: fact.metadata,
  })
  if (fact.dataHash !== undefined && !/^[0-9a-f]{64}$/.test(fact.dataHash))
    throw new TypeError(`append: need dataHash to be 64 lower-case hexadecimal digits, got ${fact.dataHash}`)
}

async function listEntries(kysely: Kysely<Schema>, { operation, subjectId, limit, offset }: AuditFilter) {
  const matching = kysely
    .selectFrom('audit_entries')
    .$if(operation !== undefined, (query) => query.where('operation', '=', operation!))
    .$if(subjectId !== undefined, (query) => query.where('subject_id', '=', subjectId!))
  const { total } = await matching
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await matching.selectAll().orderBy('sequence', 'desc').limit(limit).offset(offset).execute()
  return { entries: rows.map(fromRow), total }
}
