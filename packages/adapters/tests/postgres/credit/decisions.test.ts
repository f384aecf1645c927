import { join } from 'node:path'
import { type DecisionFilter, RecordConflict } from '@pratibimba/risk/ports'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Database,
  openAuditLog,
  openDecisionFigures,
  openDecisionRecorder,
  openDecisionStore,
  openExperimentStore,
} from '../../../postgres/index.ts'
import { openKeyFile, openPersonVault, type PostgresPersonVault } from '../../../vault/index.ts'
import { withTestDatabase } from '../../support/database.ts'
import { decisionOf, factOf, minutesLater, start } from './records.ts'

const test_ = withTestDatabase()
const closing: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closing) await close()
})

async function fresh() {
  const database = await test_.fresh()
  const wrappingKeys = openKeyFile(join(await test_.directory(), 'keys.json'))
  const vault = await openPersonVault({ database, wrappingKeys })
  closing.push(() => vault.close())
  return { database, vault, store: openDecisionStore(database.kysely, vault) }
}

async function audited(database: Database) {
  const audit = await openAuditLog(database, { checkpointDirectory: join(await test_.directory(), 'audit') })
  closing.push(() => audit.close())
  return { audit, recorder: openDecisionRecorder(audit) }
}

const ids = (decisions: readonly { id: string }[]) => decisions.map(({ id }) => id)

describe('a decision', () => {
  test('comes back as it was, with whom it is about', async () => {
    const { vault, store } = await fresh()
    const key = await vault.keyOf('C1')
    const whole = decisionOf(key, 3, {
      idempotencyHash: 'h',
      decision: 'REJECTED',
      reasonCodes: ['R1', 'quote " and \\ and {,}'],
      firedRules: ['knock-out/a'],
      limit: 1000,
      annualRate: 0.129,
      experiment: { id: 'e', arm: 'challenger' },
    })
    const bare = decisionOf(key, 4)
    await store.add([whole, bare])
    expect(await store.get(whole.id)).toEqual({ ...whole, customerId: 'C1' })
    expect(await store.get(bare.id)).toEqual({ ...bare, customerId: 'C1' })
    expect(await store.byIdempotency('h')).toEqual({ ...whole, customerId: 'C1' })
    expect(await store.byIdempotency('other')).toBeUndefined()
    expect(Buffer.from(key.unseal((await store.get(bare.id))!.sealed)).toString()).toContain('"n":4')
  })

  test('is written once', async () => {
    const { database, vault, store } = await fresh()
    const key = await vault.keyOf('C1')
    const one = decisionOf(key, 1, { idempotencyHash: 'h' })
    await store.add([one])
    const [other, same] = [decisionOf(key, 2), decisionOf(key, 2, { idempotencyHash: 'h' })]
    await expect(store.add([other, same])).rejects.toThrow(RecordConflict)
    expect(await store.get(other.id)).toBeUndefined()
    expect(await store.addNew([other, same, one])).toEqual(new Set([other.id]))
    await expect(sql`update credit_decisions set score = 1`.execute(database.kysely)).rejects.toThrow(
      /written once/,
    )
  })

  test('of an erased person stays, and says neither who nor what', async () => {
    const { vault, store } = await fresh()
    const key = await vault.keyOf('C1')
    const one = decisionOf(key, 1)
    await store.add([one])
    await vault.erase('C1')
    expect(await store.get(one.id)).toEqual(one)
    expect(await vault.open(one.sealed.person)).toBeUndefined()
    expect((await store.list({ customerId: 'C1', limit: 5, offset: 0 })).total).toBe(0)
  })
})

