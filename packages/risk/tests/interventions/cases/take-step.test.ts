import { describe, expect, it } from 'vitest'
import {
  describeEvent,
  openCase,
  type StepRequest,
  takeStep,
  takeStepInAll,
} from '../../../interventions/index.ts'
import {
  after,
  assign,
  contact,
  context,
  minutesLater,
  officer,
  policy,
  proposed,
  supervisor,
  system,
} from '../support/customers.ts'

const take = (
  one: ReturnType<typeof proposed>,
  step: Partial<StepRequest> & Pick<StepRequest, 'action'>,
  change = {},
) => takeStep(one, { actor: officer, ...step }, context({ now: minutesLater(5), ...change }))

describe('takeStep', () => {
  it('goes the ordinary way from proposal to cure', () => {
    const cured = after(
      proposed(),
      assign,
      contact,
      { action: 'record_response' },
      { action: 'resolve', outcome: 'cured' },
    )
    expect(cured).toMatchObject({
      state: 'resolved',
      outcome: 'cured',
      assignee: 'officer-1',
      channel: 'phone',
    })
    expect(cured.events.map(describeEvent)).toEqual([
      'Proposed',
      'Assigned to officer-1',
      'Contacted by phone',
      'The customer responded',
      'Resolved as cured',
    ])
  })

  it('names the state and what is possible when it refuses', () => {
    const cancelled = after(proposed(), { action: 'cancel', note: 'customer has moved abroad' })
    expect(take(cancelled, contact)).toEqual({
      taken: false,
      refusal: {
        code: 'illegal_transition',
        message: 'contact is not possible while the case is cancelled.',
        state: 'cancelled',
        possible: ['undo', 'add_note'],
        notBefore: undefined,
      },
    })
  })

  it.each([
    ['assignee_required', { action: 'assign' }],
    ['not_permitted', { action: 'assign', assignee: 'officer-2' }],
    ['note_required', { action: 'cancel', note: '  ' }],
    ['note_required', { action: 'pause' }],
    ['note_too_long', { action: 'add_note', note: 'x'.repeat(2_001) }],
    ['not_permitted', { action: 'observe_payment', missed: true }],
    ['outcome_required', { action: 'observe_payment', actor: system }],
    ['version_moved', { action: 'assign', assignee: 'officer-1', version: 7 }],
    ['nothing_to_undo', { action: 'undo' }],
    ['illegal_transition', { action: 'resume' }],
    ['illegal_transition', { action: 'resolve', outcome: 'cured' }],
  ] as const)('refuses with %s', (code, step) => {
    expect(take(proposed(), step)).toMatchObject({ taken: false, refusal: { code, state: 'proposed' } })
  })

  it('refuses steps of an officer in the case of another, and those before the last step', () => {
    const assigned = after(proposed(), assign)
    expect(take(assigned, { ...contact, actor: { id: 'officer-2', role: 'officer' } })).toMatchObject({
      refusal: { code: 'not_permitted', possible: [] },
    })
    expect(take(assigned, { ...contact, actor: supervisor })).toMatchObject({ taken: true })
    expect(take(assigned, contact, { now: minutesLater(-5) })).toMatchObject({
      refusal: { code: 'out_of_order' },
    })
  })

  it('asks for a response before a customer can have declined', () => {
    const silent = after(proposed(), assign, contact, { action: 'record_no_response' })
    expect(take(silent, { action: 'resolve', outcome: 'declined' })).toMatchObject({
      refusal: { code: 'outcome_required' },
    })
    expect(take(silent, { action: 'resolve', outcome: 'paid_late' })).toMatchObject({ taken: true })
  })

  it('does not believe before the days of grace are over that nothing was missed', () => {
    const good = { action: 'observe_payment', actor: supervisor, missed: false } as const
    const opened = Math.floor(proposed().openedAt.getTime() / 86_400_000)
    const at = (day: number) => ({ now: new Date((opened + day) * 86_400_000) })
    const date = new Date((opened + 33) * 86_400_000)
    expect(take(proposed(), good, at(32))).toMatchObject({
      taken: false,
      refusal: {
        code: 'not_known_yet',
        notBefore: date,
        message: expect.stringContaining(date.toISOString().slice(0, 10)),
      },
    })
    expect(take(proposed(), { ...good, missed: true }, at(4))).toMatchObject({ taken: true })
    expect(take(proposed(), good, at(33))).toMatchObject({ taken: true, case: { missed: false } })
  })

  it('observes a payment once, of the held out too', () => {
    const held = proposed({ arm: 'held_out', actor: system })
    const seen = take(held, { action: 'observe_payment', actor: system, missed: true })
    expect(seen).toMatchObject({ taken: true, case: { state: 'held_out', missed: true } })
    if (seen.taken)
      expect(take(seen.case, { action: 'observe_payment', actor: system, missed: false })).toMatchObject({
        refusal: { code: 'already_observed' },
      })
  })

  it('answers a repeated key with what was done, and refuses it for another step', () => {
    const assigned = after(proposed(), { ...assign, key: 'request-1' })
    expect(take(assigned, { ...assign, key: 'request-1' })).toMatchObject({
      taken: true,
      repeated: true,
      event: { sequence: 2 },
      case: { events: { length: 2 } },
    })
    expect(take(assigned, { ...contact, key: 'request-1' })).toMatchObject({
      refusal: { code: 'key_reused' },
    })
  })
})

