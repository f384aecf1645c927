import { type NewAction, RecordConflict } from '@pratibimba/risk/ports'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import {
  openAuditLog,
  openCustomerStore,
  openInterventionStore,
  openReplies,
  openRiskScoreStore,
} from '../../../postgres/index.ts'
import { withTestDatabase } from '../../support/database.ts'
import { customerId, customers, intervention, score } from './bank.ts'

const test_ = withTestDatabase()
const now = new Date('2026-04-02T06:00:00Z')

async function desk(size = 20) {
  const database = await test_.fresh()
  await openCustomerStore(database.kysely).upsert(customers(size))
  const audit = await openAuditLog(database, { checkpointDirectory: await test_.directory() })
  return { database, audit, store: openInterventionStore(database.kysely, () => now) }
}

const action = (n: number, more: Partial<NewAction> = {}): NewAction => ({
  actionKey: `key-${n}`,
  interventionId: intervention(n).interventionId,
  customerId: customerId(n),
  kind: 'proposed',
  actor: 'officer-1',
  role: 'officer',
  toState: 'proposed',
  detail: { sequence: 1 },
  at: new Date('2026-04-01T09:00:00Z'),
  ...more,
})

describe('cases', () => {
  test('stand with their actions and the entry of the chain, or not at all', async () => {
    const { audit, store } = await desk()
    const propose = (n: number) =>
      audit.transaction(async (transaction) => {
        const [created] = await openInterventionStore(transaction).create([intervention(n)], [action(n)])
        const metadata = { action_key: `key-${n}` }
        const fact = { operation: 'INTERVENTION_PROPOSED', actor: 'officer-1', subjectId: 'x', metadata }
        return { fact, result: created! }
      })
    const [one, two] = await Promise.all([propose(1), propose(2)])
    expect(one).toEqual({ ...intervention(1), version: 1, updatedAt: intervention(1).createdAt })
    await expect(propose(1)).rejects.toBeInstanceOf(RecordConflict)
    await expect(
      audit.transaction(async (transaction) => {
        await openInterventionStore(transaction).create([intervention(3)], [action(3)])
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await store.get(intervention(3).interventionId)).toBeUndefined()
    expect(await store.actionsOf(intervention(3).interventionId)).toEqual([])
    const { entries } = await audit.list({ limit: 10, offset: 0 })
    for (const { interventionId } of [one, two]) {
      const [logged] = await store.actionsOf(interventionId)
      const entry = entries.find(({ metadata }) => metadata.action_key === logged!.actionKey)
      expect(logged!.auditSequence).toBe(entry!.sequence)
    }
    expect((await audit.verify()).whole).toBe(true)
    await audit.close()
  })

  test('a customer has one open case, however many propose at once', async () => {
    const { store } = await desk()
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) =>
        store.create([intervention(100 + i, { customerId: customerId(1) })], []),
      ),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const held = intervention(200, { customerId: customerId(1), state: 'held_out', heldOut: true })
    await store.create([held], [])
    expect((await store.ofCustomer(customerId(1))).map(({ state }) => state).sort()).toEqual([
      'held_out',
      'proposed',
    ])
    const closed = intervention(201, { customerId: customerId(1), state: 'cancelled', closedAt: now })
    await store.create([closed], [])
    const reopen = {
      interventionId: closed.interventionId,
      expectedVersion: 1,
      change: { state: 'proposed' } as const,
    }
    await expect(store.change([reopen], [])).rejects.toThrow(/has an open case already/)
  })

  test('of those who change a case at once one does, and the others hear of it', async () => {
    const { store } = await desk()
    await store.create([intervention(1)], [])
    const change = (assignee: string) =>
      store.change(
        [
          {
            interventionId: intervention(1).interventionId,
            expectedVersion: 1,
            change: { assignee, state: 'assigned' },
          },
        ],
        [action(1, { kind: 'assigned', actor: assignee })],
      )
    const results = await Promise.all(['a', 'b', 'c', 'd'].map(change))
    expect(results.filter(({ changed }) => changed.length === 1)).toHaveLength(1)
    expect(results.filter(({ conflicts }) => conflicts.length === 1)).toHaveLength(3)
    const present = await store.get(intervention(1).interventionId)
    expect(present).toMatchObject({ version: 2, state: 'assigned' })
    expect(await store.actionsOf(intervention(1).interventionId)).toMatchObject([
      { actor: present!.assignee },
    ])
  })

  test('a bulk change takes those that are as they were seen', async () => {
    const { store } = await desk()
    const several = Array.from({ length: 20 }, (_, i) => intervention(i + 1))
    await store.create(several, [])
    const ids = several.map(({ interventionId }) => interventionId)
    await store.change(
      [{ interventionId: ids[4]!, expectedVersion: 1, change: { state: 'cancelled', closedAt: now } }],
      [],
    )
    const { changed, conflicts } = await store.change(
      [...ids, 'INT_99999999'].map((interventionId, i) => ({
        interventionId,
        expectedVersion: 1,
        change: { state: 'contacted', contactedAt: now, costMinor: i % 2 === 0 ? 1 : 2, sla: null },
      })),
      several.map((_, i) => action(i + 1, { kind: 'contacted' })),
    )
    expect(changed).toHaveLength(19)
    expect(changed[1]).toMatchObject({ version: 2, costMinor: 2, contactedAt: now })
    expect(changed[1]!.sla).toBeUndefined()
    expect(conflicts).toEqual([ids[4], 'INT_99999999'])
    const { total } = await store.actions({ kind: ['contacted'], limit: 1, offset: 0 })
    expect(total).toBe(19)
    await expect(
      store.change(
        [ids[0]!, ids[0]!].map((interventionId) => ({ interventionId, expectedVersion: 2, change: {} })),
        [],
      ),
    ).rejects.toThrow(/each case once/)
  })

  test('null clears, what is absent stays', async () => {
    const { store } = await desk()
    await store.create([intervention(1, { channel: 'phone', assignee: 'o', overrideReason: 'because' })], [])
    const step = (expectedVersion: number, change: object) =>
      store.change([{ interventionId: intervention(1).interventionId, expectedVersion, change }], [])
    const { changed } = await step(1, { channel: null, detail: { messages: [1] } })
    expect(changed[0]).toMatchObject({ assignee: 'o', overrideReason: 'because', detail: { messages: [1] } })
    expect(changed[0]!.channel).toBeUndefined()
  })

  test('the action log refuses change and removal', async () => {
    const { database, store } = await desk()
    await store.recordActions([action(1, { kind: 'customer_assigned' })])
    for (const attempt of [
      sql`update action_audit_log set actor = 'x'`,
      sql`update action_audit_log set audit_sequence = 7, note = 'x'`,
      sql`delete from action_audit_log`,
      sql`truncate action_audit_log`,
    ])
      await expect(attempt.execute(database.kysely)).rejects.toThrow(/append-only/)
  })
})

