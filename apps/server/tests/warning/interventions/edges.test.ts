import type {
  BulkStepReply,
  Intervention,
  Problem,
  ProposeReply,
  StoredInterventionPolicy,
} from '@pratibimba/contract'
import { describe, expect, test } from 'vitest'
import { deskPolicyOf } from '../../../warning/interventions/desk-policy.ts'
import { POLICY_KEY, readPolicyData } from '../../../warning/interventions/policy-data.ts'
import { customerId } from './bank.ts'
import { intervention, withDesk } from './desk.ts'

const desk = withDesk(300, 100)
const { server } = desk
const storesOf = () => server.context.warning.stores

/** Figures that a bank has given are no assumptions any more, if they are the same. */
const withoutAssumptions = (policy: object): unknown =>
  JSON.parse(JSON.stringify(policy, (key, value) => (key === 'assumption' ? undefined : value)))

const problem = (reply: { json<T>(): T }) => reply.json<Problem>()

/** Contacted by app, answered, and over. */
async function resolvedCase(): Promise<Intervention> {
  const one = await desk.opened()
  const assigned = intervention(await desk.step(one, { action: 'assign', assign_to: 'asha' }))
  const contacted = intervention(await desk.step(assigned, { action: 'contact', channel: 'app' }))
  const responded = intervention(await desk.step(contacted, { action: 'record_response' }))
  return intervention(await desk.step(responded, { action: 'resolve', outcome: 'cured' }))
}

describe('a cool-down', () => {
  test('refuses a proposal, also among others, unless a reason is given, which stays', async () => {
    const { customer_id } = await resolvedCase()
    const body = { customer_ids: [customer_id], type: 'soft_reminder' }
    const alone = await desk.propose(body)
    expect(alone.statusCode).toBe(409)
    expect(problem(alone).detail).toContain('A cool-down runs until 2026-04-09T10:00:00.000Z.')
    const among = await desk.propose({ ...body, customer_ids: [customer_id, customerId(1)] })
    expect(among.json<ProposeReply>().failures).toMatchObject([{ customer_id, error_code: 'cool_down' }])
    const short = await desk.propose({ ...body, override_reason: 'urgent' })
    expect(short.statusCode).toBe(422)
    const before = await desk.audited()
    const reason = 'asked us to call again'
    const [one] = (await desk.propose({ ...body, override_reason: reason })).json<ProposeReply>()
      .interventions
    const { events } = (await server.get(`/api/warning/interventions/${one!.id}`)).json<{
      events: { text: string }[]
    }>()
    expect(events[0]!.text).toContain(reason)
    const { entries } = await server.context.audit.list({ limit: 1, offset: 0 })
    expect(await desk.audited()).toBe(before + 1)
    expect(entries[0]!.metadata).toMatchObject({ cool_down_overridden: true })
    expect(JSON.stringify(entries[0])).not.toContain(reason)
  })

  test('that began after the proposal refuses the contact', async () => {
    const first = await desk.opened()
    const { customer_id } = first
    await desk.step(first, { action: 'cancel', note: 'twice' })
    const [second] = (
      await desk.propose({ customer_ids: [customer_id], type: 'agent_call', assign_to: 'asha' })
    ).json<ProposeReply>().interventions
    // The same customer was contacted in another way meanwhile.
    const other = await resolvedCase()
    const record = await storesOf().interventions.get(other.id)
    await server.context.record(async ({ warning }) => {
      await warning.interventions.create(
        [{ ...record!, interventionId: 'INT_elsewhere', customerId: customer_id }],
        [],
      )
      return { fact: { operation: 'TEST', actor: 'test', metadata: {} }, result: undefined }
    })
    const refused = await desk.step(second!, { action: 'contact', channel: 'phone' })
    expect(refused.statusCode).toBe(409)
    expect(problem(refused).detail).toContain('A cool-down runs')
    const taken = await desk.step(second!, {
      action: 'contact',
      channel: 'phone',
      override_reason: 'the customer asked for it',
    })
    expect(intervention(taken).state).toBe('contacted')
  })
})

