import { interventionActions, interventionOutcomes, interventionStates } from '@pratibimba/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CaseStep,
  eventFromJson,
  eventToJson,
  type InterventionCase,
  openCase,
  possibleSteps,
  replayCase,
  type StepRequest,
  takeStep,
  transitions,
  versionOf,
} from '../../../interventions/index.ts'
import { context, minutesLater, officer, policy, proposed, supervisor, system } from '../support/customers.ts'

const terminal = new Set(['resolved', 'cancelled', 'held_out'])
const besides = new Set<CaseStep>(['undo', 'add_note', 'observe_payment'])

const steps = fc.array(
  fc.record(
    {
      action: fc.constantFrom(...(Object.keys(transitions) as CaseStep[])),
      actor: fc.constantFrom(officer, supervisor, supervisor, system, {
        id: 'officer-2',
        role: 'officer',
      } as const),
      key: fc.constantFrom(undefined, undefined, undefined, 'key-1', 'key-2'),
      note: fc.constantFrom(undefined, '', 'because of this', 'because of this'),
      assignee: fc.constantFrom(undefined, 'officer-1', 'officer-2'),
      channel: fc.constantFrom(undefined, 'phone', 'phone', 'sms'),
      outcome: fc.constantFrom(undefined, ...interventionOutcomes),
      missed: fc.constantFrom(undefined, true, false),
      overrideReason: fc.constantFrom(
        undefined,
        'short',
        'the customer has asked for it',
        'the customer has asked for it',
      ),
      /** Takes this one of what is possible, instead of `action`. */
      pick: fc.option(fc.nat(20), { nil: undefined, freq: 4 }),
      minutes: fc.constantFrom(0, 1, 1, 10, 10, 1_440, 2_880),
    },
    { requiredKeys: ['action', 'actor', 'minutes'] },
  ),
  { maxLength: 40, size: 'max' },
)
const openings = fc.record({
  arm: fc.constantFrom('treated', 'treated', 'held_out') as fc.Arbitrary<'treated' | 'held_out'>,
  contactedDaysAgo: fc.constantFrom(undefined, 1, 5, 30),
})
type Opening = { arm: 'treated' | 'held_out'; contactedDaysAgo: number | undefined }
type Walk = { step: StepRequest; before: InterventionCase; result: ReturnType<typeof takeStep> }[]

/** Walks through random requests; every result, with the case before it. */
function walk(
  { arm, contactedDaysAgo }: Opening,
  requests: readonly (StepRequest & { minutes: number; pick?: number })[],
) {
  const contacts =
    contactedDaysAgo === undefined
      ? []
      : [{ type: 'agent_call' as const, at: minutesLater(-contactedDaysAgo * 1440) }]
  let present = proposed({ arm })
  let minutes = 0
  const walked: Walk = []
  for (const { minutes: more, pick, ...request } of requests) {
    minutes += more
    const possible = possibleSteps(present, request.actor, { now: minutesLater(minutes), policy })
    const guided =
      pick === undefined || possible.length === 0 ? {} : { action: possible[pick % possible.length] }
    const step = { ...request, ...guided }
    const result = takeStep(present, step, context({ now: minutesLater(minutes), contacts }))
    walked.push({ step, before: present, result })
    if (result.taken) present = result.case
  }
  return { walked, last: present, contacts }
}

