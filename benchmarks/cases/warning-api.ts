/** Scores over HTTP: customers by id with features and drivers at a steady rate, as fast as they come, and a batch of a thousand. */
import { join } from 'node:path'
import type { BenchmarkCase } from '../harness/case.ts'
import { asFastAs, atRate, type Caller, openCaller, percentile } from '../harness/http-load.ts'
import { inScratchFolder } from '../harness/measure.ts'
import { startServerProcess } from '../harness/server.ts'

const CUSTOMERS = 2_000
const RATE = 200
const SECONDS = 10
const CONNECTIONS = 32
const BATCHES = 5

export const warningApi: BenchmarkCase = {
  id: 'warning-api',
  title: `Scores over HTTP on a bank of ${CUSTOMERS.toLocaleString('en')} customers: features from stored windows, drivers of all three learners, scores recorded`,
  command: 'npm run bench -- warning-api',
  run: () =>
    inScratchFolder(async (folder) => {
      const server = await startServerProcess(join(folder, 'data'), '--no-demo')
      const caller = openCaller(server.url, CONNECTIONS)
      try {
        await finished(caller, '/api/warning/pipeline/simulate', { customers: CUSTOMERS, seed: 7 })
        await finished(caller, '/retraining/trigger', { trials: 0, seed: 7 })
        const ids = await scorable(caller)
        const predict = (i: number) => caller.post('/predict', { customer_id: ids[(i * 7919) % ids.length] })
        await asFastAs(4, 400, predict)
        const steady = await atRate(RATE, SECONDS, predict)
        const fast = await asFastAs(8, 2_000, predict)
        const batch = await batches(caller, ids)
        return [
          {
            name: `p50 of /predict at ${RATE}/s`,
            value: percentile(steady, 0.5),
            unit: 'ms',
            promise: { atMost: 5 },
          },
          {
            name: `p99 of /predict at ${RATE}/s`,
            value: percentile(steady, 0.99),
            unit: 'ms',
            promise: { atMost: 25 },
          },
          {
            name: 'requests that failed',
            value: steady.failed + fast.failed,
            unit: 'of 4,000',
            promise: { atMost: 0 },
          },
          {
            name: '/predict, eight callers as fast as they can',
            value: fast.latenciesMs.length / fast.seconds,
            unit: '/s',
          },
          { name: 'batch of 1,000, median', value: batch.medianMs, unit: 'ms', promise: { atMost: 500 } },
          { name: '/health during a batch, slowest', value: batch.healthMs, unit: 'ms' },
          { name: 'peak of the server', value: server.peakMegabytes(), unit: 'MB' },
        ]
      } finally {
        caller.close()
        await server.stop()
      }
    }),
}

/** Starts a job and waits for its end. */
async function finished(caller: Caller, path: string, body: unknown): Promise<void> {
  const { job_id } = JSON.parse(await caller.post(path, body)) as { job_id: string }
  for (;;) {
    const job = JSON.parse(await caller.get(`/api/jobs/${job_id}`)) as { state: string; failure?: unknown }
    if (job.state === 'COMPLETED') return
    if (job.state === 'FAILED' || job.state === 'CANCELLED')
      throw new Error(`${path} ended as ${job.state}: ${JSON.stringify(job)}`)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Customers of whom enough is known to be scored. */
async function scorable(caller: Caller): Promise<string[]> {
  const all = Array.from({ length: CUSTOMERS }, (_, i) => `C${String(i + 1).padStart(7, '0')}`)
  const ids: string[] = []
  for (let from = 0; from < all.length; from += 1000) {
    const reply = await caller.post('/batch-predict', {
      customer_ids: all.slice(from, from + 1000),
      explain: 'none',
    })
    const { predictions } = JSON.parse(reply) as { predictions: { customer_id: string }[] }
    ids.push(...predictions.map(({ customer_id }) => customer_id))
  }
  return ids
}

/** A thousand customers at a time, while somebody asks after the server's health. */
async function batches(caller: Caller, ids: readonly string[]) {
  const times: number[] = []
  let healthMs = 0
  for (let k = 0; k < BATCHES; k++) {
    let done = false
    const asking = (async () => {
      while (!done) {
        const asked = performance.now()
        await caller.get('/health')
        healthMs = Math.max(healthMs, performance.now() - asked)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })()
    const started = performance.now()
    await caller.post('/batch-predict', {
      customer_ids: Array.from({ length: 1000 }, (_, i) => ids[(k * 200 + i) % ids.length]),
    })
    times.push(performance.now() - started)
    done = true
    await asking
  }
  return { medianMs: times.sort((a, b) => a - b)[BATCHES >> 1], healthMs }
}
