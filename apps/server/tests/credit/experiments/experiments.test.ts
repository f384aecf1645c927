/** Experiments over HTTP: shadowed, started, widened, stopped by guard-rails and by what changes beneath them. */
import type { CreditApplication, Experiment, ExperimentReport } from '@pratibimba/contract'
import { assignArm } from '@pratibimba/risk/experiments'
import { beforeAll, describe, expect, it } from 'vitest'
import { lookAfterExperiments } from '../../../credit/experiments/watch-experiments.ts'
import { withTestServer } from '../../support/test-server.ts'
import { bankApplications, registerModel, smallCreditModel } from '../support/credit-bank.ts'

const server = withTestServer({ requestsPerMinute: 1_000_000 })
const reason = 'Agreed by the committee.'
const url = '/api/credit/experiments'
/** Guard-rails that nothing breaks on a slow machine. */
const wide = {
  approval_rate_change: 1,
  pd_psi: 10,
  p99_latency_ms: 60_000,
  four_fifths: 0,
  min_decisions: 20,
}

let applications: CreditApplication[]

beforeAll(async () => {
  await registerModel(server.context, await smallCreditModel(), 'cd-test-1')
  await registerModel(server.context, await smallCreditModel({ seed: 5 }), 'cd-test-2', 'challenger')
  await registerModel(
    server.context,
    await smallCreditModel({ seed: 5, trees: 20 }),
    'cd-test-3',
    'candidate',
  )
  applications = bankApplications(200).map((one, i) => ({ ...one, customer_id: `C${i}` }))
})

const create = (id: string, body: object = {}) =>
  server.post(url, {
    id,
    title: 'Try another model',
    challenger_model: 'cd-test-2',
    guardrails: wide,
    ...body,
  })
const move = (id: string, action: string, acted_by = 'ann') =>
  server.post(`${url}/${id}/move`, { action, reason, acted_by })
const report = async (id: string) => (await server.get(`${url}/${id}`)).json<ExperimentReport>()

async function moved(id: string, ...actions: string[]): Promise<Experiment> {
  let reply = await move(id, actions[0]!)
  for (const action of actions.slice(1)) reply = await move(id, action)
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json()
}

async function score(some: readonly CreditApplication[]) {
  const decisions = []
  for (const application of some) {
    const reply = await server.post('/api/v1/credit/score?explain=none', application)
    expect(reply.statusCode, reply.body).toBe(200)
    decisions.push(reply.json())
  }
  await server.context.credit.shadows.drained()
  return decisions
}

describe('setting up', () => {
  it('fills in what was left out', async () => {
    const reply = await server.post(url, { id: 'usual', title: 'Usual', challenger_model: 'cd-test-2' })
    expect(reply.statusCode, reply.body).toBe(201)
    expect(reply.json()).toMatchObject({
      state: 'draft',
      arms: [
        { name: 'champion', model_version: 'cd-test-1', policy_version: null, share: 1 },
        { name: 'challenger', model_version: 'cd-test-2', policy_version: null, share: 0 },
      ],
      rollout: [0.01, 0.05, 0.2, 0.5],
      guardrails: { approval_rate_change: 0.05, pd_psi: 0.2, p99_latency_ms: 50, four_fifths: 0.8 },
    })
  })

  it.each<[string, object, number]>([
    ['arms that are the same', { challenger_model: 'cd-test-1' }, 422],
    ['no challenger', { challenger_model: undefined }, 422],
    ['a model that is not there', { challenger_model: 'cd-none' }, 404],
    ['a policy that is not there', { challenger_policy: 99 }, 404],
    ['a rollout that falls', { rollout: [0.5, 0.2] }, 422],
    ['a rollout from nothing', { rollout: [0, 0.2] }, 422],
    ['an id with a slash', { id: 'policy/x' }, 422],
    ['an id that is taken', { id: 'usual' }, 409],
  ])('refuses %s', async (_, body, status) => {
    expect((await create('refused', body)).statusCode).toBe(status)
    expect((await server.get(`${url}/refused`)).statusCode).toBe(404)
  })
})