describe('contact', () => {
  const assigned = after(proposed(), assign)

  it('outside the hours is planned for the next that are allowed', () => {
    const now = new Date('2026-03-11T20:00:00Z')
    const result = take(assigned, contact, { now })
    expect(result).toMatchObject({
      taken: true,
      event: { kind: 'contact_scheduled', scheduledFor: new Date('2026-03-12T08:00:00Z') },
      case: { state: 'assigned', contactedAt: [] },
      audit: { operation: 'INTERVENTION_CONTACT_SCHEDULED' },
    })
  })

  it('is planned for a wanted time, or for the next hour after it', () => {
    const scheduledFor = new Date('2026-03-15T12:00:00Z')
    expect(take(assigned, { action: 'schedule_contact', scheduledFor })).toMatchObject({
      event: { scheduledFor: new Date('2026-03-16T08:00:00Z'), channel: 'phone' },
    })
  })

  it('goes by the channels of its action only', () => {
    expect(take(assigned, { action: 'contact', channel: 'sms' })).toMatchObject({
      refusal: { code: 'channel_not_offered' },
    })
  })

  it('waits between attempts, and ends after the last of them', () => {
    let one = assigned
    for (let attempt = 0; attempt < policy.maximumAttempts; attempt++) {
      const now = minutesLater(5 + attempt * 1_440)
      const contacted = take(one, contact, { now })
      expect(contacted).toMatchObject({ taken: true, event: { kind: 'contacted' } })
      if (!contacted.taken) return
      const silent = take(
        contacted.case,
        { action: 'record_no_response' },
        { now: minutesLater(10 + attempt * 1_440) },
      )
      if (!silent.taken) return
      one = silent.case
      if (attempt === 0)
        expect(take(one, contact, { now: minutesLater(60) })).toMatchObject({
          event: { kind: 'contact_scheduled', scheduledFor: new Date('2026-03-12T08:00:00Z') },
        })
    }
    expect(take(one, contact, { now: minutesLater(6_000) })).toMatchObject({
      refusal: { code: 'attempts_exhausted' },
    })
  })

  it('in a cool-down needs a reason, whichever way it is asked for', () => {
    const contacts = [{ type: 'agent_call' as const, at: minutesLater(-1_440) }]
    for (const action of ['contact', 'schedule_contact'] as const) {
      const ask = (overrideReason?: string) =>
        take(assigned, { action, channel: 'phone', overrideReason }, { contacts })
      expect(ask()).toMatchObject({
        refusal: { code: 'cool_down', notBefore: new Date('2026-03-24T09:00:00Z') },
      })
      expect(ask('please')).toMatchObject({ refusal: { code: 'override_reason_required' } })
      expect(ask('     please      ')).toMatchObject({ refusal: { code: 'override_reason_required' } })
      expect(ask('the customer asked for it')).toMatchObject({
        taken: true,
        event: { overrideReason: 'the customer asked for it' },
        audit: { metadata: { cool_down_overridden: true } },
      })
    }
  })

  it('ends the cool-down with its last day, sooner after other actions', () => {
    const daysAgo = (type: 'agent_call' | 'soft_reminder', days: number) => ({
      contacts: [{ type, at: minutesLater(5 - days * 1_440) }],
    })
    expect(take(assigned, contact, daysAgo('agent_call', 13.99)).taken).toBe(false)
    expect(take(assigned, contact, daysAgo('agent_call', 14)).taken).toBe(true)
    expect(take(assigned, contact, daysAgo('soft_reminder', 2.99)).taken).toBe(false)
    expect(take(assigned, contact, daysAgo('soft_reminder', 3)).taken).toBe(true)
  })

  it('may follow its own first attempt, which is no contact of another case', () => {
    const silent = after(assigned, contact, { action: 'record_no_response' })
    const contacts = [{ type: 'agent_call' as const, at: silent.contactedAt[0], caseId: silent.id }]
    expect(take(silent, contact, { contacts, now: minutesLater(1_440) })).toMatchObject({ taken: true })
  })
})

