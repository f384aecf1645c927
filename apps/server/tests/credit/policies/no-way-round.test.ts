/** Three hundred steps of four people over HTTP: after each, who decided is looked at. */
import type { CreditDecision, Operations, ReplyOf } from '@pratibimba/contract'
import { openStream } from '@pratibimba/numerics/random'
import type { PolicyDocument } from '@pratibimba/risk/policies'
import { beforeAll, expect, it } from 'vitest'
import { withTestServer } from '../../support/test-server.ts'
import { bankApplications, registerModel, smallCreditModel } from '../support/credit-bank.ts'

const server = withTestServer({ requestsPerMinute: 1_000_000 })
const NAME = 'consumer-lending'
const STEPS = 300
const people = ['ann', 'bob', 'cid', 'dee']
const reason = 'One of many steps.'
const customers = bankApplications(4).map((one, i) => ({ ...one, customer_id: `C${i}` }))

const stream = openStream(11, 'four people')
let drawn = 0
const draw = (limit: number) => stream.at(drawn++).below(limit)
const pick = <T>(items: readonly T[]): T => items[draw(items.length)]!

/** One stage, three tests; the last one fails where it is meant to. */
function document(usual: PolicyDocument['usual'], approves: number, fails: boolean): PolicyDocument {
  const outputs = ['outcome', 'reason', 'text'].map((field) => ({ id: field, title: field, field }))
  const rule = (id: string, score: string, outcome: string) => ({
    id,
    cells: { score, outcome: `"${outcome}"`, ...(outcome !== 'APPROVED' && { reason: '"SCORE_LOW"' }) },
  })
  const test = (name: string, score: number, decision: 'APPROVED' | 'MANUAL_REVIEW' | 'REJECTED') => ({
    name,
    input: { score, pd: 1 - score },
    expect: {
      decision,
      fires: ['approves', 'middle', 'rejects']
        .slice(['APPROVED', 'MANUAL_REVIEW', 'REJECTED'].indexOf(decision))
        .slice(0, 1),
    },
  })
  return {
    format: 1,
    name: NAME,
    title: fails ? 'Fails' : 'Passes',
    description: '',
    usual,
    stages: [
      {
        id: 'score',
        kind: 'thresholds',
        title: 'Score',
        inputs: [{ id: 'score', title: 'Score', field: 'score' }],
        outputs,
        rules: [
          rule('approves', `>= ${approves}`, 'APPROVED'),
          rule('middle', '>= 0.2', 'MANUAL_REVIEW'),
          rule('rejects', '< 0.2', 'REJECTED'),
        ],
      },
    ],
    tests: [
      test('good', 0.99, 'APPROVED'),
      test('middling', 0.3, 'MANUAL_REVIEW'),
      test('bad', fails ? 0.5 : 0.1, 'REJECTED'),
    ],
  }
}

let usual: PolicyDocument['usual']

beforeAll(async () => {
  await registerModel(server.context, await smallCreditModel(), 'cd-test-1')
  const other = await smallCreditModel({ seed: 5 })
  await registerModel(server.context, other, 'cd-test-2', 'challenger')
  await registerModel(server.context, await smallCreditModel({ seed: 6 }), 'cd-test-3', 'candidate')
  usual = (await server.get(`/api/credit/policies/${NAME}/1`)).json().document.usual
})

let killed = false
let latest = 1
/** Versions that were given tests that fail. */
const failing = new Set<number>()

const wishes = ['proposed', 'proposed', 'shadow', 'partial', 'active', 'retired', 'rejected', 'draft']
const policies = '/api/credit/policies'
const experiments = '/api/credit/experiments'
const steps: (() => Promise<{ statusCode: number }>)[] = [
  async () => {
    const fails = draw(3) === 0
    const body = { document: document(usual, 0.5 + draw(40) / 100, fails), reason, acted_by: pick(people) }
    const reply = await server.post(policies, body)
    latest = reply.json().policy.version
    if (fails) failing.add(latest)
    return reply
  },
  ...Array.from({ length: 5 }, () => () => {
    const version = Math.max(1, latest - draw(5))
    const to = pick(wishes)
    const body = { to, reason, acted_by: pick(people), ...(to === 'partial' && { share: 0.5 }) }
    return server.post(`${policies}/${NAME}/${version}/move`, body)
  }),
  () => server.post(`${policies}/${NAME}/rollback`, { reason, acted_by: pick(people) }),
  () =>
    server.post(experiments, {
      id: `e${draw(1_000)}`,
      title: 'Try',
      rollout: [1],
      acted_by: pick(people),
      ...(draw(4) > 0 && { challenger_model: pick(['cd-test-2', 'cd-test-2', 'cd-test-3']) }),
      ...(draw(3) === 0 && { challenger_policy: Math.max(1, latest - draw(4)) }),
    }),
  ...Array.from({ length: 2 }, () => async () => {
    const listed = (await server.get(`${experiments}?limit=2`)).json().experiments
    if (listed.length === 0) return { statusCode: 200 }
    const action = pick(['shadow', 'start', 'start', 'start', 'stop', 'advance'])
    return server.post(`${experiments}/${pick<{ id: string }>(listed).id}/move`, {
      action,
      reason,
      acted_by: pick(people),
    })
  }),
  async () => {
    killed = draw(3) === 0
    const payload = { on: killed, reason, acted_by: pick(people) }
    return server.inject({ method: 'PUT', url: '/api/credit/kill-switch', payload })
  },
]

type Policy = ReplyOf<Operations['getPolicy']>['policy']

it(`nothing untested, unapproved or self-approved decides in ${STEPS} steps`, {
  timeout: 300_000,
}, async () => {
  const statuses = new Map<number, number>()
  const seen = { versions: new Set<number>(), challenged: 0, killed: 0 }
  for (let step = 0; step < STEPS; step++) {
    const { statusCode } = await pick(steps)()
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
    expect(statusCode).toBeLessThan(500)
    const reply = await server.post('/api/v1/credit/score?explain=none', pick(customers))
    expect(reply.statusCode, reply.body).toBe(200)
    const decision = reply.json<CreditDecision>()
    if (killed) {
      seen.killed += 1
      expect(decision).toMatchObject({ decision: 'MANUAL_REVIEW', experiment: null, limit: null })
    }
    if (decision.model_version !== 'cd-test-1') {
      seen.challenged += 1
      expect(decision.model_version).toBe('cd-test-2')
      expect(decision.experiment?.arm).toBe('challenger')
    }
    const { version } = decision.policy
    seen.versions.add(version)
    expect(failing.has(version)).toBe(false)
    const { policy } = (await server.get(`${policies}/${NAME}/${version}`)).json<{ policy: Policy }>()
    const approval = policy.transitions.find(({ from, to }) => from === 'proposed' && to !== 'rejected')
    const proposal = policy.transitions.find(({ to }) => to === 'proposed')
    expect(approval).toBeDefined()
    expect([policy.created_by, proposal?.by]).not.toContain(approval!.by)
    expect(policy.tests_passed).toBe(policy.tests)
  }
  // The walk went somewhere.
  expect(seen.versions.size).toBeGreaterThan(3)
  expect(seen.challenged).toBeGreaterThan(5)
  expect(seen.killed).toBeGreaterThan(5)
  expect(statuses.get(403)).toBeGreaterThan(1)
  const verified = await server.get('/api/fintech/audit-log/verify')
  expect(verified.json()).toMatchObject({ whole: true })
  expect(server.background).toEqual([])
})