describe('lists', () => {
  let made: Awaited<ReturnType<typeof fresh>> & { all: ReturnType<typeof decisionOf>[] }
  beforeAll(async () => {
    const { database, vault, store } = await fresh()
    const keys = await Promise.all(['C0', 'C1', 'C2'].map((id) => vault.keyOf(id)))
    const all = Array.from({ length: 30 }, (_, n) =>
      decisionOf(keys[n % 3]!, n, {
        decision: (['APPROVED', 'MANUAL_REVIEW', 'REJECTED'] as const)[n % 3]!,
        modelVersion: n < 10 ? 'cd-1' : 'cd-2',
        policyVersion: 1 + (n % 2),
        reasonCodes: n % 5 === 0 ? ['R5', 'R6'] : ['R1'],
      }),
    )
    await store.add(all)
    made = { database, vault, store, all }
  })

  test.each<[string, Partial<DecisionFilter>, (n: number) => boolean]>([
    ['all', {}, (_: number) => true],
    ['of outcomes', { decision: ['REJECTED', 'APPROVED'] as const }, (n: number) => n % 3 !== 1],
    ['that wait', { waiting: true }, (n: number) => n % 3 === 1],
    ['that do not wait', { waiting: false }, (n: number) => n % 3 !== 1],
    ['that wait, of a model', { waiting: true, modelVersion: 'cd-1' }, (n: number) => n % 3 === 1 && n < 10],
    ['of a model', { modelVersion: 'cd-2' }, (n: number) => n >= 10],
    ['of a policy', { policyVersion: 2 }, (n: number) => n % 2 === 1],
    ['with a reason', { reasonCode: 'R6' }, (n: number) => n % 5 === 0],
    ['of a customer', { customerId: 'C2' }, (n: number) => n % 3 === 2],
    ['of a span', { from: minutesLater(5), to: minutesLater(8) }, (n: number) => n >= 5 && n < 8],
    ['of nobody', { customerId: 'C9' }, () => false],
  ])('%s, newest first', async (_, filter, holds) => {
    const expected = made.all.filter((_, n) => holds(n)).toReversed()
    const { decisions, total } = await made.store.list({ ...filter, limit: 4, offset: 2 })
    expect(total).toBe(expected.length)
    expect(ids(decisions)).toEqual(ids(expected.slice(2, 6)))
  })

  test('walk goes through all of a span', async () => {
    const seen: string[] = []
    for await (const batch of made.store.walk({ from: minutesLater(3) }, 10)) seen.push(...ids(batch))
    expect(seen).toEqual(ids(made.all.slice(3).toReversed()))
  })

  test('figures by week and by model', async () => {
    const figures = openDecisionFigures(made.database.kysely)
    const span = { from: start, to: minutesLater(29) }
    expect(await figures.weeks(span)).toEqual([
      { week: '2026-03-02', decisions: 29, approved: 10, reviewed: 10, overridden: 0 },
    ])
    expect([...(await figures.scores({ ...span, modelVersion: 'cd-1' }, 2))]).toEqual([0.09, 0.08])
  })
})

