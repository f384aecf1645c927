import type { CreditDecision, DecisionRow, Replay } from '@pratibimba/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectProblem, expectReply } from '../support/contract-check.ts'
import { withTestServer } from '../support/test-server.ts'
import { bankApplications, registerModel, seedApplication, smallCreditModel } from './support/credit-bank.ts'

const server = withTestServer()
const score = (application: object, query = '') => server.post(`/api/v1/credit/score${query}`, application)
const applications = bankApplications(40)

describe('before the first model', () => {
  it('says how to train one, and decides nothing', async () => {
    expect(expectProblem(await score(seedApplication), 503, 'unavailable').detail).toMatch(/Train one/)
    const { decisions } = (await server.get('/api/credit/decisions')).json<{ decisions: DecisionRow[] }>()
    expect(decisions).toEqual([])
  })

  it('has the shipped policy in force', () => {
    const [policy] = server.context.credit.deciders.policies()
    expect(policy).toMatchObject({ version: 1, state: 'active', approvedBy: 'system' })
  })
})

describe('with a model', () => {
  beforeAll(async () => {
    await registerModel(server.context, await smallCreditModel(), 'cd-1')
  })

  // The two API tests of the first description of the system, in translation.
  it('decides the example', async () => {
    const data = expectReply<CreditDecision>('scoreApplication', await score(seedApplication))
    expect(data.score).toBeGreaterThanOrEqual(0)
    expect(data.score).toBeLessThanOrEqual(1)
    expect(['APPROVED', 'REJECTED', 'MANUAL_REVIEW']).toContain(data.decision)
    expect(data.explanation!.lime_explanation!.terms).toHaveLength(10)
    expect(data.confidence).toBe(Math.max(data.score, 1 - data.score))
  })

  it('refuses an empty id and a negative income', async () => {
    const problem = expectProblem(await score({ customer_id: '', annual_income: -1000 }), 422, 'out_of_range')
    const pointers = problem.errors!.map(({ pointer }) => pointer)
    expect(pointers).toEqual(expect.arrayContaining(['/customer_id', '/annual_income', '/loan_amount']))
  })

  it('takes none, reasons and full', async () => {
    const none = expectReply<CreditDecision>(
      'scoreApplication',
      await score(seedApplication, '?explain=none'),
    )
    expect(none).toMatchObject({ explanation: null, reasons: [], risk_factors: [], counterfactual: null })
    const some = expectReply<CreditDecision>(
      'scoreApplication',
      await score({ ...seedApplication, annual_income: 9_000 }, '?explain=reasons'),
    )
    expect(some.decision).not.toBe('APPROVED')
    expect(some.reasons.length).toBeGreaterThan(0)
    expect(some.explanation).toBeNull()
    expectProblem(await score(seedApplication, '?explain=everything'), 422, 'out_of_range')
  })

  it.each([
    ['a birth in the future', { date_of_birth: '2999-01-01' }, '/date_of_birth'],
    [
      'an inquiry in the future',
      { credit_history: { inquiries: [{ date: '2999-01-01' }] } },
      '/credit_history/inquiries/0/date',
    ],
    ['a date that is none', { date_of_birth: '2001-02-30' }, '/date_of_birth'],
    ['an amount of 1e15', { loan_amount: 1e15 }, '/loan_amount'],
    ['no amount', { loan_amount: 0 }, '/loan_amount'],
    ['an income as text', { annual_income: '75000' }, '/annual_income'],
    ['a field that is unknown', { income: 1 }, '/income'],
    ['an id of blanks', { customer_id: '  ' }, '/customer_id'],
  ])('refuses %s', async (_, change, pointer) => {
    const problem = expectProblem(await score({ ...seedApplication, ...change }), 422, 'out_of_range')
    expect(problem.errors!.map((error) => error.pointer)).toContain(pointer)
  })

  it('refuses an application without a credit history, and takes an empty one', async () => {
    const { credit_history: _, ...without } = seedApplication
    expectProblem(await score(without), 422, 'out_of_range')
    const empty = expectReply<CreditDecision>(
      'scoreApplication',
      await score({ ...without, credit_history: {} }),
    )
    expect(empty.decision).not.toBe('APPROVED')
  })

  it.each([
    ['no income', { annual_income: 0 }],
    ['a purpose nobody knows', { loan_purpose: 'a yacht <b>' }],
    ['the largest amounts', { annual_income: 1e12, loan_amount: 1e12, existing_debt: 1e12 }],
    [
      'a history with fields of its own',
      { credit_history: { score: 700, bureau: { $number: 'NaN', x: [1] } } },
    ],
  ])('decides %s', async (_, change) => {
    const data = expectReply<CreditDecision>(
      'scoreApplication',
      await score({ ...seedApplication, ...change }),
    )
    const again = expectReply<Replay>('replayDecision', await server.post(data.replay, undefined))
    expect(again).toMatchObject({ identical: true, differences: [] })
  })

  it('gives the same decision for the same key, byte for byte, also when asked at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => score(applications[0]!, '?idempotency_key=once')),
    )
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    expect(answers[0]!.statusCode).toBe(200)
    const { total } = (
      await server.get(`/api/credit/decisions?customer_id=${applications[0]!.customer_id}`)
    ).json<{ total: number }>()
    expect(total).toBe(1)
    expectProblem(await score(applications[1]!, '?idempotency_key=once'), 409, 'conflict')
    expectProblem(await score(applications[0]!, '?idempotency_key=once&explain=none'), 409, 'conflict')
  })

  it('records what it answers, and the chain is whole', async () => {
    const decided = expectReply<CreditDecision>('scoreApplication', await score(applications[2]!))
    const file = expectReply<{ decision: CreditDecision; application: object; audit_sequence: number }>(
      'getDecision',
      await server.get(`/api/credit/decisions/${decided.decision_id}`),
    )
    expect(file.decision).toEqual(decided)
    expect(file.application).toEqual(applications[2])
    expect(file.audit_sequence).toBeGreaterThan(0)
    expect((await server.context.audit.verify()).whole).toBe(true)
  })

  it('decides a batch, with those refused beside', async () => {
    const batch = [
      ...applications.slice(3, 33),
      { customer_id: '' },
      { ...seedApplication, date_of_birth: '2999-01-01' },
    ]
    const reply = expectReply<{ decisions: CreditDecision[]; refused: { place: number }[] }>(
      'scoreApplications',
      await server.post('/api/v1/credit/score/batch?explain=reasons', { applications: batch }),
    )
    expect(reply.decisions.map(({ customer_id }) => customer_id)).toEqual(
      applications.slice(3, 33).map(({ customer_id }) => customer_id),
    )
    expect(new Set(reply.refused.map(({ place }) => place))).toEqual(new Set([30, 31]))
    const { decision_id: id } = reply.decisions[5]!
    expectReply('getDecision', await server.get(`/api/credit/decisions/${id}`))
  })

  it('lists by outcome, and what waits for a person until one decided', async () => {
    const waiting = expectReply<{ decisions: DecisionRow[]; total: number }>(
      'listDecisions',
      await server.get('/api/credit/decisions?waiting=true&limit=3'),
    )
    const [row] = waiting.decisions
    const path = `/api/credit/decisions/${row!.decision_id}/review`
    const review = { outcome: 'REJECTED', reason_code: 'INCOME_LOW', note: 'Statements show half of it.' }
    expectProblem(await server.post(path, { ...review, reason_code: 'NO_SUCH_REASON' }), 422, 'out_of_range')
    expectProblem(await server.post(path, { ...review, reason_code: 'SCORE_LOW' }), 422, 'out_of_range')
    expect(expectReply<DecisionRow>('reviewDecision', await server.post(path, review)).final_decision).toBe(
      'REJECTED',
    )
    expectProblem(await server.post(path, review), 409, 'conflict')
    const after = (await server.get('/api/credit/decisions?waiting=true')).json<{ total: number }>()
    expect(after.total).toBe(waiting.total - 1)
    const letter = await server.get(`/api/credit/decisions/${row!.decision_id}/letter`)
    expect(letter.statusCode).toBe(200)
    expect(letter.body).toContain('Notice of action taken')
  })

  it('escapes what stands in a letter', async () => {
    const hostile = { ...seedApplication, customer_id: '<script>alert(1)</script>', annual_income: 5_000 }
    const { decision_id } = expectReply<CreditDecision>('scoreApplication', await score(hostile))
    const letter = await server.get(`/api/credit/decisions/${decision_id}/letter`)
    expect(letter.headers['content-type']).toMatch(/^text\/html/)
    expect(letter.body).not.toContain('<script')
    expect(letter.body).toContain('&lt;script&gt;')
  })

  it('decides the same again after another model and policy came', async () => {
    const {
      decision_id,
      score: before,
      replay,
    } = expectReply<CreditDecision>('scoreApplication', await score(applications[35]!))
    await registerModel(server.context, await smallCreditModel({ trees: 25, seed: 5 }), 'cd-2')
    const now = expectReply<CreditDecision>('scoreApplication', await score(applications[35]!))
    expect(now.model_version).toBe('cd-2')
    expect(now.score).not.toBe(before)
    const again = expectReply<Replay>('replayDecision', await server.post(replay, undefined))
    expect(again).toMatchObject({ decision_id, identical: true, model_version: 'cd-1' })
    expect(again.replayed_sha256).toBe(again.recorded_sha256)
  })

  it('sends everything to a person while the switch is on, and replays that too', async () => {
    const { stores, deciders } = server.context.credit
    const at = new Date()
    await stores.killSwitch.set({ on: true, by: 'test', at, reason: 'To see what it does.' })
    await deciders.refresh()
    const decided = expectReply<CreditDecision>(
      'scoreApplication',
      await score(seedApplication, '?explain=reasons'),
    )
    expect(decided.decision).toBe('MANUAL_REVIEW')
    expect(decided.policy.rules.at(-1)!.rule).toBe('kill-switch')
    await stores.killSwitch.set({ on: false, by: 'test', at: new Date(), reason: 'To see it end.' })
    await deciders.refresh()
    const again = expectReply<Replay>('replayDecision', await server.post(decided.replay, undefined))
    expect(again.identical).toBe(true)
  })

  it('erases a person: what was decided stays, about nobody', async () => {
    const asked = `?idempotency_key=erased`
    const application = { ...seedApplication, customer_id: 'to be forgotten' }
    const { decision_id } = expectReply<CreditDecision>('scoreApplication', await score(application, asked))
    const path = `/api/credit/persons/${encodeURIComponent('to be forgotten')}/erase`
    const reason = 'Asked for by letter of today.'
    const reply = expectReply('erasePerson', await server.post(path, { reason }))
    expect(reply).toEqual({ erased: true, decisions: 1 })
    expectProblem(await server.post(path, { reason }), 404, 'not_found')
    expectProblem(await server.get(`/api/credit/decisions/${decision_id}`), 404, 'not_found')
    expectProblem(
      await server.post(`/api/credit/decisions/${decision_id}/replay`, undefined),
      409,
      'conflict',
    )
    expectProblem(await score(application, asked), 409, 'conflict')
    const { decisions } = (await server.get('/api/credit/decisions?limit=200')).json<{
      decisions: DecisionRow[]
    }>()
    expect(decisions.find((row) => row.decision_id === decision_id)!.customer_id).toBeNull()
    const { entries } = await server.context.audit.list({ operation: 'PERSON_ERASED', limit: 1, offset: 0 })
    expect(JSON.stringify(entries)).not.toContain('to be forgotten')
  })

  it('knows no decision under another id', async () => {
    const none = '/api/credit/decisions/00000000-0000-4000-8000-000000000000'
    expectProblem(await server.get(none), 404, 'not_found')
    expectProblem(await server.get(`${none}/letter`), 404, 'not_found')
    expectProblem(await server.post(`${none}/replay`, undefined), 404, 'not_found')
  })
})
