/** Policies over HTTP: drafted, tested, approved by two, rolled out, rolled back, switched off. */
import { readFile } from 'node:fs/promises'
import type { Operations, ReplyOf } from '@pratibimba/contract'
import { openStream } from '@pratibimba/numerics/random'
import type { PolicyDocument } from '@pratibimba/risk/policies'
import { beforeAll, describe, expect, it } from 'vitest'
import { withTestServer } from '../../support/test-server.ts'
import { bankApplications, registerModel, seedApplication, smallCreditModel } from '../support/credit-bank.ts'

const server = withTestServer({ requestsPerMinute: 1_000_000 })
const NAME = 'consumer-lending'
const path = `/api/credit/policies/${NAME}`
const reason = 'Agreed by the committee.'

type Version = ReplyOf<Operations['movePolicy']>

let shipped: PolicyDocument

beforeAll(async () => {
  await registerModel(server.context, await smallCreditModel(), 'cd-test-1')
  const reply = await server.get(`${path}/1`)
  shipped = reply.json().document
})

/** The shipped policy with another threshold for approvals. */
function stricter(from: number): PolicyDocument {
  const text = JSON.stringify(shipped).replaceAll('>= 0.8', `>= ${from}`)
  return JSON.parse(text) as PolicyDocument
}

const draft = (document: unknown, acted_by?: string) =>
  server.post('/api/credit/policies', { document, reason, ...(acted_by && { acted_by }) })
const move = (version: number, body: object) => server.post(`${path}/${version}/move`, { reason, ...body })

async function drafted(document: unknown = shipped, by = 'ann'): Promise<number> {
  const reply = await draft(document, by)
  expect(reply.statusCode, reply.body).toBe(201)
  return reply.json().policy.version
}

/** A version that bob approved and that is in shadow. */
async function inShadow(document: unknown = shipped): Promise<number> {
  const version = await drafted(document)
  expect((await move(version, { to: 'proposed', acted_by: 'ann' })).statusCode).toBe(200)
  expect((await move(version, { to: 'shadow', acted_by: 'bob' })).statusCode).toBe(200)
  return version
}

async function scored() {
  const reply = await server.post('/api/v1/credit/score?explain=none', seedApplication)
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json()
}

const inForce = async (): Promise<number> => (await scored()).policy.version

async function audited(operation: string) {
  const { entries } = (await server.get(`/api/fintech/audit-log?operation=${operation}&limit=50`)).json()
  return entries as { actor: string; data_hash: string; metadata: Record<string, unknown> }[]
}

