import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Job, JobStarted, Operations, ReplyOf } from '@pratibimba/contract'
import { expect, test } from 'vitest'
import { withKilledServer } from '../../support/killed-server.ts'

const CUSTOMERS = 300

const server = withKilledServer(join(import.meta.dirname, 'pipeline-server.ts'))
const { start, kill, get } = server
const post = async (path: string, body: object) =>
  (await server.post(path, body)).json() as Promise<JobStarted>

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
  await kill()
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
  const bank = await post('/api/warning/pipeline/simulate', { customers: CUSTOMERS, days: 255, seed: 7 })
  await killedAt(bank.job_id, /^Loading/)
  const status = await get<ReplyOf<Operations['pipelineStatus']>>('/api/warning/pipeline')
  expect(status).toMatchObject({ origin: 'simulated', customers: CUSTOMERS })
  // One lake, and that a whole one.
  expect(await readdir(join(server.directory, 'lake'))).toEqual([expect.stringMatching(/-2$/)])

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
