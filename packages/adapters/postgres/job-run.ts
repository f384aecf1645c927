/** One run of a job, from claim to end. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Job, JobRun } from '@pratibimba/risk/ports'
import type { Kysely } from 'kysely'
import { isConnectionTrouble } from '../connection-trouble/index.ts'
import { describeFailure } from './job-failure.ts'
import { changeRun, type RunKey } from './job-rows.ts'
import type { Schema } from './schema.ts'

/** Why a run is aborted; the value of `signal.reason`. */
export class JobAborted extends Error {
  readonly because: 'cancelled' | 'shutdown'
  constructor(because: 'cancelled' | 'shutdown') {
    super(because === 'cancelled' ? 'The job was cancelled.' : 'The server is stopping.')
    this.name = 'AbortError'
    this.because = because
  }
}

const progressEveryMs = 250
const retryEveryMs = 500

/**
 * Runs the handler and records how it ended. While the database is away, the work goes on and its end is recorded
 * once the database is back; when the queue stops first, the job is found at the next start and run again.
 */
export async function runJob(
  kysely: Kysely<Schema>,
  job: Job,
  worker: number,
  controller: AbortController,
  handler: (run: JobRun<unknown>) => Promise<void>,
  onError: (error: unknown) => void,
): Promise<void> {
  const key: RunKey = { id: job.id, worker, attempt: job.attempts }
  const reporter = reportProgress(kysely, key, controller, onError)
  let change: Parameters<typeof changeRun>[2]
  try {
    await handler({ job, signal: controller.signal, progress: reporter.progress })
    change = { completed: true }
  } catch (error) {
    if (controller.signal.aborted) {
      change = { handBack: true }
    } else {
      onError(error)
      change = { failure: describeFailure(error) }
    }
  }
  await reporter.stop()
  for (;;) {
    try {
      await changeRun(kysely, key, change)
      return
    } catch (error) {
      onError(error)
      const stopping = (controller.signal.reason as JobAborted | undefined)?.because === 'shutdown'
      if (!isConnectionTrouble(error) || stopping) return
      await wait(retryEveryMs)
    }
  }
}

/** Writes the latest progress at most every quarter of a second, one write at a time. */
function reportProgress(
  kysely: Kysely<Schema>,
  key: RunKey,
  controller: AbortController,
  onError: (error: unknown) => void,
) {
  let latest: { progress: number; stage: string } | undefined
  let timer: NodeJS.Timeout | undefined
  let lastWriteMs = 0
  let writing: Promise<void> = Promise.resolve()

  const write = async () => {
    timer = undefined
    const change = latest
    latest = undefined
    if (change === undefined) return
    lastWriteMs = performance.now()
    try {
      const counts = await changeRun(kysely, key, change)
      // Cancelled, or taken for dead and given to another: either way nobody waits for this run.
      if (!counts && !controller.signal.aborted) controller.abort(new JobAborted('cancelled'))
    } catch (error) {
      onError(error)
    }
  }
  return {
    progress(share: number, stage: string) {
      if (!(share >= 0 && share <= 1))
        throw new RangeError(`progress: need a share between 0 and 1, got ${share}`)
      latest = { progress: share, stage }
      timer ??= setTimeout(
        () => {
          writing = writing.then(write)
        },
        Math.max(0, lastWriteMs + progressEveryMs - performance.now()),
      )
    },
    async stop() {
      clearTimeout(timer)
      await writing
    },
  }
}