describe('drafts', () => {
  it('are checked, tested, hashed and audited', async () => {
    const reply = await draft(shipped, 'ann')
    expect(reply.statusCode).toBe(201)
    const { policy, tests } = reply.json<ReplyOf<Operations['draftPolicy']>>()
    expect(policy).toMatchObject({ name: NAME, state: 'draft', created_by: 'ann', tests_passed: null })
    expect(policy.transitions).toEqual([
      expect.objectContaining({ from: null, to: 'draft', by: 'ann', reason }),
    ])
    expect(tests).toHaveLength(shipped.tests.length)
    expect(tests.every(({ passed }) => passed)).toBe(true)
    const entry = (await audited('CREDIT_POLICY_DRAFTED')).at(0)
    expect(entry).toMatchObject({
      actor: 'local',
      data_hash: policy.sha256,
      metadata: { acted_by: 'ann', version: policy.version, reason },
    })
    const got = (await server.get(`${path}/${policy.version}`)).json()
    expect(got).toEqual({ policy, document: shipped, shadow: null })
  })

  it('may fail their tests, and are not proposed then', async () => {
    const version = await drafted(stricter(0.999))
    const reply = await move(version, { to: 'proposed' })
    expect(reply.statusCode).toBe(409)
    expect(reply.json().detail).toMatch(/tests of version \d+ fail/)
  })

  it('are refused where they cannot be a policy, naming the place', async () => {
    const broken = structuredClone(shipped) as unknown as {
      stages: { id: string; rules: { cells: object }[] }[]
    }
    const stage = broken.stages.findIndex(({ id }) => id === broken.stages.at(-1)!.id)
    const column = Object.keys(broken.stages[stage]!.rules[0]!.cells)[0]!
    Object.assign(broken.stages[stage]!.rules[0]!.cells, { [column]: 'while (true) {}' })
    for (const reply of [
      await draft(broken),
      await server.post('/api/credit/policies/test', { document: broken }),
    ]) {
      expect(reply.statusCode).toBe(422)
      expect(reply.json()).toMatchObject({ error_code: 'unusable_data' })
      expect(reply.json().errors[0].pointer).toBe(`/document/stages/${stage}/rules/0/cells/${column}`)
    }
  })

  it('are refused with an unknown field, and with a reason of no words', async () => {
    expect((await draft({ ...shipped, active: true })).statusCode).toBe(422)
    const blank = { document: shipped, reason: ' '.repeat(20) }
    expect((await server.post('/api/credit/policies', blank)).statusCode).toBe(422)
  })

  it('are tested without being kept', async () => {
    const before = (await server.get('/api/credit/policies')).json().total
    const reply = await server.post('/api/credit/policies/test', { document: stricter(0.999) })
    expect(reply.statusCode).toBe(200)
    const { tests, passed } = reply.json<ReplyOf<Operations['testPolicy']>>()
    expect(passed).toBeLessThan(tests.length)
    expect(tests.find((test) => !test.passed)?.differences[0]).toMatch(/expected/)
    expect((await server.get('/api/credit/policies')).json().total).toBe(before)
  })

  it('that are rubbish in one place are tested or refused, and nothing breaks', async () => {
    const stream = openStream(3, 'rubbish')
    const rubbish = [
      null,
      -1,
      1e308,
      '',
      '\u0000',
      '{{7*7}}',
      [],
      {},
      true,
      'x'.repeat(2_000),
      { a: { b: null } },
    ]
    for (let k = 0; k < 80; k++) {
      const document = structuredClone(shipped) as unknown as Record<string, unknown>
      let at = document
      const draw = (limit: number) => stream.at(k * 100 + depth).below(limit)
      let depth = 0
      for (; depth < 8; depth++) {
        const keys = Object.keys(at)
        const key = keys[draw(keys.length)]!
        const inner = at[key]
        if (typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0 && depth < k % 8)
          at = inner as Record<string, unknown>
        else {
          at[key] = rubbish[k % rubbish.length]
          break
        }
      }
      const { statusCode } = await server.post('/api/credit/policies/test', { document })
      expect([200, 400, 422]).toContain(statusCode)
    }
  })

  it('are told apart cell by cell', async () => {
    const version = await drafted(stricter(0.85))
    const reply = await server.get(`${path}/${version}/diff?against=1`)
    const { changes } = reply.json<ReplyOf<Operations['diffPolicies']>>()
    expect(changes.length).toBeGreaterThan(0)
    expect(changes.some(({ before, after }) => before === '>= 0.8' && after === '>= 0.85')).toBe(true)
    expect((await server.get(`${path}/${version}/diff?against=9999`)).statusCode).toBe(404)
  })
})