describe('requests that cannot be taken', () => {
  test('name the field', async () => {
    const one = await desk.opened()
    const cases: [object, string][] = [
      [{ action: 'assign', assign_to: 'nobody-we-know' }, '/assign_to'],
      [{ action: 'assign' }, '/assign_to'],
      [{ action: 'cancel' }, '/note'],
      [{ action: 'propose' }, '/action'],
      [{ action: 'dance' }, '/action'],
    ]
    for (const [body, pointer] of cases) {
      const reply = await desk.step(one, body)
      expect(reply.statusCode, reply.body).toBe(422)
      expect(problem(reply).errors![0]!.pointer).toBe(pointer)
    }
    const assigned = intervention(await desk.step(one, { action: 'assign', assign_to: 'ravi' }))
    const channel = await desk.step(assigned, { action: 'contact', channel: 'letter' })
    expect(problem(channel)).toMatchObject({ status: 422, errors: [{ pointer: '/channel' }] })
    expect((await desk.step({ ...assigned, id: 'INT_00000000' }, { action: 'undo' })).statusCode).toBe(404)
    expect((await server.get('/api/warning/interventions/INT_00000000')).statusCode).toBe(404)
    expect((await storesOf().interventions.get(one.id))!.version).toBe(2)
  })

  test('too many at once, and keys that were used for something else', async () => {
    const ids = Array.from({ length: 1001 }, (_, i) => customerId(i + 1))
    expect((await desk.propose({ customer_ids: ids, type: 'agent_call' })).statusCode).toBe(422)
    const items = ids.map((_, i) => ({ intervention_id: `INT_${String(i).padStart(8, '0')}`, version: 1 }))
    const steps = await server.post('/api/warning/interventions/steps', { items, action: 'undo' })
    expect(steps.statusCode).toBe(422)
    const key = 'the same key'
    const body = { customer_ids: [customerId(2)], type: 'payment_plan', idempotency_key: key }
    const first = await desk.propose(body)
    expect(first.statusCode).toBe(200)
    expect((await desk.propose(body)).json()).toEqual(first.json())
    expect((await desk.propose({ ...body, type: 'restructure' })).statusCode).toBe(409)
  })

  test('a customer with an open case elsewhere keeps its closed one closed', async () => {
    const one = await desk.opened()
    const cancelled = intervention(await desk.step(one, { action: 'cancel', note: 'a mistake' }))
    await desk.propose({ customer_ids: [one.customer_id], type: 'agent_call' })
    const undone = await desk.step(cancelled, { action: 'undo' })
    expect(problem(undone)).toMatchObject({
      status: 409,
      detail: expect.stringContaining('another open case'),
    })
  })

  test('by those who may not act', async () => {
    const reply = await server.inject({
      method: 'POST',
      url: '/api/warning/interventions',
      headers: { origin: 'https://elsewhere.example' },
      payload: { customer_ids: [customerId(1)], type: 'agent_call' },
    })
    expect(reply.statusCode).toBe(403)
  })
})

describe('officers', () => {
  test('are put, and get no more cases once they are not active', async () => {
    const put = (officer: object) =>
      server.inject({ method: 'PUT', url: '/api/warning/officers', payload: { officers: [officer] } })
    expect((await put({ id: 'meera', name: 'Meera', capacity: 30 })).json()).toEqual({ accepted: 1 })
    const one = await desk.opened()
    const assigned = intervention(await desk.step(one, { action: 'assign', assign_to: 'meera' }))
    expect(assigned.assigned_to).toBe('meera')
    expect((await put({ id: 'meera', name: 'Meera', active: false })).statusCode).toBe(200)
    const other = await desk.opened()
    const refused = await desk.step(other, { action: 'assign', assign_to: 'meera' })
    expect(problem(refused)).toMatchObject({ status: 422, detail: expect.stringContaining('not active') })
    expect((await put({ id: 'a b', name: 'x' })).statusCode).toBe(422)
    expect(await desk.audited('OFFICERS_PUT')).toBe(2)
  })
})

describe('a bulk step', () => {
  test('is taken once a case under its key, and undone as it was done', async () => {
    const several: Intervention[] = []
    for (let i = 0; i < 4; i++) several.push(await desk.opened())
    const items = several.map(({ id, version }) => ({ intervention_id: id, version }))
    const body = { items, action: 'assign', assign_to: 'asha', idempotency_key: 'assign four' }
    const first = await server.post('/api/warning/interventions/steps', body)
    expect(first.json<BulkStepReply>().interventions).toHaveLength(4)
    expect((await server.post('/api/warning/interventions/steps', body)).json()).toEqual(first.json())
    const assigned = await storesOf().scores.latest(several[0]!.customer_id, server.context.clock())
    expect(assigned?.assignedTo).toBe('asha')
    const undo = await server.post('/api/warning/interventions/steps', {
      items: items.map((item) => ({ ...item, version: 2 })),
      action: 'undo',
    })
    expect(
      undo.json<BulkStepReply>().interventions.map(({ state, assigned_to }) => [state, assigned_to]),
    ).toEqual(several.map(() => ['proposed', null]))
    desk.pass(16)
    const again = await server.post('/api/warning/interventions/steps', {
      ...body,
      idempotency_key: 'again and again',
    })
    expect(again.json<BulkStepReply>().failures.map(({ error_code }) => error_code)).toEqual(
      several.map(() => 'version_moved'),
    )
  })
})

