/** The job queue: our `jobs` table is the truth that users see, pg-boss hands the work out. */
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Job, JobQueue, JobRun } from '@pratibimba/risk/ports'
import { CompiledQuery, type Kysely } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { Database } from './database.ts'
import * as rows from './job-rows.ts'
import { JobAborted, runJob } from './job-run.ts'
import { openJobSession } from './job-session.ts'
import { jobWatchers } from './job-watchers.ts'
import type { Schema } from './schema.ts'

export interface JobQueueOptions {
  /** Told of failed runs and of trouble with the database; the queue goes on. */
  readonly onError?: (error: unknown) => void
  /** Jobs of one kind that run at once in this process. Default 1. */
  readonly concurrency?: number
  /** How long `stop` waits for aborted runs, milliseconds. Default 10,000. */
  readonly stopTimeoutMs?: number
  /** How often lost jobs are looked for, milliseconds. Default 15,000. */
  readonly sweepEveryMs?: number
}

export interface PostgresJobQueue extends JobQueue {
  /** Enqueues within a transaction: the job exists if and only if it commits. */
  enqueueWith<Payload>(
    executor: Kysely<Schema>,
    kind: string,
    subjectId: string,
    payload: Payload,
    id?: string,
  ): Promise<Job<Payload>>
}

type Handler = (run: JobRun<unknown>) => Promise<void>

interface Running {
  readonly controller: AbortController
  readonly ended: Promise<void>
}

/**
 * Opens the queue.
 *
 * A process marks the jobs it runs with the key of an advisory lock that it holds. When it dies, PostgreSQL lets go of
 * the lock; whoever looks next (at start-up, then every few seconds) finds the job RUNNING under a free key and puts
 * it back, at most three times. pg-boss's own retries are off, so there is one place that counts.
 */