describe('reviews and outcomes', () => {
  test('a person decides once what was sent to them', async () => {
    const { database, vault, store } = await fresh()
    const key = await vault.keyOf('C1')
    const [sent, approved] = [decisionOf(key, 1, { decision: 'MANUAL_REVIEW' }), decisionOf(key, 2)]
    await store.add([sent, approved])
    const review = {
      decisionId: sent.id,
      outcome: 'REJECTED',
      reasonCode: 'R9',
      note: 'The payslip does not fit.',
      by: 'v',
      at: minutesLater(9),
    } as const
    const twice = await Promise.allSettled([store.review(review), store.review({ ...review, by: 'w' })])
    expect(twice.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(store.review({ ...review, decisionId: approved.id })).rejects.toThrow(RecordConflict)
    expect((await store.get(sent.id))!.review).toMatchObject({ outcome: 'REJECTED', note: review.note })
    expect((await store.list({ waiting: true, limit: 5, offset: 0 })).total).toBe(0)
    const span = { from: start, to: minutesLater(60) }
    expect(await openDecisionFigures(database.kysely).weeks(span)).toMatchObject([{ overridden: 1 }])
  })

  test('what is known last of a loan counts', async () => {
    const { database, vault, store } = await fresh()
    const key = await vault.keyOf('C1')
    const decisions = [1, 2, 3].map((n) => decisionOf(key, n))
    await store.add(decisions)
    const known = (n: number, good: boolean, minutes: number) => ({
      decisionId: decisions[n]!.id,
      good,
      knownAt: minutesLater(minutes),
    })
    expect(await store.recordOutcomes([known(0, true, 100), known(1, true, 100)])).toBe(2)
    expect(await store.recordOutcomes([known(0, true, 100), known(1, false, 200)])).toBe(1)
    const unknown = { ...known(0, true, 1), decisionId: '00000000-0000-4000-8000-000000000000' }
    expect(await store.recordOutcomes([unknown])).toBe(0)
    expect(await store.recordOutcomes([])).toBe(0)
    const matured = await openDecisionFigures(database.kysely).matured(
      { from: start, to: minutesLater(9) },
      10,
    )
    expect([[...matured.score], [...matured.good]]).toEqual([
      [0.02, 0.01],
      [0, 1],
    ])
  })
})

describe('recording', () => {
  const many = async (vault: PostgresPersonVault, count: number) => {
    const key = await vault.keyOf('C1')
    return Array.from({ length: count }, (_, n) => decisionOf(key, n))
  }

  test('many at once share commits; each has its audit entry', async () => {
    const { database, vault, store } = await fresh()
    const { audit, recorder } = await audited(database)
    const decisions = await many(vault, 200)
    const exposure = (decision: (typeof decisions)[number]) => ({
      experiment: 'e',
      arm: 'champion',
      decisionId: decision.id,
      shadow: false,
      at: decision.decidedAt,
      score: decision.score,
      decision: decision.decision,
      latencyMs: decision.latencyMs,
    })
    await Promise.all(decisions.map((one) => recorder.record(one, factOf(one), [exposure(one)])))
    expect((await store.list({ limit: 1, offset: 0 })).total).toBe(200)
    expect((await openExperimentStore(database.kysely).figures('e'))[0]!.decisions).toBe(200)
    for (const one of decisions.slice(0, 3))
      expect((await audit.list({ subjectId: one.id, limit: 2, offset: 0 })).entries).toMatchObject([
        { dataHash: one.sha256 },
      ])
    expect(await audit.verify()).toMatchObject({ whole: true, entries: 200 })
  })

  test('one whose key is taken fails alone, and leaves no entry', async () => {
    const { database, vault, store } = await fresh()
    const { audit, recorder } = await audited(database)
    const decisions = (await many(vault, 20)).map((one, n) => ({ ...one, idempotencyHash: `h${n % 18}` }))
    const settled = await Promise.allSettled(decisions.map((one) => recorder.record(one, factOf(one))))
    expect(settled.map(({ status }) => status === 'rejected').filter(Boolean)).toHaveLength(2)
    expect(settled.slice(18)).toMatchObject([
      { reason: expect.any(RecordConflict) },
      { reason: expect.any(RecordConflict) },
    ])
    expect((await audit.verify()).entries).toBe(18)
    expect((await store.byIdempotency('h0'))!.id).toBe(decisions[0]!.id)
    await expect(recorder.record(decisions[0]!, factOf(decisions[0]!))).rejects.toThrow(RecordConflict)
  })

  test('one that the database refuses fails alone', async () => {
    const { database, vault } = await fresh()
    const { audit, recorder } = await audited(database)
    const decisions = (await many(vault, 30)).map((one, n) => ({ ...one, score: n === 20 ? 7 : one.score }))
    const settled = await Promise.allSettled(decisions.map((one) => recorder.record(one, factOf(one))))
    expect(settled.flatMap(({ status }, n) => (status === 'rejected' ? [n] : []))).toEqual([20])
    expect((await audit.verify()).entries).toBe(29)
  })
})
