import type { WorklistFilter, WorklistQuery } from '@pratibimba/risk/ports'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import {
  openBulkScores,
  openCustomerStore,
  openInterventionStore,
  openRiskScoreStore,
} from '../../../postgres/index.ts'
import { withTestDatabase } from '../../support/database.ts'
import { customerId, customers, intervention, score } from './bank.ts'

const test_ = withTestDatabase()
const now = new Date('2026-04-02T06:00:00Z')

async function portfolio(size = 40) {
  const database = await test_.fresh()
  await openCustomerStore(database.kysely).upsert(customers(size))
  const store = openRiskScoreStore(database.kysely)
  const scores = Array.from({ length: size }, (_, i) => score(i + 1))
  expect(await store.insert(scores)).toBe(size)
  return { database, store, scores }
}

describe('scores', () => {
  test('come back as they were given, once a customer, day and model', async () => {
    const { store, scores } = await portfolio()
    expect(await store.history(customerId(7))).toEqual([scores[6]])
    expect(await store.insert(scores)).toBe(0)
    const older = score(7, { score: 0.9, scoredAt: new Date('2026-03-31T12:00:00Z') })
    expect(await store.insert([older])).toBe(0)
    const newer = score(7, { score: 0.9, scoredAt: new Date('2026-04-01T00:00:00Z') })
    expect(await store.insert([score(7), newer])).toBe(1)
    expect(await store.history(customerId(7))).toEqual([newer])
    expect(await store.latest(customerId(7), now)).toMatchObject(newer)
    expect(await store.latest('C9999999', now)).toBeUndefined()
  })

  test('of several models the one scored last is in force; shadow scores never are', async () => {
    const { store, scores } = await portfolio()
    const challenger = score(1, {
      modelVersion: 'M2',
      score: 0.99,
      scoredAt: new Date('2026-04-01T01:00:00Z'),
    })
    await store.insert([challenger], { shadow: true })
    expect(await store.history(customerId(1))).toEqual([scores[0]])
    expect(await store.latest(customerId(1), now)).toMatchObject({ score: scores[0]!.score })
    expect(await store.ofDay('2026-03-31', 'M2')).toEqual({
      customerIds: [customerId(1)],
      scores: Float64Array.of(0.99),
      scoredAtMs: Float64Array.of(Date.parse('2026-04-01T01:00:00Z')),
    })
    expect((await store.ofDay('2026-03-31')).scores).toEqual(Float64Array.from(scores, (one) => one.score))
    await store.insert([challenger])
    expect(await store.history(customerId(1))).toEqual([scores[0]])
  })

  test('an older day is history and does not become the latest', async () => {
    const { store, scores } = await portfolio()
    await store.insert([
      score(1, { asOfDate: '2026-03-01', score: 0.5 }),
      score(1, { asOfDate: '2026-03-24', score: 0.25 }),
      score(1, { asOfDate: '2026-03-30', score: 0.125 }),
    ])
    expect((await store.history(customerId(1))).map(({ asOfDate }) => asOfDate)).toEqual([
      '2026-03-01',
      '2026-03-24',
      '2026-03-30',
      '2026-03-31',
    ])
    expect(await store.history(customerId(1), '2026-03-24', '2026-03-30')).toHaveLength(2)
    const value = scores[0]!.score
    expect(await store.latest(customerId(1), now)).toMatchObject({
      asOfDate: '2026-03-31',
      change1d: value - 0.125,
      change7d: value - 0.25,
      change30d: value - 0.5,
    })
  })

  test('many at once, in any order, leave the newest', async () => {
    const { store } = await portfolio(10)
    const days = Array.from({ length: 12 }, (_, d) => `2026-04-${String(d + 1).padStart(2, '0')}`)
    await Promise.all(
      days.map((asOfDate, d) =>
        store.insert(
          Array.from({ length: 10 }, (_, i) =>
            score(d % 2 === 0 ? i + 1 : 10 - i, { asOfDate, score: d / 20 }),
          ),
        ),
      ),
    )
    const rows = await store.latestMany([customerId(1), customerId(10)], now)
    expect(rows.map(({ asOfDate, score }) => [asOfDate, score])).toEqual([
      ['2026-04-12', 0.55],
      ['2026-04-12', 0.55],
    ])
  })

  test('a value that is no probability is refused whole', async () => {
    const { store } = await portfolio(3)
    await expect(
      store.insert([score(1, { asOfDate: '2026-04-01' }), score(2, { score: 1.5 })]),
    ).rejects.toThrow(/check/)
    expect(await store.history(customerId(1), '2026-04-01')).toEqual([])
  })

  test('a bulk load is the same as inserting', async () => {
    const { database, store, scores } = await portfolio(30)
    const bulk = openBulkScores(database)
    const more = ['2026-02-28', '2026-03-30', '2026-04-01'].flatMap((asOfDate) =>
      Array.from({ length: 30 }, (_, i) => score(i + 1, { asOfDate, score: 0.25, drivers: [] })),
    )
    expect(await bulk.load([...more, ...scores])).toBe(90)
    expect(await bulk.load(more)).toBe(0)
    expect(await store.history(customerId(3))).toHaveLength(4)
    expect(await store.latest(customerId(3), now)).toMatchObject({
      asOfDate: '2026-04-01',
      score: 0.25,
      change1d: 0.25 - scores[2]!.score,
      region: 'west',
      drivers: [],
    })
    await bulk.load([score(3, { asOfDate: '2026-05-01', score: 0.5 })], { shadow: true })
    expect(await store.latest(customerId(3), now)).toMatchObject({ asOfDate: '2026-04-01' })
  })
})