describe('lists', () => {
  test('filter by everything, judge clocks by now, and count', async () => {
    const { database, store } = await desk()
    await openRiskScoreStore(database.kysely).insert([score(1, { score: 0.75 })])
    const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
    const clock = (due: number, more: object = {}) => ({ dueAt: at(due), warnAt: at(due - 4), ...more })
    await store.create(
      [
        intervention(1, { sla: clock(8) }),
        intervention(2, {
          sla: clock(2),
          assignee: 'o1',
          state: 'assigned',
          type: 'soft_reminder',
          level: 'CRITICAL',
        }),
        intervention(3, { sla: clock(-1), score: 0.9 }),
        intervention(4, { sla: clock(-1, { pausedAt: at(-3) }) }),
        intervention(5, { sla: clock(-9, { metAt: at(-10) }), state: 'contacted', contactedAt: at(-10) }),
        intervention(6, {
          sla: clock(-9, { metAt: at(-8) }),
          state: 'resolved',
          outcome: 'cured',
          contactedAt: at(-8),
          respondedAt: at(-6),
          closedAt: at(-5),
        }),
        intervention(7, { state: 'held_out', heldOut: true }),
      ].map(({ sla, ...one }) => (one.state === 'held_out' ? one : { ...one, sla: sla! })),
      [],
    )
    const ids = async (
      filter: Parameters<typeof store.figures>[0],
      sort: 'score' | 'due_at' | 'oldest' = 'oldest',
    ) => {
      const { interventions, total } = await store.list({ filter, sort, limit: 50, offset: 0, now })
      expect(total).toBe(interventions.length)
      return interventions.map(({ customerId }) => Number(customerId.slice(1)))
    }
    expect(await ids({ slaState: ['within'] })).toEqual([1])
    expect(await ids({ slaState: ['approaching'] })).toEqual([2])
    expect(await ids({ slaState: ['overdue'] })).toEqual([3])
    expect(await ids({ slaState: ['paused'] })).toEqual([4])
    expect(await ids({ slaState: ['met'] })).toEqual([5])
    expect(await ids({ slaState: ['breached', 'overdue'] })).toEqual([3, 6])
    expect(await ids({ open: true }, 'due_at')).toEqual([3, 4, 2, 1, 5])
    expect(await ids({ open: false })).toEqual([6, 7])
    expect(await ids({ assignee: 'o1' })).toEqual([2])
    expect(await ids({ assignee: null, type: ['agent_call'], heldOut: false, level: ['HIGH'] })).toEqual([
      1, 3, 4, 5, 6,
    ])
    expect((await ids({}, 'score'))[0]).toBe(3)
    expect(await ids({ idPrefix: 'C0000003' })).toEqual([3])
    expect(await ids({ idPrefix: 'INT_00000003' })).toEqual([3])
    expect(await ids({ createdFrom: now })).toEqual([])
    const { interventions } = await store.list({
      filter: { customerId: customerId(1) },
      limit: 1,
      offset: 0,
      now,
    })
    expect(interventions[0]).toMatchObject({
      slaState: 'within',
      currentScore: 0.75,
      currentLevel: 'CRITICAL',
    })

    const figures = await store.figures({}, now)
    expect(figures).toMatchObject({
      total: 7,
      contacted: 2,
      responded: 1,
      meanResponseHours: 2,
      costMinor: 35_000,
    })
    expect(figures.byState).toMatchObject({ proposed: 3, resolved: 1, held_out: 1, cancelled: 0 })
    expect(figures.bySla).toEqual({ within: 1, approaching: 1, overdue: 1, paused: 1, met: 1, breached: 1 })
    expect(await store.timeline({}, '2026-04-01', '2026-04-02')).toEqual([
      { date: '2026-04-01', opened: 7, contacted: 2, resolved: 0 },
      { date: '2026-04-02', opened: 0, contacted: 0, resolved: 1 },
    ])
    expect(await store.ages(new Date('2026-04-04T09:00:00Z'))).toEqual([{ days: 3, cases: 5 }])
  })

  test('a customer is compared once: later cases are named, and support is nobody’s first', async () => {
    const { store } = await desk(3)
    const trial = { detail: { trial: { stratum: 1, programme: 'p' } } }
    const on = (n: number, day: number, more: Parameters<typeof intervention>[1] = {}) =>
      intervention(n, {
        interventionId: `INT_${n}_${day}`,
        state: 'cancelled',
        createdAt: new Date(Date.UTC(2026, 0, day)),
        ...trial,
        ...more,
      })
    const cases = [
      on(1, 1),
      on(1, 40),
      on(2, 1, { type: 'hardship_referral' }),
      on(2, 40),
      on(3, 1, { detail: { trial: { stratum: 1, programme: 'before' } } }),
      on(3, 40),
    ]
    await store.create(cases, [])
    const found = await store.trialCases({}, ['hardship_referral'])
    expect(found).toHaveLength(6)
    expect(found.filter(({ isLater }) => isLater)).toHaveLength(1)
    await store.recordOutcomes(
      cases.map(({ interventionId, customerId, heldOut }) => ({
        interventionId,
        customerId,
        heldOut,
        missed: true,
        observedOn: '2026-05-01',
        recordedBy: 'system',
        recordedAt: now,
      })),
    )
    const counts = await store.trialCounts(['hardship_referral'])
    expect(counts.reduce((sum, { treated }) => sum + treated.customers, 0)).toBe(5)
  })

  test('a trial holds all that were drawn for, called off or not, with a known end or not', async () => {
    const { store } = await desk(20)
    const drawn = (stratum: number) => ({ detail: { trial: { stratum } } })
    const cases = Array.from({ length: 20 }, (_, i) =>
      i < 8
        ? intervention(i + 1, {
            state: 'held_out',
            heldOut: true,
            type: 'soft_reminder',
            costMinor: 0,
            ...drawn(2),
          })
        : intervention(i + 1, { type: i < 14 ? 'soft_reminder' : 'agent_call', ...drawn(1) }),
    )
    cases[18] = intervention(19)
    cases[19] = intervention(20, { state: 'cancelled', ...drawn(3) })
    await store.create(cases, [])
    await store.recordOutcomes(
      cases.slice(0, 16).map(({ interventionId, customerId, heldOut }, i) => ({
        interventionId,
        customerId,
        heldOut,
        missed: i % 4 === 0,
        observedOn: '2026-05-01',
        recordedBy: 'system',
        recordedAt: now,
      })),
    )
    expect(await store.trialCounts([])).toEqual([
      { type: 'agent_call', treated: { customers: 2, missed: 0 }, heldOut: { customers: 0, missed: 0 } },
      { type: 'soft_reminder', treated: { customers: 6, missed: 2 }, heldOut: { customers: 8, missed: 2 } },
    ])
    const trial = await store.trialCases({ type: ['soft_reminder'] }, [])
    expect(trial.filter(({ heldOut }) => heldOut)).toHaveLength(8)
    expect(trial.filter(({ stratum }) => stratum === 1)).toHaveLength(6)
    expect((await store.trialCases({}, [])).find(({ stratum }) => stratum === 3)).toEqual({
      type: cases[19].type,
      level: cases[19].level,
      stratum: 3,
      heldOut: false,
      contacted: false,
      exposureMinor: cases[19].exposureMinor,
      costMinor: cases[19].costMinor,
      isLater: false,
    })
    expect(await store.trialCases({}, [])).toHaveLength(19)
    expect((await store.ofCustomers([customerId(2), customerId(1)])).map((one) => one.customerId)).toEqual([
      customerId(1),
      customerId(2),
    ])
    const awaiting = await store.awaitingOutcome(now, 10)
    expect(awaiting.map(({ interventionId }) => interventionId)).toEqual(
      cases.slice(16).map(({ interventionId }) => interventionId),
    )
    expect(await store.get(cases[0]!.interventionId)).toMatchObject({ missed: true })
    expect(await store.outcomes([cases[0]!.interventionId])).toHaveLength(1)
  })
})

