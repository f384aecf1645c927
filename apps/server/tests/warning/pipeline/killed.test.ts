import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Job, JobStarted, Operations, ReplyOf } from '@pratibimba/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'

const CUSTOMERS = 300

let directory = ''
let child: ChildProcess | undefined
let url = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pratibimba-pipeline-killed-'))
})
afterAll(async () => {
  if (child?.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await rm(directory, { recursive: true, force: true })
})

async function start(): Promise<void> {
  child = spawn(process.execPath, [join(import.meta.dirname, 'pipeline-server.ts'), directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string]
  url = line
}

const get = async <T>(path: string) => (await fetch(url + path)).json() as Promise<T>
const post = async (path: string, body: object) => {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as JobStarted
}

async function until(jobId: string, holds: (job: Job) => boolean): Promise<Job> {
  for (;;) {
    const job = await get<Job>(`/api/jobs/${jobId}`)
    if (holds(job)) return job
    expect(job.state).toMatch(/PENDING|RUNNING/)
    await new Promise((next) => setTimeout(next, 25))
  }
}

/** Kills the server without notice at a stage of a job, starts it again, and waits for the job's second run. */
async function killedAt(jobId: string, stage: RegExp): Promise<void> {
  await until(jobId, (job) => stage.test(job.stage))
  child!.kill('SIGKILL')
  await once(child!, 'exit')
  await start()
  expect(await until(jobId, ({ state }) => state === 'COMPLETED')).toMatchObject({
    attempts: 2,
    failure: null,
  })
}

test('a load and a training that are cut off run again, and what comes of it is whole', {
  timeout: 240_000,
}, async () => {
  await start()
  const bank = await post('/api/warning/pipeline/simulate', { customers: CUSTOMERS, days: 210, seed: 7 })
  await killedAt(bank.job_id, /^Loading/)
  const status = await get<ReplyOf<Operations['pipelineStatus']>>('/api/warning/pipeline')
  expect(status).toMatchObject({ origin: 'simulated', customers: CUSTOMERS })
  // One lake, and that a whole one.
  expect(await readdir(join(directory, 'lake'))).toEqual([expect.stringMatching(/-2$/)])

  const training = await post('/retraining/trigger', { seed: 1 })
  await killedAt(training.job_id, /^Fold/)
  const { models } = await get<ReplyOf<Operations['listWarningModels']>>('/api/warning/models')
  expect(models).toHaveLength(1)
  expect(models[0]).toMatchObject({ stage: 'champion' })

  const scoring = await post('/api/warning/pipeline/score', {})
  await until(scoring.job_id, ({ state }) => state === 'COMPLETED')
  const list = await get<ReplyOf<Operations['listCustomers']>>('/api/warning/customers?limit=1')
  expect(list.total).toBe(CUSTOMERS)
  expect(await get('/api/fintech/audit-log/verify')).toMatchObject({ whole: true })
})
