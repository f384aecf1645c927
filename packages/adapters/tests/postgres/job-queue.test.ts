import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ProblemError } from '@pratibimba/contract'
import type { Job, JobState } from '@pratibimba/risk/ports'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { startEmbeddedPostgres } from '../../embedded/index.ts'
import {
  type Database,
  type JobQueueOptions,
  openDatabase,
  openJobQueue,
  type PostgresJobQueue,
} from '../../postgres/index.ts'
import { startFixture } from '../support/child.ts'
import { withTestDatabase } from '../support/database.ts'

const test_ = withTestDatabase()
const fixture = join(import.meta.dirname, 'job-worker.fixture.ts')
const opened: PostgresJobQueue[] = []

afterEach(async () => {
  for (const queue of opened.splice(0)) await queue.stop()
})

async function openFresh(options: JobQueueOptions = {}) {
  const database = await test_.fresh()
  return { database, queue: await open(database, options) }
}

async function open(database: Database, options: JobQueueOptions = {}) {
  const queue = await openJobQueue(database, { sweepEveryMs: 200, ...options })
  opened.push(queue)
  return queue
}

/** Resolves with the job once it is in the state. */
async function reaching(queue: PostgresJobQueue, id: string, state: JobState): Promise<Job> {
  await expect.poll(async () => (await queue.get(id))?.state, { timeout: 30_000, interval: 20 }).toBe(state)
  return (await queue.get(id))!
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

describe('a job', () => {
  test('is seen from waiting to done, with its payload, progress and times', async () => {
    const { queue } = await openFresh()
    const id = randomUUID()
    const job = await queue.enqueue('double', 'SYNTH_1', { numbers: [1, 2] }, id)
    expect(job).toMatchObject({
      id,
      kind: 'double',
      state: 'PENDING',
      progress: 0,
      stage: 'Waiting',
      attempts: 0,
    })

    const seen: Job[] = []
    await queue.watch(id, (one) => seen.push(one))
    const payloads: unknown[] = []
    await queue.work<{ numbers: number[] }>('double', async ({ job: { payload }, progress }) => {
      payloads.push(payload)
      progress(0.25, 'Doubling')
      await expect.poll(() => seen.at(-1)?.progress, { timeout: 10_000 }).toBe(0.25)
    })
    const done = await reaching(queue, id, 'COMPLETED')
    await expect.poll(() => seen.at(-1)?.state).toBe('COMPLETED')
    expect(payloads).toEqual([{ numbers: [1, 2] }])
    expect(done).toMatchObject({ progress: 1, attempts: 1, subjectId: 'SYNTH_1' })
    expect(done.startedAt!.getTime()).toBeLessThanOrEqual(done.finishedAt!.getTime())
    expect(seen.map(({ state }) => state).filter((state, n, all) => state !== all[n - 1])).toEqual([
      'PENDING',
      'RUNNING',
      'COMPLETED',
    ])
    expect(seen.find(({ progress }) => progress === 0.25)?.stage).toBe('Doubling')
    expect(await queue.list({ subjectId: 'SYNTH_1', limit: 5, offset: 0 })).toEqual({
      jobs: [done],
      total: 1,
    })
    expect(await queue.list({ state: 'RUNNING', limit: 5, offset: 0 })).toEqual({ jobs: [], total: 0 })
  })

  test('many reports of progress are few writes', async () => {
    const { database, queue } = await openFresh()
    await sql`create table writes as select 0 as n`.execute(database.kysely)
    await sql`create function count_write() returns trigger language plpgsql as
      $$ begin update writes set n = n + 1; return null; end $$`.execute(database.kysely)
    await sql`create trigger count_write after update of progress on jobs for each row
      when (old.progress <> new.progress) execute function count_write()`.execute(database.kysely)
    await queue.work('busy', async ({ progress }) => {
      for (let n = 1; n <= 1_000; n++) {
        progress(n / 1_001, 'Counting')
        if (n % 100 === 0) await wait(1)
      }
    })
    const { id } = await queue.enqueue('busy', 'S', null)
    await reaching(queue, id, 'COMPLETED')
    const { rows } = await sql<{ n: number }>`select n from writes`.execute(database.kysely)
    expect(rows[0]!.n).toBeLessThanOrEqual(10)
  })

  test('exists only if the transaction that enqueues it commits', async () => {
    const { database, queue } = await openFresh()
    const ran: string[] = []
    await queue.work('step', async ({ job }) => {
      ran.push(job.subjectId)
    })
    const undone = database.kysely.transaction().execute(async (transaction) => {
      await queue.enqueueWith(transaction, 'step', 'undone', {})
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    const { id } = await database.kysely
      .transaction()
      .execute((transaction) => queue.enqueueWith(transaction, 'step', 'kept', {}))
    await reaching(queue, id, 'COMPLETED')
    expect(ran).toEqual(['kept'])
    expect((await queue.list({ limit: 9, offset: 0 })).total).toBe(1)
  })

  test('fails with words for the user, and keeps unexpected errors for the log', async () => {
    const errors: unknown[] = []
    const { queue } = await openFresh({ onError: (error) => errors.push(error) })
    await queue.work<{ known: boolean }>('fail', async ({ job }) => {
      if (job.payload.known) throw new ProblemError('unusable_data', 'Column income holds no numbers.')
      throw new Error('secret: password=hunter2')
    })
    const known = await queue.enqueue('fail', 'S', { known: true })
    const unknown = await queue.enqueue('fail', 'S', { known: false })
    expect((await reaching(queue, known.id, 'FAILED')).failure).toEqual({
      code: 'unusable_data',
      detail: 'Column income holds no numbers.',
    })
    const { failure } = await reaching(queue, unknown.id, 'FAILED')
    expect(failure!.code).toBe('internal')
    expect(failure!.detail).not.toContain('hunter2')
    expect(errors.map(String)).toContain('Error: secret: password=hunter2')
  })
})

describe('cancel and retry', () => {
  test('a waiting job never runs once cancelled', async () => {
    const { queue } = await openFresh()
    const { id } = await queue.enqueue('never', 'S', null)
    expect(await queue.cancel(id)).toBe(true)
    expect(await queue.cancel(id)).toBe(false)
    let ran = false
    await queue.work('never', async () => {
      ran = true
    })
    const other = await queue.enqueue('never', 'S', null)
    await queue.cancel(other.id)
    await wait(300)
    expect(ran).toBe(false)
    expect((await queue.get(id))!.state).toBe('CANCELLED')
  })

  test('a running job is aborted, also when another process cancels it, and can be retried', async () => {
    const { database, queue } = await openFresh()
    const elsewhere = await open(database)
    const reasons: unknown[] = []
    let patient = true
    await queue.work('wait', async ({ signal }) => {
      if (!patient) return
      await untilAborted(signal).catch((reason: unknown) => {
        reasons.push(reason)
        throw reason
      })
    })
    const { id } = await queue.enqueue('wait', 'S', null)
    await reaching(queue, id, 'RUNNING')
    expect(await elsewhere.retry(id)).toBe(false)
    expect(await elsewhere.cancel(id)).toBe(true)
    await expect.poll(() => reasons.length, { timeout: 10_000 }).toBe(1)
    expect(reasons[0]).toMatchObject({ because: 'cancelled' })
    expect(await queue.get(id)).toMatchObject({ state: 'CANCELLED', stage: 'Cancelled' })

    patient = false
    expect(await elsewhere.retry(id)).toBe(true)
    expect(await reaching(queue, id, 'COMPLETED')).toMatchObject({ attempts: 2 })
    expect(await queue.cancel(id)).toBe(false)
  })

  test('a failed job can be retried until it holds', async () => {
    const { queue } = await openFresh()
    await queue.work('flaky', async ({ job }) => {
      if (job.attempts < 2) throw new ProblemError('unavailable', 'Not yet.')
    })
    const { id } = await queue.enqueue('flaky', 'S', null)
    await reaching(queue, id, 'FAILED')
    expect(await queue.retry(id)).toBe(true)
    const done = await reaching(queue, id, 'COMPLETED')
    expect(done.failure).toBeUndefined()
    expect(await queue.retry(randomUUID())).toBe(false)
  })
})

describe('resumption', () => {
  test('kill -9 in the middle of a job: another process runs it again', async () => {
    const { database, queue } = await openFresh()
    const { id } = await queue.enqueue('slow', 'S', null)
    const child = startFixture(fixture, [database.url])
    expect(await child.nextLine()).toEqual({ id, attempts: 1 })
    expect((await queue.get(id))!.state).toBe('RUNNING')
    await child.end('SIGKILL')
    await queue.work('slow', async () => undefined)
    expect(await reaching(queue, id, 'COMPLETED')).toMatchObject({ attempts: 2 })
  })

  test('a job that takes its process down three times fails, and says so', async () => {
    const { database, queue } = await openFresh()
    const { id } = await queue.enqueue('slow', 'S', null)
    for (let attempts = 1; attempts <= 3; attempts++) {
      const child = startFixture(fixture, [database.url])
      expect(await child.nextLine()).toEqual({ id, attempts })
      await child.end('SIGKILL')
    }
    const failed = await reaching(queue, id, 'FAILED')
    expect(failed.failure!.detail).toMatch(/stopped 3 times/)
    await queue.work('slow', async () => undefined)
    expect(await queue.retry(id)).toBe(true)
    await reaching(queue, id, 'COMPLETED')
  })

  test('an orderly stop hands the job back; it is not counted as a crash', async () => {
    const { database, queue } = await openFresh()
    const { id } = await queue.enqueue('slow', 'S', null)
    for (let attempts = 1; attempts <= 4; attempts++) {
      const child = startFixture(fixture, [database.url])
      expect(await child.nextLine()).toEqual({ id, attempts })
      expect(await child.end('SIGTERM')).toBe(0)
      expect(await queue.get(id)).toMatchObject({ state: 'PENDING', stage: 'Waiting', progress: 0 })
    }
    await queue.work('slow', async () => undefined)
    expect(await reaching(queue, id, 'COMPLETED')).toMatchObject({ attempts: 5 })
  })

  test('stop aborts what runs and the next queue takes it up', async () => {
    const database = await test_.fresh()
    const first = await open(database)
    await first.work('slow', async ({ signal }) => untilAborted(signal))
    const { id } = await first.enqueue('slow', 'S', null)
    await reaching(first, id, 'RUNNING')
    await first.stop()
    const second = await open(database)
    expect((await second.get(id))!.state).toBe('PENDING')
    await second.work('slow', async () => undefined)
    await reaching(second, id, 'COMPLETED')
  })

  test('two processes share the work and no job runs twice', async () => {
    const { database, queue } = await openFresh({ concurrency: 2 })
    const other = await open(database, { concurrency: 2 })
    const ran: string[] = []
    for (const one of [queue, other])
      await one.work('share', async ({ job }) => {
        ran.push(job.id)
        await wait(5)
      })
    const ids = await Promise.all(
      Array.from({ length: 30 }, async () => (await queue.enqueue('share', 'S', null)).id),
    )
    for (const id of ids) await reaching(queue, id, 'COMPLETED')
    expect(ran.toSorted()).toEqual(ids.toSorted())
  })
})

test('goes on when the database went away and came back in the middle of a job', async () => {
  const directory = join(await test_.directory(), 'postgres')
  let server = await startEmbeddedPostgres({ directory, stopOnSignals: false })
  const { port } = server
  const database = await openDatabase({ url: server.url('queue'), createIfMissing: true })
  const queue = await open(database)
  let finish: (() => void) | undefined
  await queue.work('long', async ({ progress }) => {
    await new Promise<void>((resolve) => {
      finish = resolve
    })
    progress(0.9, 'Nearly')
  })
  const { id } = await queue.enqueue('long', 'S', null)
  await reaching(queue, id, 'RUNNING')
  const states: JobState[] = []
  await queue.watch(id, ({ state }) => states.push(state))

  await server.stop()
  finish!()
  await wait(300)
  server = await startEmbeddedPostgres({ directory, port, stopOnSignals: false })
  await expect
    .poll(
      () =>
        queue.get(id).then(
          (job) => job?.state,
          () => 'away',
        ),
      { timeout: 30_000 },
    )
    .toBe('COMPLETED')
  await expect.poll(() => states.at(-1), { timeout: 30_000 }).toBe('COMPLETED')
  finish = undefined
  const next = await queue.enqueue('long', 'S', null)
  await expect.poll(() => finish, { timeout: 30_000 }).toBeDefined()
  finish!()
  await reaching(queue, next.id, 'COMPLETED')
  await queue.stop()
  await database.close()
  await server.stop()
})