describe('support', () => {
  test('is open to the control group, and not held out', async () => {
    const ids = Array.from({ length: 60 }, (_, i) => customerId(10 + i))
    const first = (await desk.propose({ customer_ids: ids, type: 'soft_reminder' })).json<ProposeReply>()
    const held = first.interventions.filter(({ state }) => state === 'held_out')
    expect(held.length).toBe(first.held_out)
    expect(held.length).toBeGreaterThan(0)
    for (const { customer_id } of held) {
      const twice = await desk.propose({ customer_ids: [customer_id], type: 'soft_reminder' })
      expect(problem(twice).detail).toContain('control group')
      const support = await desk.propose({ customer_ids: [customer_id], type: 'hardship_referral' })
      expect(support.json<ProposeReply>().interventions[0]!.state).toBe('proposed')
    }
    // Once drawn, always drawn: after the time of observation the same customers are held out again.
    desk.pass(31 * 24 * 60)
    const [one] = held
    const support = (
      await server.get(`/api/warning/interventions?customer_id=${one!.customer_id}&state=proposed`)
    ).json<{ interventions: Intervention[] }>().interventions[0]!
    await desk.step(support, { action: 'cancel', note: 'over' })
    const again = await desk.propose({ customer_ids: [one!.customer_id], type: 'agent_call' })
    expect(again.json<ProposeReply>().interventions[0]!.state).toBe('held_out')
  })
})

describe('the policy', () => {
  test('is read and replaced, with the version that was seen, and audited', async () => {
    const path = '/api/warning/intervention-policy'
    const replace = (payload: object) => server.app.inject({ method: 'PUT', url: path, payload })
    const read = async () => (await server.get(path)).json<StoredInterventionPolicy>()
    const unchanged = await read()
    expect(unchanged).toMatchObject({ policy: {}, version: 0, changed_at: null, changed_by: null })
    // The defaults are a policy themselves, and the one that is in force.
    expect(unchanged.defaults).toMatchObject({ loss_given_default: 0.45, holdout_share: { 1: 0.1 } })
    const { timeZoneOf, ...inForce } = deskPolicyOf({})
    const { timeZoneOf: alsoUtc, ...fromDefaults } = deskPolicyOf(readPolicyData(unchanged.defaults))
    expect([alsoUtc('CA'), withoutAssumptions(fromDefaults)]).toEqual([
      timeZoneOf('CA'),
      withoutAssumptions(inForce),
    ])
    const policy = { loss_given_default: 0.4, actions: { agent_call: { cost_minor: 9 } } }
    const audited = await desk.audited('INTERVENTION_POLICY_PUT')
    const put = await replace({ policy, version: 0 })
    expect(put.json()).toMatchObject({ policy, version: 1 })
    expect(await read()).toEqual(put.json())
    expect(await desk.audited('INTERVENTION_POLICY_PUT')).toBe(audited + 1)
    expect((await server.get('/api/warning/intervention-types')).json()).toMatchObject({
      loss_given_default: 0.4,
    })
    for (const [body, status, words] of [
      [{ policy: {}, version: 0 }, 409, 'changed by somebody else'],
      [{ policy: { holdout: 0.1 } }, 422, 'holdout'],
      [{ policy: { loss_given_default: 1.4 } }, 422, 'loss_given_default'],
      [{ policy: { time_zone: 'Mars/Olympus' } }, 422, 'Mars/Olympus'],
      [{ policy: { actions: { agent_call: { contact_hours: Array(7).fill(null) } } } }, 422, 'contact_hours'],
    ] as const) {
      const reply = await replace(body)
      expect([reply.statusCode, JSON.stringify(problem(reply))]).toEqual([
        status,
        expect.stringContaining(words),
      ])
    }
    expect((await read()).policy).toEqual(policy)
    // Nothing is replaced any more.
    expect((await replace({ policy: {} })).json()).toMatchObject({ policy: {}, version: 2 })
    await storesOf().references.remove(POLICY_KEY)
  })

  test('is what the reference data say, and nothing is done by half of it', async () => {
    const by = { actor: 'test', at: server.context.clock() }
    await storesOf().references.put(POLICY_KEY, { actions: { agent_call: { cost_minor: 7 } } }, by)
    const catalogue = async () => server.get('/api/warning/intervention-types')
    expect((await catalogue()).json()).toMatchObject({
      types: expect.arrayContaining([expect.objectContaining({ type: 'agent_call', cost_minor: 7 })]),
    })
    const wrong: unknown[] = [
      { holdout_share: { 1: 1, 2: 0.1, 3: 0.1 } },
      { holdout: 0.1 },
      { time_zone: 'Mars/Olympus' },
      { actions: { agent_call: { contact_hours: [null, null, null, null, null, null, null] } } },
    ]
    for (const value of wrong) {
      await storesOf().references.put(POLICY_KEY, value, by)
      const reply = await catalogue()
      expect(reply.statusCode).toBe(503)
      expect(problem(reply).detail).toContain(POLICY_KEY)
      expect((await desk.propose({ customer_ids: [customerId(299)], type: 'agent_call' })).statusCode).toBe(
        503,
      )
    }
    await storesOf().references.remove(POLICY_KEY)
    expect((await catalogue()).statusCode).toBe(200)
  })
})
