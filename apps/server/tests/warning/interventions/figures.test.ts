import type {
  ActionCenter,
  InterventionCatalogue,
  InterventionSummary,
  Problem,
  ProposeReply,
  SimulationReply,
} from '@pratibimba/contract'
import { describe, expect, test } from 'vitest'
import { customerId } from './bank.ts'
import { intervention, withDesk } from './desk.ts'

const desk = withDesk(400)
const { server } = desk
const ids = (from: number, through: number) =>
  Array.from({ length: through - from + 1 }, (_, i) => customerId(from + i))

test('the action center counts tiers, clocks, ages and recommendations', async () => {
  await desk.propose({ customer_ids: ids(1, 8), type: 'soft_reminder' })
  await desk.propose({ customer_ids: ids(9, 12), type: 'agent_call', assign_to: 'asha' })
  const center = (await server.get('/api/warning/action-center')).json<ActionCenter>()
  const [first, second, third] = center.tiers
  expect(first!.customers + second!.customers + third!.customers).toBe(299)
  expect(center.open_cases).toBe(
    center.unassigned +
      (await server.get('/api/warning/interventions?assigned_to=asha')).json<{ total: number }>().total,
  )
  expect(center.aging[0]).toEqual({ title: 'Under a day', cases: center.open_cases })
  const reminder = center.recommended.find(({ type }) => type === 'soft_reminder')!
  expect(reminder).toMatchObject({ success_probability: 0.75, assumption: true })
  expect(reminder.customers).toBeLessThan(300)
  expect(reminder.customers).toBeGreaterThan(285)
})

test('the catalogue tells types in words and officers with their open cases', async () => {
  const catalogue = (await server.get('/api/warning/intervention-types')).json<InterventionCatalogue>()
  expect(catalogue.types).toHaveLength(7)
  expect(catalogue.types[0]).toMatchObject({ type: 'soft_reminder', success_prior_is_assumption: true })
  expect(catalogue.officers.map(({ id }) => id)).toEqual(['asha', 'ravi'])
  expect(catalogue.officers[0]!.open_cases).toBeGreaterThan(0)
  expect(catalogue.holdout_share).toBe(0.1)
})

describe('a simulation', () => {
  test('says whom it reaches and what is assumed, twice the same', async () => {
    const body = { customer_ids: ids(100, 399), type: 'soft_reminder', officers: 2 }
    const reply = await server.post('/api/warning/interventions/simulate', body)
    const simulation = reply.json<SimulationReply>()
    const dropped = simulation.dropped.reduce((sum, { customers }) => sum + customers, 0)
    expect(simulation.selected).toBe(300)
    expect(simulation.eligible + dropped).toBe(300)
    expect(simulation.eligible).toBeGreaterThan(100)
    expect(simulation.misses_avoided.value).toBeCloseTo(simulation.misses_expected.value * 0.75, 9)
    expect(simulation.assumptions[0]).toContain('Assumption')
    expect((await server.post('/api/warning/interventions/simulate', body)).json()).toEqual(simulation)
  })

  test('refuses customers without a score', async () => {
    const reply = await server.post('/api/warning/interventions/simulate', {
      customer_ids: [customerId(1), customerId(400), 'C7777777'],
      type: 'agent_call',
    })
    expect(reply.statusCode).toBe(422)
    expect(reply.json<Problem>().errors![0]!.pointer).toBe('/customer_ids')
    expect(reply.json<Problem>().detail).toContain('2 of 3')
  })
})

test('the summary sets treated against held out, and beliefs follow the trial', async () => {
  const opened = (
    await desk.propose({ customer_ids: ids(13, 399), type: 'due_date_shift' })
  ).json<ProposeReply>()
  const drawn = opened.interventions.filter(({ tier }) => tier !== null)
  const cases = new Map(drawn.map((one) => [one.id, one]))
  // Half of the control group misses, an eighth of the treated.
  let [treated, held] = [0, 0]
  const missed = new Map(
    [...cases].map(([id, { state }]) => [id, state === 'held_out' ? held++ % 2 === 0 : treated++ % 8 === 0]),
  )
  // A miss can be said at once; that there was none, when the days and their grace are over.
  const observe = async (isMissed: boolean) => {
    for (const [id, { version }] of cases) {
      if (missed.get(id) !== isMissed) continue
      const outcome = isMissed ? 'missed' : 'cured'
      const reply = await desk.step({ id, version }, { action: 'observe_payment', outcome })
      expect(intervention(reply).payment_missed).toBe(isMissed)
    }
  }
  await observe(true)
  const [early] = [...cases.values()].filter(({ id }) => !missed.get(id))
  const refused = await desk.step(early!, { action: 'observe_payment', outcome: 'cured' })
  expect(refused.statusCode).toBe(409)
  expect(refused.json<Problem>().detail).toContain('can be said from 2026-05-05 on')
  desk.pass(33 * 24 * 60)
  await observe(false)
  const summary = (await server.get('/api/warning/interventions/summary?days=40')).json<InterventionSummary>()
  expect(summary.total).toBe(opened.interventions.length + 12)
  const shift = summary.by_type.find(({ id }) => id === 'due_date_shift')!
  expect(shift.treated).toMatchObject({ customers: treated, known: treated, missed: Math.ceil(treated / 8) })
  expect(shift.held_out).toMatchObject({ customers: held, known: held, missed: Math.ceil(held / 2) })
  expect(summary.timeline).toHaveLength(41)
  expect(summary.by_level.map(({ id }) => id)).toEqual(['HIGH', 'CRITICAL'])
  expect(summary.by_state.reduce((sum, { count }) => sum + count, 0)).toBe(summary.total)
  expect(summary.insights.length).toBeGreaterThan(0)
  const catalogue = (await server.get('/api/warning/intervention-types')).json<InterventionCatalogue>()
  const after = catalogue.types.find(({ type }) => type === 'due_date_shift')!
  expect(after.success_prior_is_assumption).toBe(held < 30)
  if (held >= 30) expect(shift.misses_prevented_per_100!.low).toBeGreaterThan(0)
  else expect(shift.verdict).toContain('Too few to tell')
})
