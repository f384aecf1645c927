/** The registry of credit models over HTTP: trained from an upload, moved by gates, attacked 200 times. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CreditModel } from '@pratibimba/contract'
import { applicationRequests, planApplications } from '@pratibimba/risk/applications'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeApplications } from '../../../demo/write-applications.ts'
import { withTestServer } from '../../support/test-server.ts'

const server = withTestServer()
const reason = 'Asked for by the test of the registry.'
let uploadId: string
let champion: CreditModel

const models = async (): Promise<CreditModel[]> =>
  (await server.get('/api/credit/models')).json<{ models: CreditModel[] }>().models
const move = (version: string, body: object) =>
  server.post(`/api/credit/models/${version}/move`, { reason, ...body })

async function train(body: object): Promise<CreditModel> {
  const before = new Set((await models()).map(({ version }) => version))
  const reply = await server.post('/api/credit/train', body)
  expect(reply.statusCode, reply.body).toBe(202)
  const job = await server.waitForJob(reply.json<{ job_id: string }>().job_id)
  expect(job, JSON.stringify(job)).toMatchObject({ state: 'COMPLETED' })
  return (await models()).find(({ version }) => !before.has(version))!
}

beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'pratibimba-models-'))
  try {
    const path = join(directory, 'applications.csv')
    await writeApplications({ path, applications: 2_600, months: 12, firstDay: 19_500, seed: 5 })
    const reply = await server.upload([{ name: 'applications.csv', data: await readFile(path) }])
    uploadId = reply.json<{ file_id: string }>().file_id
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
  const trained = await train({ upload_id: uploadId, seed: 3, promote: false })
  expect(trained.stage).toBe('candidate')
  const open = trained.gates.filter(({ passed }) => !passed).map(({ id }) => id)
  const promoted = await move(trained.version, { to: 'champion', acted_by: 'asha', overrides: open })
  expect(promoted.statusCode, promoted.body).toBe(200)
  champion = promoted.json<CreditModel>()
}, 300_000)

describe('credit models over HTTP', () => {
  it('tell what decides, and what did before', async () => {
    expect(champion).toMatchObject({ stage: 'champion', aliases: ['champion'] })
    const now = (await server.get('/api/credit/live')).json<{
      model_version: string
      policy: { name: string }
    }>()
    expect(now).toMatchObject({
      model_version: champion.version,
      policy: { name: 'consumer-lending' },
      killed: false,
    })
    const then = (await server.get('/api/credit/live?at=2020-01-01T00:00:00.000Z')).json<object>()
    expect(then).toMatchObject({ model_version: null, policy: null, experiments: [], killed: false })
    const file = (await server.get('/api/credit/models/champion')).json<{
      model: CreditModel
      reports: Record<string, unknown>
    }>()
    expect(file.model.version).toBe(champion.version)
    expect(Object.keys(file.reports)).toEqual(
      expect.arrayContaining(['validate', 'train', 'evaluate', 'explain', 'card']),
    )
    expect((await server.get('/api/credit/models/cd-404')).statusCode).toBe(404)
  })

  it('refuse a training that cannot be', async () => {
    expect((await server.post('/api/credit/train', { upload_id: 'RAW_ffffffff' })).statusCode).toBe(404)
    const reply = await server.post('/api/credit/train', {})
    const job = await server.waitForJob(reply.json<{ job_id: string }>().job_id)
    expect(job).toMatchObject({ state: 'FAILED', failure: { error_code: 'unusable_data' } })
  })

  it('learn outcomes by decision', async () => {
    const plan = planApplications({ count: 3, months: 1, seed: 9, firstDay: 20_000 })
    const ids: string[] = []
    for (const { application } of applicationRequests(plan)) {
      const reply = await server.post('/api/v1/credit/score?explain=none', application)
      expect(reply.statusCode, reply.body).toBe(200)
      ids.push(reply.json<{ decision_id: string }>().decision_id)
    }
    const nobody = '00000000-0000-4000-8000-000000000000'
    const outcomes = [...ids, nobody].map((decision_id) => ({
      decision_id,
      good: true,
      known_on: '2026-01-31',
    }))
    const reply = await server.post('/api/credit/outcomes', { outcomes })
    expect(reply.json()).toEqual({ recorded: 3, unknown: [nobody] })
    const again = await server.post('/api/credit/outcomes', { outcomes })
    expect(again.json<{ recorded: number }>().recorded).toBe(0)
    const future = await server.post('/api/credit/outcomes', {
      outcomes: [{ decision_id: ids[0], good: true, known_on: '2999-01-01' }],
    })
    expect(future.statusCode).toBe(422)
  })

  it('let none of 200 attempts past a gate', async () => {
    const candidate = await train({ upload_id: uploadId, seed: 4, promote: false })
    const open = candidate.gates.filter(({ passed }) => !passed).map(({ id }) => id)
    const met = candidate.gates.filter(({ passed }) => passed).map(({ id }) => id)
    // A version that fails nothing may be promoted as it is.
    const failing = open.length > 0
    const bodies = [
      { to: 'champion', overrides: met.slice(0, 1), acted_by: 'asha' },
      { to: 'champion', overrides: ['everything'], acted_by: 'asha' },
      { to: 'champion', overrides: ['__proto__', 'constructor'], acted_by: 'asha' },
      { to: 'champion', overrides: [...open, ...open, met[0]], acted_by: 'asha' },
      { to: 'champion', gates: [{ id: 'auc', passed: true }] },
      { to: 'champion', approvals: champion.approvals },
      { to: 'champion', reason: 'short' },
      { to: 'champion', acted_by: 'system' },
      { to: 'owner' },
      { to: 'candidate' },
      ...(failing ? [{ to: 'champion', overrides: open }, { to: 'champion' }] : []),
    ]
    const versions = [
      candidate.version,
      'cd-404',
      'champion',
      'challenger',
      encodeURIComponent('../champion'),
    ]
    let tried = 0
    for (; tried < 200; tried++) {
      const version = versions[tried % 3 === 0 ? tried % versions.length : 0]
      const reply = await move(version, bodies[tried % bodies.length])
      expect(
        reply.statusCode,
        `${version} ${JSON.stringify(bodies[tried % bodies.length])}`,
      ).toBeGreaterThanOrEqual(400)
      expect(reply.statusCode).toBeLessThan(500)
    }
    const live = (await server.get('/api/credit/live')).json<{ model_version: string }>()
    expect(live.model_version).toBe(champion.version)
    expect((await models()).find(({ version }) => version === candidate.version)?.stage).toBe('candidate')
    expect((await server.get('/api/fintech/audit-log/verify')).json()).toMatchObject({ whole: true })
  })
})