describe('worklist', () => {
  test('filters, sorts and pages as a plain program would', async () => {
    const { database, store, scores } = await portfolio(60)
    const cases = openInterventionStore(database.kysely)
    await cases.create([intervention(5), intervention(6, { assignee: 'o2', state: 'assigned' })], [])
    await cases.create(
      [
        intervention(7, {
          state: 'resolved',
          closedAt: now,
          coolDownUntil: new Date('2026-04-20T00:00:00Z'),
        }),
        intervention(8, {
          state: 'resolved',
          closedAt: now,
          coolDownUntil: new Date('2026-04-01T00:00:00Z'),
        }),
      ],
      [],
    )
    await cases.assignCustomers([customerId(6), customerId(9)], 'o1', { actor: 'boss', at: now })
    const all = (
      await store.latestMany(
        scores.map((one) => one.customerId),
        now,
      )
    ).map((row) => row)
    expect(all).toHaveLength(60)
    const list = async (filter: WorklistFilter, more: Partial<WorklistQuery> = {}) => {
      const { rows, total } = await store.worklist({ filter, limit: 500, offset: 0, now, ...more })
      expect(total).toBe(more.limit === undefined ? rows.length : total)
      return rows
    }
    const ids = async (...query: Parameters<typeof list>) =>
      (await list(...query)).map((row) => row.customerId)
    const expected = (keep: (row: (typeof all)[number]) => boolean) =>
      all
        .filter(keep)
        .sort((a, b) => b.score - a.score)
        .map((row) => row.customerId)
    expect(await ids({})).toEqual(expected(() => true))
    expect(await ids({ level: ['HIGH', 'CRITICAL'] })).toEqual(expected((row) => row.score >= 0.2))
    expect(await ids({ tier: [1, 3] })).toEqual(expected((row) => row.tier === 1 || row.tier === 3))
    expect(await ids({ score: { min: 0.3, max: 0.6 } })).toEqual(
      expected((row) => row.score >= 0.3 && row.score <= 0.6),
    )
    expect(await ids({ flagged: false })).toEqual(expected((row) => !row.flagged))
    expect(await ids({ region: ['north', 'west'], ageBand: ['25_34'] })).toEqual(
      expected((row) => ['north', 'west'].includes(row.region!) && row.ageBand === '25_34'),
    )
    expect(await ids({ topDriver: ['feature_2'] })).toEqual(
      expected((row) => row.drivers[0]!.feature === 'feature_2'),
    )
    expect(await ids({ recommendedAction: ['agent_call'] })).toEqual(
      expected((row) => row.recommendedAction === 'agent_call'),
    )
    expect(await ids({ idPrefix: 'C000005' })).toEqual(
      expected((row) => row.customerId.startsWith('C000005')),
    )
    expect(await ids({ change30d: { min: 0 } })).toEqual([])
    expect(await ids({ change30d: { min: -1, max: 1, orMissing: true } })).toEqual(expected(() => true))
    expect(await ids({ change30d: { min: 0, orMissing: true }, level: ['HIGH'] })).toEqual(
      expected((row) => row.level === 'HIGH'),
    )
    expect(await ids({ assignedTo: 'o1' })).toEqual([customerId(9)])
    expect(await ids({ assignedTo: 'o2' })).toEqual([customerId(6)])
    expect(await ids({ assignedTo: null })).toHaveLength(58)
    expect(await ids({ hasOpenCase: true }, { sort: 'due_at' })).toEqual([customerId(5), customerId(6)])
    expect(await ids({ hasOpenCase: false })).toHaveLength(58)
    expect(await ids({ coolingDown: true })).toEqual([customerId(7)])
    expect(await ids({ coolingDown: false })).toHaveLength(59)
    expect(await ids({ slaState: ['approaching'] }, { sort: 'customer_id' })).toEqual([
      customerId(5),
      customerId(6),
    ])
    expect(await ids({ slaState: ['within', 'overdue', 'paused'] })).toEqual([])
    expect(await ids({}, { sort: 'exposure', direction: 'asc' })).toEqual(all.map((row) => row.customerId))
    expect(await ids({}, { sort: 'customer_id', direction: 'desc', limit: 2, offset: 1 })).toEqual([
      customerId(59),
      customerId(58),
    ])
    const byDays = await list({}, { sort: 'expected_days_to_failure', direction: 'asc' })
    const days = byDays.map((row) => row.expectedDaysToFailure ?? Number.POSITIVE_INFINITY)
    expect(days).toEqual(days.toSorted((a, b) => a - b))
    const byTier = await list({ tier: [1, 2, 3] }, { sort: 'tier', direction: 'asc' })
    expect(byTier.map((row) => row.customerId)).toEqual(
      byTier
        .toSorted((a, b) => a.tier! - b.tier! || b.expectedLossMinor - a.expectedLossMinor)
        .map((row) => row.customerId),
    )
    const byDue = await ids({}, { sort: 'due_at' })
    expect(byDue.slice(0, 2)).toEqual([customerId(5), customerId(6)])
    expect((await store.latest(customerId(5), now))!.openCase).toEqual({
      interventionId: intervention(5).interventionId,
      type: 'agent_call',
      state: 'proposed',
      slaState: 'approaching',
      dueAt: new Date('2026-04-02T12:00:00Z'),
    })
    const counts = await store.counts({}, now)
    expect(counts).toMatchObject({ customers: 60, unassigned: 58, withOpenCase: 2, coolingDown: 1 })
    expect(counts.bySla).toEqual({ within: 0, approaching: 2, overdue: 0, paused: 0 })
    expect(counts.byTier[1].customers).toBe(all.filter((row) => row.tier === 1).length)
    expect(counts.byLevel.LOW).toBe(all.filter((row) => row.level === 'LOW').length)
    const recommended = all.filter(
      (row) =>
        row.recommendedAction === 'agent_call' &&
        row.openCase === undefined &&
        row.coolDownUntil === undefined,
    )
    expect(counts.byRecommended.agent_call).toBe(recommended.length)
    expect((await store.worklist({ filter: {}, limit: 1, offset: 0, now })).asOfDate).toBe('2026-03-31')
    expect(await store.lastDay()).toBe('2026-03-31')
  })

  test('tells who is in the control group, as long as they are observed', async () => {
    const { database, store } = await portfolio()
    const held = { state: 'held_out', heldOut: true, sla: undefined } as const
    const long = { ...held, createdAt: new Date('2026-03-01T09:00:00Z') }
    await openInterventionStore(database.kysely).create([intervention(5, held), intervention(6, long)], [])
    const { rows } = await store.worklist({ filter: {}, limit: 500, offset: 0, now })
    expect(rows.filter((row) => row.heldOutBy !== undefined)).toMatchObject([
      { customerId: customerId(5), heldOutBy: intervention(5).interventionId },
    ])
  })

  test('follows a customer who moves', async () => {
    const { database, store } = await portfolio(3)
    const [first] = customers(1)
    await openCustomerStore(database.kysely).upsert([{ ...first!, region: 'moon' }])
    expect(await store.latest(customerId(1), now)).toMatchObject({ region: 'moon' })
  })

  test('of an empty bank is empty', async () => {
    const store = openRiskScoreStore((await test_.fresh()).kysely)
    expect(await store.worklist({ filter: {}, limit: 10, offset: 0, now })).toEqual({ rows: [], total: 0 })
    expect(await store.lastDay()).toBeUndefined()
    expect(await store.portfolio({}, now)).toBeUndefined()
    expect(await store.topDrivers({}, 5, now)).toEqual([])
    expect(await store.concentration()).toEqual([])
    expect((await store.counts({}, now)).customers).toBe(0)
    await expect(store.summarizeDay('2026-01-01')).rejects.toThrow(/need scores of 2026-01-01/)
  })
})