export async function openJobQueue(
  database: Database,
  options: JobQueueOptions = {},
): Promise<PostgresJobQueue> {
  const { kysely, url } = database
  const onError = options.onError ?? (() => undefined)
  const handlers = new Map<string, Handler>()
  const running = new Map<string, Running>()
  let stopping: Promise<void> | undefined

  const watchers = jobWatchers((id) => rows.getJob(kysely, id), onError)
  const abortIfCancelled = async (id: string) => {
    if (running.has(id) && (await rows.getJob(kysely, id))?.state === 'CANCELLED')
      running.get(id)?.controller.abort(new JobAborted('cancelled'))
  }
  const session = await openJobSession(
    url,
    (id) => {
      watchers.changed(id)
      abortIfCancelled(id).catch(onError)
    },
    () => {
      watchers.allChanged()
      for (const id of running.keys()) abortIfCancelled(id).catch(onError)
    },
    onError,
  )

  const boss = new PgBoss({
    connectionString: url,
    application_name: 'pratibimba pg-boss',
    max: 3,
    schedule: false,
    useListenNotify: true,
  })
  let closed = false
  // Its pool says closed when closing has begun; a connection cut from there on is nobody's trouble.
  boss.on('error', (error) => {
    if (!closed) onError(error)
  })
  await boss.start()

  const queues = new Map<string, Promise<void>>()
  const ensureQueue = (kind: string) => {
    const made =
      queues.get(kind) ??
      boss.createQueue(kind, {
        // One dispatch waiting for a job however often it is sent, so that sending again is harmless.
        policy: 'short',
        notify: true,
        retryLimit: 0,
        expireInSeconds: 23 * 3600,
        deleteAfterSeconds: 3600,
      })
    queues.set(kind, made)
    made.catch(() => queues.delete(kind))
    return made
  }
  const dispatch = async (kind: string, id: string, executor: Kysely<Schema> = kysely) => {
    const db = {
      executeSql: async (text: string, values: unknown[] = []) => {
        const { rows } = await executor.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, values))
        return { rows }
      },
    }
    await boss.send(kind, { id }, { singletonKey: id, db })
  }

  const run = async (id: string) => {
    const handler = handlers.get((await rows.getJob(kysely, id))?.kind ?? '')
    // A cancelled run may still be winding down when its job is retried.
    await running.get(id)?.ended
    if (handler === undefined || stopping !== undefined) return
    const job = await rows.claimJob(kysely, id, session.worker)
    if (job === undefined) return
    if ((stopping as Promise<void> | undefined) !== undefined) {
      // Stopped while we claimed it.
      await rows.changeRun(kysely, { id, worker: session.worker, attempt: job.attempts }, { handBack: true })
      return
    }
    const controller = new AbortController()
    const ended = runJob(kysely, job, session.worker, controller, handler, onError).finally(() =>
      running.delete(id),
    )
    running.set(id, { controller, ended })
    // Cancelled between claim and registration: nobody would have told it.
    await abortIfCancelled(id).catch(onError)
    await ended
  }

  const sweep = async () => {
    for (const worker of await rows.busyWorkers(kysely))
      if (await session.isGone(worker)) await rows.recoverJobs(kysely, worker)
    for (const { id, kind } of await rows.waitingJobs(kysely, [...handlers.keys()])) await dispatch(kind, id)
  }
  let sweeping = Promise.resolve()
  const sweepNow = () => {
    sweeping = sweeping.then(sweep).catch(onError)
    return sweeping
  }
  await sweepNow()
  const sweeper = setInterval(sweepNow, options.sweepEveryMs ?? 15_000).unref()

  const enqueueWith: PostgresJobQueue['enqueueWith'] = async (
    executor,
    kind,
    subjectId,
    payload,
    id = randomUUID(),
  ) => {
    await ensureQueue(kind)
    const job = await rows.insertJob(executor, { id, kind, subjectId, payload })
    await dispatch(kind, id, executor)
    return job as Job<typeof payload>
  }

  return {
    enqueueWith,
    enqueue: (kind, subjectId, payload, id) =>
      kysely.transaction().execute((transaction) => enqueueWith(transaction, kind, subjectId, payload, id)),

    async work(kind, handler) {
      if (handlers.has(kind)) throw new Error(`Somebody works on "${kind}" already.`)
      handlers.set(kind, handler as Handler)
      await ensureQueue(kind)
      for (let n = 0; n < (options.concurrency ?? 1); n++) {
        const fetcher = await boss.work<{ id: string }>(
          kind,
          { batchSize: 1, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5 },
          async ([dispatched]) => {
            await run(dispatched!.data.id)
            // pg-boss would sleep until the next notification, although others may be waiting already.
            boss.notifyWorker(fetcher)
          },
        )
      }
      await sweepNow()
    },

    get: (id) => rows.getJob(kysely, id),
    list: (filter) => rows.listJobs(kysely, filter),

    async cancel(id) {
      const cancelled = await rows.cancelJob(kysely, id)
      if (cancelled) running.get(id)?.controller.abort(new JobAborted('cancelled'))
      return cancelled
    },

    retry: (id) =>
      kysely.transaction().execute(async (transaction) => {
        const job = await rows.reopenJob(transaction, id)
        if (job === undefined) return false
        await ensureQueue(job.kind)
        await dispatch(job.kind, id, transaction)
        return true
      }),

    watch: (id, listener) => watchers.add(id, listener),

    stop() {
      stopping ??= (async () => {
        clearInterval(sweeper)
        for (const { controller } of running.values()) controller.abort(new JobAborted('shutdown'))
        const timeout = wait(options.stopTimeoutMs ?? 10_000, undefined, { ref: false })
        await Promise.race([Promise.all([...running.values()].map(({ ended }) => ended)), timeout])
        await sweeping
        await boss.stop({ graceful: running.size === 0, timeout: 5_000 })
        closed = true
        // Runs that did not end lose their lock here and are found at the next start.
        await session.close()
      })()
      return stopping
    },
  }
}