describe('an experiment', () => {
  it('shadows unseen, decides for its share, and is the same for a customer', async () => {
    await create('models', { rollout: [0.3, 0.6] })
    expect(await moved('models', 'shadow')).toMatchObject({ state: 'shadow', arms: [{}, { share: 0 }] })
    const shadowed = await score(applications.slice(0, 40))
    expect(new Set(shadowed.map(({ model_version }) => model_version))).toEqual(new Set(['cd-test-1']))
    const inShadow = await report('models')
    expect(inShadow.arms).toMatchObject([
      { name: 'champion', decisions: 40 },
      { name: 'challenger', decisions: 40 },
    ])
    expect(inShadow.agreement).toBeGreaterThan(0.5)
    expect(inShadow.guardrails.map(({ state }) => state)).not.toContain('broken')

    await moved('models', 'start')
    expect((await move('models', 'advance')).json().detail).toMatch(/waits for more decisions/)
    const decided = await score(applications)
    for (const { customer_id, experiment, model_version } of decided) {
      const arm = assignArm('models', customer_id, 0.3)
      expect(experiment).toEqual({ id: 'models', arm })
      expect(model_version).toBe(arm === 'challenger' ? 'cd-test-2' : 'cd-test-1')
    }
    const running = await report('models')
    expect(running.arms[0]!.decisions + running.arms[1]!.decisions).toBe(200)
    expect(running.arms[1]!.approval_rate!.high).toBeGreaterThan(running.arms[1]!.approval_rate!.low)
    expect(running.experiment.transitions.map(({ to }) => to)).toEqual(['draft', 'shadow', 'running'])

    expect(await moved('models', 'advance')).toMatchObject({ step: 1, arms: [{}, { share: 0.6 }] })
    const again = await score(applications.slice(0, 60))
    const before = new Map(decided.map(({ customer_id, experiment }) => [customer_id, experiment.arm]))
    for (const { customer_id, experiment } of again)
      if (before.get(customer_id) === 'challenger') expect(experiment.arm).toBe('challenger')
    expect((await move('models', 'advance')).json().detail).toMatch(/last step/)

    expect(await moved('models', 'conclude')).toMatchObject({ state: 'concluded', arms: [{}, { share: 0 }] })
    const [after] = await score(applications.slice(0, 1))
    expect(after.experiment).toBeNull()
    expect((await move('models', 'start')).statusCode).toBe(409)
  })

  it('is replayed with the arm it was decided in', async () => {
    const { decisions } = (await server.get('/api/credit/decisions?limit=200')).json()
    const challenged = decisions.find(
      ({ model_version }: { model_version: string }) => model_version === 'cd-test-2',
    )
    const reply = await server.post(`/api/credit/decisions/${challenged.decision_id}/replay`, undefined)
    expect(reply.json()).toMatchObject({ identical: true })
  })

  it('is stopped by a guard-rail, by itself, and everybody is told', async () => {
    await create('slow', { rollout: [1], guardrails: { ...wide, p99_latency_ms: 1, min_decisions: 1 } })
    await moved('slow', 'shadow')
    await score(applications.slice(0, 60))
    // Told in the background, after so many decisions.
    await expect
      .poll(async () => (await report('slow')).experiment.state, { timeout: 20_000 })
      .toBe('stopped')
    const { experiment } = await report('slow')
    expect(experiment.stopped_because).toMatch(/99 of 100 decisions of the challenger took up to/)
    expect(experiment.transitions.at(-1)).toMatchObject({ by: 'system', to: 'stopped' })
    const { entries } = (
      await server.get('/api/fintech/audit-log?operation=CREDIT_EXPERIMENT_STOPPED&limit=5')
    ).json()
    expect(entries[0]).toMatchObject({ actor: 'system', metadata: { from: 'shadow', to: 'stopped' } })
    const [next] = await score(applications.slice(0, 1))
    expect(next.experiment).toBeNull()
  })

  it('does not start with a model that was not promoted, and is alone', async () => {
    await create('candidate', { challenger_model: 'cd-test-3' })
    expect((await move('candidate', 'start')).json().detail).toMatch(/cd-test-3 is candidate/)
    await create('first')
    await moved('first', 'start')
    await create('second')
    expect((await move('second', 'start')).json().detail).toMatch(/one experiment is live at a time/)
    await moved('first', 'stop')
  })

  it('takes nobody in under the kill switch', async () => {
    const set = (on: boolean) =>
      server.inject({ method: 'PUT', url: '/api/credit/kill-switch', payload: { on, reason } })
    await create('killed', { rollout: [1] })
    await moved('killed', 'start')
    await set(true)
    const [decided] = await score(applications.slice(0, 1))
    expect(decided).toMatchObject({ decision: 'MANUAL_REVIEW', experiment: null, model_version: 'cd-test-1' })
    await set(false)
    const [back] = await score(applications.slice(0, 1))
    expect(back.experiment).toEqual({ id: 'killed', arm: 'challenger' })
    await moved('killed', 'stop')
  })

  it('ends when the champion it was set against is replaced', async () => {
    await create('replaced', { rollout: [1] })
    await moved('replaced', 'start')
    await registerModel(server.context, await smallCreditModel({ trees: 30 }), 'cd-test-4')
    const [decided] = await score(applications.slice(0, 1))
    expect(decided).toMatchObject({ model_version: 'cd-test-4', experiment: null })
    await lookAfterExperiments(server.context)
    const { experiment } = await report('replaced')
    expect(experiment).toMatchObject({ state: 'stopped' })
    expect(experiment.stopped_because).toMatch(/champion is cd-test-4 by now/)
  })

  it('leaves no error behind', () => {
    expect(server.background).toEqual([])
  })
})