describe('portfolio', () => {
  test('adds up to what its customers are', async () => {
    const { store, scores } = await portfolio(60)
    const day = await store.summarizeDay('2026-03-31')
    const sum = (of: (one: (typeof scores)[number]) => number) =>
      scores.reduce((total, one) => total + of(one), 0)
    const atRisk = scores.filter((one) => one.score >= 0.2)
    expect(day).toMatchObject({
      asOfDate: '2026-03-31',
      customers: 60,
      flagged: scores.filter((one) => one.flagged).length,
      exposureMinor: sum((one) => one.exposureMinor),
      expectedLossMinor: sum((one) => one.expectedLossMinor),
      exposureAtRiskMinor: atRisk.reduce((total, one) => total + one.exposureMinor, 0),
      afterTheFact: 0,
    })
    await store.insert([
      score(1, { asOfDate: '2026-02-01', scoredAt: new Date('2026-02-03T23:00:00Z') }),
      score(2, { asOfDate: '2026-02-01', scoredAt: new Date('2026-02-04T00:00:00Z') }),
    ])
    expect((await store.summarizeDay('2026-02-01')).afterTheFact).toBe(1)
    expect(day.meanScore).toBeCloseTo(sum((one) => one.score) / 60, 12)
    expect(Object.values(day.byLevel).reduce((total, n) => total + n)).toBe(60)
    const histogram = new Array(20).fill(0)
    for (const one of scores) histogram[Math.min(19, Math.floor(one.score * 20))]++
    expect(day.histogram).toEqual(histogram)
    expect(await store.portfolioDays('2026-03-01', '2026-03-31')).toEqual([day])
    expect(await store.portfolio({}, now)).toEqual(day)
    const north = await store.portfolio({ region: ['north'] }, now)
    const segments = await store.segments('region', {}, now)
    expect(segments.map(({ value }) => value)).toEqual(['east', 'north', 'south', 'west'])
    expect(segments[1]).toMatchObject({ customers: north!.customers, byLevel: north!.byLevel })
    expect((await store.segments('risk_level', {}, now)).reduce((n, { customers }) => n + customers, 0)).toBe(
      60,
    )
    expect(await store.topDrivers({}, 2, now)).toEqual([
      { feature: 'overall_stress_score', customers: 60, meanContribution: -0.25 },
      { feature: 'feature_0', customers: 12, meanContribution: 0.1 },
    ])
    const tenths = await store.concentration()
    expect(tenths.map(({ customers }) => customers)).toEqual(new Array(10).fill(6))
    expect(tenths[0]!.expectedLossMinor).toBeGreaterThan(tenths[9]!.expectedLossMinor)
  })

  test('counts who moved between levels', async () => {
    const { store } = await portfolio(4)
    await store.insert([
      score(1, { asOfDate: '2026-04-01', level: 'LOW' }),
      score(2, { asOfDate: '2026-04-01', level: 'CRITICAL' }),
    ])
    const moves = await store.migrations('2026-03-31', '2026-04-01')
    expect(moves.reduce((sum, { customers }) => sum + customers, 0)).toBe(2)
    expect(moves.map(({ to }) => to).sort()).toEqual(['CRITICAL', 'LOW'])
  })
})

test('removing the simulated customers leaves the imported ones and theirs', async () => {
  const { database, store } = await portfolio(6)
  const bank = openCustomerStore(database.kysely)
  await bank.upsert(customers(3).map((one) => ({ ...one, origin: 'simulated' as const })))
  expect(await bank.removeAll('simulated')).toBe(3)
  expect(await bank.count()).toBe(3)
  expect((await store.worklist({ filter: {}, limit: 9, offset: 0, now })).total).toBe(3)
  expect(await store.history(customerId(1))).toEqual([])
  expect(await store.history(customerId(4))).toHaveLength(1)
  expect(await bank.removeAll('imported')).toBe(3)
  const { rows } = await sql<{ left: number }>`select count(*) as left from risk_scores`.execute(
    database.kysely,
  )
  expect(rows).toEqual([{ left: 0 }])
})