describe('the life of a version', () => {
  it('needs another person than its author and its proposer, administrators among them', async () => {
    const version = await drafted(shipped, 'ann')
    expect((await move(version, { to: 'proposed', acted_by: 'bob' })).statusCode).toBe(200)
    for (const acted_by of ['ann', 'bob']) {
      const reply = await move(version, { to: 'shadow', acted_by })
      expect(reply.statusCode).toBe(403)
      expect(reply.json().detail).toMatch(/Another person/)
    }
    const approved = (await move(version, { to: 'shadow', acted_by: 'cid' })).json<Version>()
    expect(approved).toMatchObject({ state: 'shadow', approved_by: 'cid', created_by: 'ann' })
    const mine = (await draft(shipped)).json().policy.version
    await move(mine, { to: 'proposed' })
    expect((await move(mine, { to: 'active' })).statusCode).toBe(403)
  })

  it.each([['shadow'], ['partial'], ['active'], ['retired']])('never leads from draft to %s', async (to) => {
    const version = await drafted()
    const reply = await move(version, { to, ...(to === 'partial' && { share: 0.5 }), acted_by: 'bob' })
    expect(reply.statusCode).toBe(409)
  })

  it('decides in shadow unseen, then for a share, then for all, and back', async () => {
    const before = await inForce()
    const version = await inShadow({ ...shipped, title: 'Another title' })
    expect(await inForce()).toBe(before)
    await server.context.credit.shadows.drained()
    const { shadow } = (await server.get(`${path}/${version}`)).json()
    expect(shadow).toEqual({ decisions: 1, agreeing: expect.any(Number) })
    const partial = (await move(version, { to: 'partial', share: 0.999999, acted_by: 'bob' })).json<Version>()
    expect(partial).toMatchObject({ state: 'partial', share: 0.999999 })
    expect(await inForce()).toBe(version)
    const active = (await move(version, { to: 'active', acted_by: 'bob' })).json<Version>()
    expect(active).toMatchObject({ state: 'active', share: null })
    expect((await server.get(`${path}/${before}`)).json().policy.state).toBe('retired')
    const back = await server.post(`${path}/rollback`, { reason, acted_by: 'cid' })
    expect(back.json<Version>()).toMatchObject({ version: before, state: 'active' })
    expect(await inForce()).toBe(before)
    const entry = (await audited('CREDIT_POLICY_ROLLED_BACK')).at(0)
    expect(entry?.metadata).toMatchObject({
      acted_by: 'cid',
      version: before,
      to: 'active',
      also: [{ version, from: 'active', to: 'retired' }],
    })
  })

  it('waits for its date', async () => {
    const before = await inForce()
    const version = await inShadow()
    const effective_from = new Date(Date.now() + 86_400_000).toISOString()
    const moved = await move(version, { to: 'active', effective_from, acted_by: 'bob' })
    expect(moved.json<Version>()).toMatchObject({ state: 'active', effective_from })
    expect(await inForce()).toBe(before)
    const past = await inShadow()
    const reply = await move(past, { to: 'active', effective_from: '2020-01-01T00:00:00Z', acted_by: 'bob' })
    expect(reply.statusCode).toBe(422)
  })

  it('tells whoever looked too early', async () => {
    const version = await drafted()
    await move(version, { to: 'proposed', acted_by: 'ann' })
    const late = { to: 'shadow', acted_by: 'bob', transitions_seen: 1 }
    expect((await move(version, late)).statusCode).toBe(409)
    expect((await move(version, { ...late, transitions_seen: 2 })).statusCode).toBe(200)
  })

  it('lets one of many at once through', async () => {
    const version = await drafted()
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => move(version, { to: 'proposed', acted_by: 'ann' })),
    )
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, ...Array(7).fill(409)])
  })

  it('refuses shares that are none, and dates where there is none', async () => {
    const version = await inShadow()
    for (const body of [{ to: 'partial' }, { to: 'partial', share: 0 }, { to: 'partial', share: 1 }])
      expect((await move(version, { ...body, acted_by: 'bob' })).statusCode).toBe(422)
    const dated = { to: 'retired', effective_from: '2030-01-01T00:00:00Z', acted_by: 'bob' }
    expect((await move(version, dated)).statusCode).toBe(422)
    expect((await move(9_999, { to: 'retired' })).statusCode).toBe(404)
    expect((await server.post('/api/credit/policies/nothing/rollback', { reason })).statusCode).toBe(404)
  })

  it('refuses the names of the program, and names that are none', async () => {
    for (const acted_by of ['system', 'installation', 'Ann', ''])
      expect((await draft(shipped, acted_by || undefined)).statusCode).toBe(acted_by === '' ? 201 : 422)
  })
})

