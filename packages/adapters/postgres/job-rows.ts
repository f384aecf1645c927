/** Jobs as rows: every change of state is one guarded statement, so that of two who try only one succeeds. */
import type { Job, JobState } from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import type { JobRow, Schema } from './schema.ts'

/** A run of a job: what it writes counts only while the row still bears its worker and attempt. */
export interface RunKey {
  readonly id: string
  readonly worker: number
  readonly attempt: number
}

const maxCrashes = 3

export async function insertJob(
  executor: Kysely<Schema>,
  { id, kind, subjectId, payload }: Pick<Job, 'id' | 'kind' | 'subjectId' | 'payload'>,
): Promise<Job> {
  const row = await executor
    .insertInto('jobs')
    .values({ id, kind, subject_id: subjectId, payload: JSON.stringify(payload ?? null), stage: 'Waiting' })
    .returningAll()
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

export async function getJob(executor: Kysely<Schema>, id: string): Promise<Job | undefined> {
  const row = await executor.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst()
  return row && fromRow(row)
}

export async function listJobs(
  executor: Kysely<Schema>,
  filter: { subjectId?: string; kind?: string; state?: JobState; limit: number; offset: number },
): Promise<{ jobs: Job[]; total: number }> {
  const { subjectId, kind, state } = filter
  const matching = executor
    .selectFrom('jobs')
    .$if(subjectId !== undefined, (query) => query.where('subject_id', '=', subjectId!))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
    .$if(state !== undefined, (query) => query.where('state', '=', state!))
  const { total } = await matching
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await matching
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute()
  return { jobs: rows.map(fromRow), total }
}

/** PENDING → RUNNING. @returns undefined when somebody else was faster, or it was cancelled */
export async function claimJob(
  executor: Kysely<Schema>,
  id: string,
  worker: number,
): Promise<Job | undefined> {
  const row = await executor
    .updateTable('jobs')
    .set(({ eb }) => ({
      state: 'RUNNING',
      worker,
      attempts: eb('attempts', '+', 1),
      progress: 0,
      stage: 'Starting',
      started_at: sql<Date>`now()`,
    }))
    .where('id', '=', id)
    .where('state', '=', 'PENDING')
    .returningAll()
    .executeTakeFirst()
  return row && fromRow(row)
}

/** @returns false when the run no longer counts */
export async function changeRun(
  executor: Kysely<Schema>,
  { id, worker, attempt }: RunKey,
  change:
    | { progress: number; stage: string }
    | { completed: true }
    | { failure: NonNullable<Job['failure']> }
    | { handBack: true },
): Promise<boolean> {
  const ended = { worker: null, finished_at: sql<Date>`now()` }
  const set =
    'progress' in change
      ? change
      : 'completed' in change
        ? { ...ended, state: 'COMPLETED' as const, progress: 1, stage: 'Done' }
        : 'failure' in change
          ? { ...ended, state: 'FAILED' as const, failure: JSON.stringify(change.failure) }
          : { worker: null, state: 'PENDING' as const, progress: 0, stage: 'Waiting' }
  const { numUpdatedRows } = await executor
    .updateTable('jobs')
    .set(set)
    .where('id', '=', id)
    .where('state', '=', 'RUNNING')
    .where('worker', '=', worker)
    .where('attempts', '=', attempt)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** PENDING or RUNNING → CANCELLED. */
export async function cancelJob(executor: Kysely<Schema>, id: string): Promise<boolean> {
  const { numUpdatedRows } = await executor
    .updateTable('jobs')
    .set({ state: 'CANCELLED', worker: null, stage: 'Cancelled', finished_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('state', 'in', ['PENDING', 'RUNNING'])
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** FAILED or CANCELLED → PENDING. */
export async function reopenJob(executor: Kysely<Schema>, id: string): Promise<Job | undefined> {
  const row = await executor
    .updateTable('jobs')
    .set({
      state: 'PENDING',
      progress: 0,
      stage: 'Waiting',
      failure: null,
      crashes: 0,
      started_at: null,
      finished_at: null,
    })
    .where('id', '=', id)
    .where('state', 'in', ['FAILED', 'CANCELLED'])
    .returningAll()
    .executeTakeFirst()
  return row && fromRow(row)
}

/** RUNNING under a worker that is gone → PENDING, or FAILED when that happened too often. */
export async function recoverJobs(executor: Kysely<Schema>, deadWorker: number): Promise<void> {
  const failure = JSON.stringify({
    code: 'internal',
    detail:
      `The server stopped ${maxCrashes} times in the middle of this job, so it is not started again by itself. ` +
      'It may need more memory than there is; ask for fewer rows, or retry.',
  })
  const gaveUp = sql<boolean>`crashes + 1 >= ${maxCrashes}`
  await executor
    .updateTable('jobs')
    .set(({ eb }) => ({
      worker: null,
      crashes: eb('crashes', '+', 1),
      state: sql<JobState>`case when ${gaveUp} then 'FAILED' else 'PENDING' end`,
      progress: sql<number>`case when ${gaveUp} then progress else 0 end`,
      stage: sql<string>`case when ${gaveUp} then stage else 'Waiting' end`,
      failure: sql<string>`case when ${gaveUp} then ${failure}::jsonb end`,
      finished_at: sql<Date>`case when ${gaveUp} then now() end`,
    }))
    .where('state', '=', 'RUNNING')
    .where('worker', '=', deadWorker)
    .execute()
}

/** Workers that RUNNING jobs bear. */
export async function busyWorkers(executor: Kysely<Schema>): Promise<number[]> {
  const rows = await executor
    .selectFrom('jobs')
    .select('worker')
    .distinct()
    .where('state', '=', 'RUNNING')
    .execute()
  return rows.map(({ worker }) => worker!)
}

/** Oldest first. */
export async function waitingJobs(
  executor: Kysely<Schema>,
  kinds: readonly string[],
): Promise<{ id: string; kind: string }[]> {
  if (kinds.length === 0) return []
  return executor
    .selectFrom('jobs')
    .select(['id', 'kind'])
    .where('state', '=', 'PENDING')
    .where('kind', 'in', kinds)
    .orderBy('created_at')
    .execute()
}

function fromRow(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    payload: row.payload,
    progress: row.progress,
    stage: row.stage,
    subjectId: row.subject_id,
    attempts: row.attempts,
    ...(row.failure !== null && { failure: row.failure }),
    createdAt: row.created_at,
    ...(row.started_at !== null && { startedAt: row.started_at }),
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
  }
}