describe('the machine of a case', () => {
  it('knows a step for every action, and states that all are reached or begun with', () => {
    expect(['propose', 'hold_out', ...Object.keys(transitions)].sort()).toEqual(
      [...interventionActions].sort(),
    )
    for (const { from } of Object.values(transitions))
      for (const state of from) expect(interventionStates).toContain(state)
  })

  it('is walked through to every state by these tests', () => {
    const reached = new Set<string>()
    for (const [opening, requests] of fc.sample(fc.tuple(openings, steps), { numRuns: 400, seed: 1 }))
      for (const { before } of walk(opening, requests).walked) reached.add(before.state)
    expect([...reached].sort()).toEqual([...interventionStates].sort())
  })

  it('leads out of a terminal state by undoing only', () => {
    fc.assert(
      fc.property(openings, steps, (opening, requests) => {
        for (const { step, before, result } of walk(opening, requests).walked)
          if (terminal.has(before.state) && result.taken && !result.repeated) {
            expect(besides).toContain(step.action)
            if (step.action !== 'undo') expect(result.case.state).toBe(before.state)
          }
      }),
    )
  })

  it('never contacts the control group, nor lets it out', () => {
    fc.assert(
      fc.property(openings, steps, (opening, requests) => {
        const { last } = walk({ ...opening, arm: 'held_out' }, requests)
        expect(last.state).toBe('held_out')
        expect(last.contactedAt).toEqual([])
        expect(last.scheduledFor).toBeNull()
      }),
    )
  })

  it('never contacts in a cool-down without a reason on record', () => {
    fc.assert(
      fc.property(openings, steps, (opening, requests) => {
        const { last, contacts } = walk(opening, requests)
        for (const { kind, at } of last.events) {
          if (kind !== 'contacted' || contacts.length === 0) continue
          const rested = at.getTime() - contacts[0].at.getTime() >= 14 * 86_400_000
          const reasons = last.events.filter(({ overrideReason }) => overrideReason !== undefined)
          expect(rested || reasons.length > 0).toBe(true)
          for (const { overrideReason } of reasons)
            expect(overrideReason!.length).toBeGreaterThanOrEqual(policy.minimumOverrideReason)
        }
      }),
    )
  })

  it('only ever adds to its history, from which it can be made again, also out of storage', () => {
    fc.assert(
      fc.property(openings, steps, (opening, requests) => {
        const { walked, last } = walk(opening, requests)
        for (const { before, result } of walked) {
          if (!result.taken) continue
          expect(result.case.events.slice(0, before.events.length)).toEqual(before.events)
          expect(versionOf(result.case)).toBe(versionOf(before) + (result.repeated ? 0 : 1))
        }
        const stored = JSON.parse(JSON.stringify(last.events.map(eventToJson)))
        expect(replayCase(last, stored.map(eventFromJson))).toEqual(last)
      }),
    )
  })

  it('refuses with a state and with steps that are then not refused for being illegal', () => {
    fc.assert(
      fc.property(openings, steps, (opening, requests) => {
        for (const { step, before, result } of walk(opening, requests).walked) {
          if (result.taken) continue
          expect(result.refusal.state).toBe(before.state)
          expect(result.refusal.message).toMatch(/\.$/)
          if (result.refusal.code === 'illegal_transition')
            expect(result.refusal.possible).not.toContain(step.action)
        }
      }),
    )
  })

  it('says of no step that it is possible when state, role or pause forbid it', () => {
    const forbidden = ['illegal_transition', 'nothing_to_undo', 'not_reversible', 'undo_window_passed']
    fc.assert(
      fc.property(openings, steps, (opening, requests) => {
        const { last } = walk(opening, requests)
        const now = new Date(last.events.at(-1)!.at.getTime() + 60_000)
        for (const actor of [officer, supervisor, system])
          for (const action of possibleSteps(last, actor, { now, policy })) {
            const full = {
              action,
              actor,
              note: 'why',
              assignee: actor.id,
              outcome: 'cured',
              missed: true,
            } as const
            const result = takeStep(last, full, context({ now }))
            if (!result.taken) expect(forbidden).not.toContain(result.refusal.code)
          }
      }),
    )
  })

  it('leaves an audit entry of every step, with nothing of the customer and no free text', () => {
    fc.assert(
      fc.property(openings, steps, (opening, requests) => {
        for (const { result, before } of walk(opening, requests).walked) {
          if (!result.taken || result.repeated) continue
          const { operation, subjectId, metadata } = result.audit
          expect(operation).toMatch(/^INTERVENTION_[A-Z_]+$/)
          expect(subjectId).toBe(before.id)
          expect(metadata).toMatchObject({ from: before.state, to: result.case.state })
          expect(JSON.stringify(result.audit)).not.toMatch(/C0000001|because of this|has asked for it/)
        }
      }),
    )
  })

  it('opens with the reason for an override, and holds out without one', () => {
    const contacts = [{ type: 'soft_reminder' as const, at: minutesLater(-60) }]
    const request = {
      id: 'INT_00000002',
      customerId: 'C0000001',
      type: 'agent_call',
      tier: 1,
      actor: officer,
    } as const
    const open = (change: { arm: 'treated' | 'held_out'; overrideReason?: string }) =>
      openCase({ ...request, ...change }, context({ contacts }))
    expect(open({ arm: 'treated' })).toMatchObject({
      taken: false,
      refusal: { code: 'cool_down', state: null },
    })
    expect(open({ arm: 'treated', overrideReason: ' short    ' })).toMatchObject({
      refusal: { code: 'override_reason_required' },
    })
    const opened = open({ arm: 'treated', overrideReason: 'they called us' })
    expect(opened).toMatchObject({ taken: true, audit: { metadata: { cool_down_overridden: true } } })
    expect(open({ arm: 'held_out' })).toMatchObject({ taken: true, case: { state: 'held_out' } })
  })
})