test('customers have one officer at a time, and their past ones are known', async () => {
  const { store } = await desk()
  await store.saveOfficer({ officerId: 'o1', name: 'Ada', role: 'officer', capacity: 30, active: true })
  await store.saveOfficer({ officerId: 'o1', name: 'Ada L.', role: 'supervisor', active: true })
  const by = (hour: number) => ({ actor: 'boss', at: new Date(Date.UTC(2026, 3, 1, hour)) })
  const both = [customerId(1), customerId(2)]
  expect(await store.assignCustomers(both, 'o1', by(1))).toBe(2)
  expect(await store.assignCustomers(both, 'o1', by(2))).toBe(0)
  expect(await store.assignCustomers([customerId(1)], 'o2', { ...by(3), reason: 'ill' })).toBe(1)
  expect(await store.officers()).toEqual([
    { officerId: 'o1', name: 'Ada L.', role: 'supervisor', active: true, openCases: 0, customers: 1 },
  ])
  expect(await store.assignCustomers(both, null, by(4))).toBe(2)
  expect(await store.assignments(customerId(1))).toEqual([
    {
      customerId: customerId(1),
      officerId: 'o2',
      assignedBy: 'boss',
      assignedAt: by(3).at,
      endedAt: by(4).at,
      reason: 'ill',
    },
    {
      customerId: customerId(1),
      officerId: 'o1',
      assignedBy: 'boss',
      assignedAt: by(1).at,
      endedAt: by(3).at,
    },
  ])
})

test('a request that comes again gets the same answer, also while the first is under way', async () => {
  const { database } = await desk()
  let done = 0
  const ask = (hash: string) =>
    database.kysely.transaction().execute(async (transaction) => {
      const replies = openReplies(transaction)
      const earlier = await replies.earlier<{ done: number }>('propose key-1', hash)
      if (earlier !== undefined) return earlier
      const reply = { done: ++done }
      await replies.keep('propose key-1', hash, reply)
      return reply
    })
  expect(await Promise.all([ask('a'), ask('a'), ask('a')])).toEqual(new Array(3).fill({ done: 1 }))
  await expect(ask('b')).rejects.toBeInstanceOf(RecordConflict)
})