describe('a simulation', () => {
  it('compares with the version in force on what was decided before', async () => {
    for (const application of bankApplications(120))
      await server.post('/api/v1/credit/score?explain=none', application)
    const version = await drafted(stricter(0.95))
    const reply = await server.post(`${path}/${version}/simulate`, {})
    expect(reply.statusCode, reply.body).toBe(200)
    const simulation = reply.json<ReplyOf<Operations['simulatePolicy']>>()
    const { candidate, present, segments, fairness, warnings, moved } = simulation
    expect(candidate.version).toBe(version)
    expect(present.version).toBe(await inForce())
    expect(candidate.rates.applications).toBeGreaterThanOrEqual(120)
    expect(candidate.rates.approved).toBeLessThan(present.rates.approved)
    expect(new Set(segments.map(({ by }) => by))).toEqual(
      new Set(['loan_purpose', 'loan_amount', 'score', 'age']),
    )
    expect(fairness.some(({ attribute }) => attribute === 'age_band')).toBe(true)
    expect(moved.reduce((sum, { applications }) => sum + applications, 0)).toBe(candidate.rates.applications)
    expect(warnings.join(' ')).toMatch(/rejected have no outcomes/)
    const few = await server.post(`${path}/${version}/simulate`, { limit: 10 })
    expect(few.json().candidate.rates.applications).toBe(10)
    expect(few.json().warnings.join(' ')).toMatch(/newest 10 applications/)
  })

  it('agrees with what was decided', async () => {
    const { version } = (await scored()).policy
    const { moved, candidate } = (await server.post(`${path}/${version}/simulate`, {})).json()
    expect(moved.every(({ from, to }: { from: string; to: string }) => from === to)).toBe(true)
    const { decisions } = (await server.get('/api/credit/decisions?limit=500')).json()
    const approved = decisions.filter((one: { decision: string }) => one.decision === 'APPROVED').length
    // Every version in force here approves what the shipped one does.
    expect(candidate.rates.approved).toBe(approved / decisions.length)
  })

  it('of an empty span says so, and of an upside-down one is refused', async () => {
    const empty = { from: '2001-01-01T00:00:00Z', to: '2001-01-02T00:00:00Z' }
    const reply = await server.post(`${path}/1/simulate`, empty)
    expect(reply.json()).toMatchObject({ candidate: { rates: { applications: 0 } }, from: null })
    expect(reply.json().warnings).toContain('There are no applications to decide.')
    const reversed = { from: empty.to, to: empty.from }
    expect((await server.post(`${path}/1/simulate`, reversed)).statusCode).toBe(422)
  })
})

describe('the kill switch', () => {
  it('sends everything to a person until it is taken back', async () => {
    const put = (on: boolean) =>
      server.inject({
        method: 'PUT',
        url: '/api/credit/kill-switch',
        payload: { on, reason, acted_by: 'dee' },
      })
    expect((await put(true)).json()).toMatchObject({ on: true, by: 'dee' })
    const killed = await scored()
    expect(killed.decision).toBe('MANUAL_REVIEW')
    expect(killed.limit).toBeNull()
    expect((await server.get('/api/credit/policies')).json().killed).toMatchObject({ by: 'dee', reason })
    await put(false)
    expect((await scored()).policy.rules.some(({ rule }: { rule: string }) => rule === 'kill-switch')).toBe(
      false,
    )
    expect((await server.get('/api/credit/policies')).json().killed).toBeNull()
    expect((await audited('CREDIT_KILL_SWITCH')).map(({ metadata }) => metadata.on)).toEqual([false, true])
  })
})

it('leaves no error behind', () => {
  expect(server.background).toEqual([])
})

it('reads the shipped document as it lies in the program', async () => {
  const file = new URL('../../../../../policies/consumer-lending/policy.json', import.meta.url)
  expect(shipped).toEqual(JSON.parse(await readFile(file, 'utf8')))
})