describe('undo', () => {
  it('takes steps back one by one, each on record', () => {
    const ended = after(
      proposed(),
      assign,
      contact,
      { action: 'record_response' },
      { action: 'resolve', outcome: 'declined' },
      { action: 'undo' },
      { action: 'undo' },
    )
    expect(ended).toMatchObject({ state: 'contacted', outcome: null, respondedAt: null })
    expect(ended.events.slice(-2)).toMatchObject([
      { kind: 'undone', undoes: 5 },
      { kind: 'undone', undoes: 4 },
    ])
    expect(take(ended, { action: 'undo' }, { now: minutesLater(8) })).toMatchObject({
      refusal: { code: 'not_reversible' },
    })
  })

  it('leaves notes alone and reaches past them', () => {
    const noted = after(proposed(), assign, { action: 'add_note', note: 'speaks French' }, { action: 'undo' })
    expect(noted).toMatchObject({ state: 'proposed', assignee: null })
    expect(noted.events.map(({ kind }) => kind)).toContain('note_added')
  })

  it('is for a while, and for who took the step or a supervisor', () => {
    const assigned = after(proposed(), { ...assign, actor: supervisor })
    expect(take(assigned, { action: 'undo' })).toMatchObject({ refusal: { code: 'not_permitted' } })
    const undo = { action: 'undo', actor: supervisor } as const
    expect(take(assigned, undo, { now: minutesLater(16) })).toMatchObject({ taken: true })
    expect(take(assigned, undo, { now: minutesLater(16.1) })).toMatchObject({
      refusal: { code: 'undo_window_passed' },
    })
  })
})

describe('takeStepInAll', () => {
  it('answers for each case, and does nothing a second time', () => {
    const cases = [
      proposed(),
      proposed({ id: 'INT_00000002' }),
      proposed({ id: 'INT_00000003', arm: 'held_out' }),
    ]
    const request = { ...assign, actor: officer, key: 'bulk-1' }
    const now = minutesLater(5)
    const items = [...cases, cases[0]].map((one) => ({ case: one, context: context({ now }) }))
    const first = takeStepInAll(items, request)
    expect(first).toMatchObject([
      { taken: true, repeated: false },
      { taken: true, repeated: false },
      { taken: false, refusal: { code: 'illegal_transition', state: 'held_out' } },
      { taken: true, repeated: true },
    ])
    const again = takeStepInAll(
      first.flatMap((result) =>
        result.taken ? [{ case: result.case, context: context({ now: minutesLater(9) }) }] : [],
      ),
      request,
    )
    expect(again.every((result) => result.taken && result.repeated)).toBe(true)
  })

  it('minds the version at which each was seen', () => {
    const items = [1, 2].map((version) => ({
      case: proposed(),
      version,
      context: context({ now: minutesLater(5) }),
    }))
    const request = { action: 'cancel', note: 'not needed', actor: supervisor, key: 'bulk-2' } as const
    expect(takeStepInAll(items.slice(1), request)).toMatchObject([{ refusal: { code: 'version_moved' } }])
    expect(takeStepInAll(items.slice(0, 1), request)).toMatchObject([{ taken: true }])
  })
})

describe('openCase', () => {
  it('withholds support from nobody', () => {
    expect(proposed({ type: 'hardship_referral', arm: 'held_out' }).state).toBe('proposed')
  })

  it('refuses a note that is too long', () => {
    const opening = { id: 'INT_00000004', customerId: 'C0000001', type: 'agent_call', tier: 1 } as const
    expect(
      openCase({ ...opening, actor: officer, arm: 'treated', note: 'x'.repeat(2_001) }, context()),
    ).toMatchObject({ refusal: { code: 'note_too_long' } })
  })
})
