import type { Intervention } from '@pratibimba/contract'
import {
  type InterventionCase,
  openCase,
  possibleSteps,
  type StepContext,
  takeStep,
  versionOf,
} from '@pratibimba/risk/interventions'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { caseOf } from '../../../warning/interventions/case-record.ts'
import { deskPolicyOf } from '../../../warning/interventions/desk-policy.ts'
import { stepFromWire } from '../../../wire/warning/intervention-request.ts'
import { intervention, withDesk } from './desk.ts'

const RUNS = 30
const desk = withDesk(3 * RUNS)
const { server } = desk
const policy = deskPolicyOf({})
const actor = { id: 'local', role: 'supervisor' } as const

const steps = fc.oneof(
  fc.constantFrom<object[]>(
    { action: 'assign', assign_to: 'asha' },
    { action: 'assign', assign_to: 'ravi', note: 'over to you' },
    { action: 'contact' },
    { action: 'contact', channel: 'sms' },
    { action: 'contact', channel: 'letter' },
    { action: 'schedule_contact', contact_at: 'in seven hours' },
    { action: 'record_response' },
    { action: 'record_no_response' },
    { action: 'resolve', outcome: 'cured' },
    { action: 'resolve', outcome: 'declined' },
    { action: 'resolve' },
    { action: 'cancel', note: 'no longer needed' },
    { action: 'cancel' },
    { action: 'undo' },
    { action: 'undo' },
    { action: 'pause', note: 'on holiday' },
    { action: 'resume' },
    { action: 'add_note', note: 'called back' },
    { action: 'observe_payment', outcome: 'paid_late' },
    { action: 'observe_payment', outcome: 'withdrawn' },
  ),
)
const walk = fc.array(
  fc.record({ step: steps, minutes: fc.constantFrom(0, 1, 14, 20, 700, 1300), stale: fc.nat({ max: 9 }) }),
  { minLength: 3, maxLength: 14 },
)

const statusOf = { note_required: 422, outcome_required: 422, channel_not_offered: 422 } as Record<
  string,
  number
>

test('what the server does with random steps is what the domain does, and stays in the store', async () => {
  await fc.assert(
    fc.asyncProperty(walk, async (moves) => {
      const seen: Intervention = await desk.opened()
      let one = opened(seen)
      for (const { step: drawn, minutes, stale } of moves) {
        desk.pass(minutes)
        const now = server.context.clock()
        const step = 'contact_at' in drawn ? { ...drawn, contact_at: hoursAfter(now, 7) } : drawn
        const version = stale === 0 ? versionOf(one) + 1 : versionOf(one)
        const around: StepContext = { now, policy, contacts: [], timeZone: 'UTC' }
        const expected = takeStep(one, { ...stepFromWire(step as never), actor, version }, around)
        const reply = await desk.step({ id: seen.id, version }, step)
        if (expected.taken) {
          expect(reply.statusCode, reply.body).toBe(200)
          one = expected.case
          const { state, version: present, assigned_to, outcome, can, channel } = intervention(reply)
          expect({ state, present, assigned_to, outcome, can, channel }).toEqual({
            state: one.state,
            present: versionOf(one),
            assigned_to: one.assignee,
            outcome: one.outcome,
            can: possibleSteps(one, actor, around),
            channel: one.channel,
          })
        } else expect(reply.statusCode, reply.body).toBe(statusOf[expected.refusal.code] ?? 409)
      }
      const stored = await server.context.warning.stores.interventions.get(seen.id)
      expect(caseOf(stored!)).toEqual(one)
      const actions = await server.context.warning.stores.interventions.actionsOf(seen.id)
      expect(actions.map(({ kind }) => kind)).toEqual(one.events.map(({ kind }) => kind))
      expect(actions.every(({ auditSequence }) => auditSequence !== undefined)).toBe(true)
      expect(stored).toMatchObject({
        state: one.state,
        costMinor: one.contactedAt.length * policy.actions.soft_reminder.costMinor.value,
        ...(one.missed !== null && { missed: one.missed }),
      })
    }),
    { numRuns: RUNS, seed: 7, endOnFailure: true },
  )
  expect((await server.context.audit.verify()).whole).toBe(true)
  expect(server.background).toEqual([])
})

function hoursAfter(now: Date, hours: number): string {
  return new Date(now.getTime() + hours * 3_600_000).toISOString()
}

/** The case as the domain opens it. */
function opened({ id, customer_id: customerId, tier, type }: Intervention): InterventionCase {
  const first = openCase(
    { id, customerId, tier, type, actor, arm: 'treated' },
    { now: server.context.clock(), policy, contacts: [], timeZone: 'UTC' },
  )
  if (!first.taken) throw new Error(first.refusal.message)
  return first.case
}
