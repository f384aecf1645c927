import type {
  BulkStepReply,
  Intervention,
  InterventionDetail,
  Problem,
  ProposeReply,
} from '@pratibimba/contract'
import { describe, expect, test } from 'vitest'
import { customerId } from './bank.ts'
import { intervention, withDesk } from './desk.ts'

const desk = withDesk(60, 21)
const { server } = desk

describe('a proposal', () => {
  test('opens cases, holds some out, and says of each customer why not', async () => {
    const ids = [...Array.from({ length: 20 }, (_, i) => customerId(i + 1)), customerId(60), 'C9999999']
    const before = await desk.audited()
    const reply = await desk.propose({
      customer_ids: [...ids, customerId(1)],
      type: 'soft_reminder',
      assign_to: 'asha',
      note: 'spring round',
    })
    expect(reply.statusCode).toBe(200)
    const { interventions, failures, held_out } = reply.json<ProposeReply>()
    expect(interventions).toHaveLength(20)
    expect(failures.map(({ customer_id, error_code }) => [customer_id, error_code])).toEqual([
      [customerId(60), 'no_score'],
      ['C9999999', 'not_found'],
    ])
    expect(interventions.filter(({ state }) => state === 'held_out')).toHaveLength(held_out)
    for (const one of interventions)
      expect(one).toMatchObject(
        one.state === 'held_out'
          ? { assigned_to: null, sla_state: null, version: 1 }
          : { state: 'assigned', assigned_to: 'asha', version: 2 },
      )
    expect(interventions.find(({ customer_id }) => customer_id === customerId(3))).toMatchObject({
      tier: null,
      sla_state: null,
      risk_level: 'MEDIUM',
    })
    expect(await desk.audited()).toBe(before + 1)
    const again = await desk.propose({ customer_ids: ids.slice(0, 20), type: 'agent_call' })
    expect(new Set(again.json<ProposeReply>().failures.map(({ error_code }) => error_code))).toEqual(
      new Set(held_out > 0 ? ['open_case', 'held_out'] : ['open_case']),
    )
    expect(again.json<ProposeReply>().failures).toHaveLength(20)
    expect(await desk.audited()).toBe(before + 1)
    expect((await server.context.audit.verify()).whole).toBe(true)
  })
})

describe('a case', () => {
  test('goes its way, each step with its entry of the chain', async () => {
    const one = await desk.opened()
    const assigned = intervention(await desk.step(one, { action: 'assign', assign_to: 'ravi' }))
    expect(assigned).toMatchObject({ state: 'assigned', version: 2, assigned_to: 'ravi' })
    const reply = await desk.step(assigned, { action: 'contact', channel: 'app' })
    expect(reply.statusCode).toBe(200)
    const { events, message } = reply.json<InterventionDetail>()
    expect(message).toContain('Hello customer.')
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    for (const { audit_sequence } of events) expect(audit_sequence).toBeGreaterThan(0)
  })

  test('that moved on is a conflict; a closed one says what is possible', async () => {
    const one = await desk.opened()
    await desk.step(one, { action: 'assign', assign_to: 'ravi' })
    const late = await desk.step(one, { action: 'assign', assign_to: 'asha' })
    expect(late.statusCode).toBe(409)
    expect(late.json<Problem>().detail).toContain('The case is at version 2, you saw 1.')
    const cancelled = intervention(
      await desk.step({ ...one, version: 2 }, { action: 'cancel', note: 'not needed' }),
    )
    const closed = await desk.step(cancelled, { action: 'contact' })
    expect(closed.statusCode).toBe(409)
    expect(closed.json<Problem>().detail).toContain('Possible now: undo, add_note, observe_payment.')
    const undone = intervention(await desk.step(cancelled, { action: 'undo' }))
    expect(undone).toMatchObject({ state: 'assigned', version: 4 })
  })

  test('is stepped with others; each fails by itself', async () => {
    const several: Intervention[] = []
    for (let i = 0; i < 3; i++) several.push(await desk.opened())
    const before = await desk.audited('INTERVENTIONS_STEPPED')
    const reply = await server.post('/api/warning/interventions/steps', {
      items: [
        ...several.map(({ id }, i) => ({ intervention_id: id, version: i === 2 ? 7 : 1 })),
        { intervention_id: 'INT_00000000', version: 1 },
      ],
      action: 'assign',
      assign_to: 'asha',
    })
    const { interventions, failures } = reply.json<BulkStepReply>()
    expect(interventions.map(({ state }) => state)).toEqual(['assigned', 'assigned'])
    expect(failures.map(({ error_code }) => error_code)).toEqual(['version_moved', 'not_found'])
    expect(await desk.audited('INTERVENTIONS_STEPPED')).toBe(before + 1)
  })
})

describe('lists', () => {
  test('filter, sort and page', async () => {
    const get = async (query: string) =>
      (await server.get(`/api/warning/interventions?${query}`)).json<{
        interventions: Intervention[]
        total: number
      }>()
    const all = await get('limit=3')
    expect(all.interventions).toHaveLength(3)
    await desk.opened()
    expect((await get('assigned_to=nobody&state=proposed')).interventions[0]!.assigned_to).toBeNull()
    expect((await get('tier=1&sort=risk_score')).interventions.every(({ tier }) => tier === 1)).toBe(true)
    const within = await get('sla=within&limit=500')
    expect(within.interventions.every(({ sla_state }) => sla_state === 'within')).toBe(true)
    expect((await get('days=1')).total).toBe(all.total + 1)
    const csv = await server.get('/api/warning/interventions/export?format=csv')
    expect(csv.body.trim().split('\r\n')).toHaveLength(all.total + 2)
  })
})
