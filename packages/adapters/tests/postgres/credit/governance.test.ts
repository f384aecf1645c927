import {
  type CreditModelRecord,
  type ExperimentRecord,
  type PolicyVersion,
  RecordConflict,
} from '@pratibimba/risk/ports'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import {
  openCreditModelStore,
  openExperimentStore,
  openKillSwitch,
  openPolicyStore,
} from '../../../postgres/index.ts'
import { withTestDatabase } from '../../support/database.ts'
import { minutesLater, start } from './records.ts'

const test_ = withTestDatabase()
const sha256 = '0'.repeat(64)
const usual = {} as PolicyVersion['document']['usual']

const policyOf = (version: number, more: Partial<PolicyVersion> = {}): PolicyVersion => ({
  name: 'consumer-lending',
  version,
  document: {
    format: 1,
    name: 'consumer-lending',
    title: 'T',
    description: 'D \u0000',
    usual,
    stages: [],
    tests: [],
  },
  sha256,
  state: 'draft',
  createdBy: 'author',
  createdAt: minutesLater(version),
  transitions: [{ to: 'draft', by: 'author', at: minutesLater(version), reason: 'written' }],
  ...more,
})

const movedTo = (policy: PolicyVersion, to: PolicyVersion['state'], minutes: number): PolicyVersion => ({
  ...policy,
  state: to,
  transitions: [
    ...policy.transitions,
    { from: policy.state, to, by: 'approver', at: minutesLater(minutes), reason: 'so it is' },
  ],
})

describe('policies', () => {
  test('come back whole, with every state they went through', async () => {
    const store = openPolicyStore((await test_.fresh()).kysely)
    const draft = policyOf(1)
    await store.add(draft)
    await expect(store.add(draft)).rejects.toThrow(RecordConflict)
    expect(await store.get('consumer-lending', 1)).toEqual(draft)
    const partial = {
      ...movedTo(draft, 'partial', 9),
      share: 0.2,
      approvedBy: 'approver',
      approvedAt: minutesLater(9),
      effectiveFrom: minutesLater(20),
      testsPassed: 12,
    }
    await store.replace([partial])
    expect(await store.get('consumer-lending', 1)).toEqual(partial)
    expect(await store.inForce()).toEqual([partial])
    await store.add(policyOf(2))
    await store.add(policyOf(1, { name: 'cards' }))
    const listed = await store.list({ name: 'consumer-lending', limit: 1, offset: 0 })
    expect([listed.total, listed.versions[0]!.version]).toEqual([2, 2])
    expect((await store.list({ state: ['partial'], limit: 5, offset: 0 })).versions).toEqual([partial])
  })

  test('of two who change the same version one is refused', async () => {
    const { kysely } = await test_.fresh()
    const store = openPolicyStore(kysely)
    const draft = policyOf(1)
    await store.add(draft)
    const settled = await Promise.allSettled([
      store.replace([movedTo(draft, 'proposed', 5)]),
      store.replace([movedTo(draft, 'rejected', 5)]),
    ])
    expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const { rows } = await sql`select from credit_policy_transitions`.execute(kysely)
    expect(rows).toHaveLength(2)
  })

  test('history cannot be rewritten, and a document cannot change', async () => {
    const { kysely } = await test_.fresh()
    const store = openPolicyStore(kysely)
    const draft = policyOf(1)
    await store.add(draft)
    const proposed = movedTo(draft, 'proposed', 5)
    for (const wrong of [
      { ...proposed, state: 'active' as const },
      { ...proposed, transitions: proposed.transitions.slice(1) },
      { ...proposed, transitions: [{ ...draft.transitions[0]!, by: 'another' }, proposed.transitions[1]!] },
      { ...proposed, sha256: '1'.repeat(64) },
      movedTo(proposed, 'shadow', 6),
      movedTo(policyOf(3), 'proposed', 6),
    ])
      await expect(store.replace([wrong])).rejects.toThrow(RecordConflict)
    await expect(sql`update credit_policy_transitions set moved_by = 'x'`.execute(kysely)).rejects.toThrow(
      /written once/,
    )
  })

  test('one is in force from an instant; the next takes its place in one change', async () => {
    const store = openPolicyStore((await test_.fresh()).kysely)
    const [one, two] = [policyOf(1), policyOf(2)]
    await store.add(one)
    await store.add(two)
    const active = movedTo(one, 'active', 5)
    await store.replace([active])
    await expect(store.replace([movedTo(two, 'active', 6)])).rejects.toThrow(/same instant/)
    await store.replace([movedTo(two, 'active', 7), movedTo(active, 'retired', 7)])
    expect((await store.inForce()).map(({ version }) => version)).toEqual([2])
  })
})

const modelOf = (number: number, more: Partial<CreditModelRecord> = {}): CreditModelRecord => ({
  version: `cd-${number}`,
  name: 'credit-default',
  stage: 'candidate',
  aliases: [],
  trainedAt: minutesLater(number),
  trainedBy: 'system',
  transitions: [{ to: 'candidate', reason: 'trained', by: 'system', at: minutesLater(number) }],
  approvals: [],
  gates: [],
  artifact: 'a/b',
  sha256,
  lineage: {
    dataSha256: sha256,
    dataRows: 10,
    featureSet: { name: 'f', hash: 'h' },
    codeVersion: '0.1.0',
    codeSha256: sha256,
    seed: 1,
    mode: 'full',
  },
  card: { recommendations: [] },
  reports: { train: { auc: 0.8 } },
  ...more,
})

const staged = (
  model: CreditModelRecord,
  stage: CreditModelRecord['stage'],
  aliases: readonly string[],
  minutes: number,
): CreditModelRecord => ({
  ...model,
  stage,
  aliases,
  approvals: [{ by: 'w', at: minutesLater(minutes), reason: 'good', overrides: [] }],
  transitions: [
    ...model.transitions,
    { from: model.stage, to: stage, reason: 'good', by: 'w', at: minutesLater(minutes) },
  ],
})

test('models: aliases move, and what they pointed to stays known', async () => {
  const store = openCreditModelStore((await test_.fresh()).kysely)
  const [one, two] = [modelOf(1), modelOf(2)]
  await store.add(one)
  await store.add(two)
  await expect(store.add(one)).rejects.toThrow(RecordConflict)
  expect(await store.get('cd-1')).toEqual(one)
  const champion = staged(one, 'champion', ['champion'], 10)
  await store.replace([champion])
  expect(await store.byAlias('champion')).toEqual(champion)
  await expect(store.replace([staged(two, 'challenger', ['champion'], 12)])).rejects.toThrow(/two models/)
  await expect(store.replace([staged(two, 'champion', [], 12)])).rejects.toThrow(/champion/)
  await expect(store.replace([staged(one, 'archived', [], 12)])).rejects.toThrow(/somebody else/)
  await store.replace([
    staged(two, 'champion', ['champion'], 20),
    staged(champion, 'archived', ['previous'], 20),
  ])
  expect((await store.byAlias('champion'))!.version).toBe('cd-2')
  expect(await store.aliasAt('champion', minutesLater(9))).toBeUndefined()
  expect(await store.aliasAt('champion', minutesLater(10))).toBe('cd-1')
  expect(await store.aliasAt('champion', minutesLater(19))).toBe('cd-1')
  expect(await store.aliasAt('champion', minutesLater(20))).toBe('cd-2')
  expect(await store.aliasAt('previous', minutesLater(30))).toBe('cd-1')
  await store.replace([staged((await store.get('cd-2'))!, 'archived', [], 30)])
  expect(await store.byAlias('champion')).toBeUndefined()
  expect(await store.aliasAt('champion', minutesLater(29))).toBe('cd-2')
  expect((await store.list({ stage: ['archived'], limit: 1, offset: 0 })).total).toBe(2)
  expect((await store.list({ limit: 9, offset: 0 })).models.map(({ version }) => version)).toEqual([
    'cd-2',
    'cd-1',
  ])
})

const experiment: ExperimentRecord = {
  id: 'new-model',
  title: 'New model',
  state: 'draft',
  arms: [
    { name: 'champion', modelVersion: 'cd-1', share: 1 },
    { name: 'challenger', modelVersion: 'cd-2', policyVersion: 2, share: 0 },
  ],
  rollout: [0.01, 0.5],
  step: 0,
  guardrails: { approvalRateChange: 0.05, pdPsi: 0.2, p99LatencyMs: 50, fourFifths: 0.8, minDecisions: 200 },
  createdBy: 'a',
  createdAt: start,
  transitions: [{ to: 'draft', step: 0, by: 'a', at: start, reason: 'planned' }],
}

test('experiments: states, exposures and figures', async () => {
  const { kysely } = await test_.fresh()
  const store = openExperimentStore(kysely)
  await store.add(experiment)
  await expect(store.add(experiment)).rejects.toThrow(RecordConflict)
  expect(await store.get('new-model')).toEqual(experiment)
  expect(await store.live()).toEqual([])
  const running: ExperimentRecord = {
    ...experiment,
    state: 'running',
    startedAt: minutesLater(1),
    transitions: [
      ...experiment.transitions,
      { from: 'draft', to: 'running', step: 0, by: 'b', at: minutesLater(1), reason: 'begins' },
    ],
  }
  await store.replace([running])
  const advanced: ExperimentRecord = {
    ...running,
    step: 1,
    transitions: [
      ...running.transitions,
      { from: 'running', to: 'running', step: 1, by: 'b', at: minutesLater(2), reason: 'goes on' },
    ],
  }
  await store.replace([advanced])
  await expect(store.replace([{ ...running, title: 'x' }])).rejects.toThrow(RecordConflict)
  expect(await store.live()).toEqual([advanced])
  expect(await store.list({ state: ['running'], limit: 5, offset: 0 })).toEqual({
    experiments: [advanced],
    total: 1,
  })
  const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
  const exposure = (n: number, arm: string, decision: 'APPROVED' | 'REJECTED') => ({
    experiment: 'new-model',
    arm,
    decisionId: id(n),
    shadow: false,
    at: minutesLater(n),
    score: n / 10,
    decision,
    latencyMs: n,
    ...(n !== 1 && { groups: { age_band: n % 2 === 0 ? '30-39' : '40-49' } }),
  })
  const all = [
    exposure(1, 'champion', 'APPROVED'),
    exposure(2, 'champion', 'REJECTED'),
    exposure(3, 'challenger', 'APPROVED'),
  ]
  await store.expose(all)
  await store.expose(all)
  const [challenger, champion] = await store.figures('new-model')
  expect(challenger).toEqual({
    arm: 'challenger',
    decisions: 1,
    approved: 1,
    reviewed: 0,
    meanPd: 0.7,
    p50LatencyMs: 3,
    p99LatencyMs: 3,
    matured: 0,
  })
  expect(champion).toMatchObject({ decisions: 2, approved: 1, p50LatencyMs: 1, p99LatencyMs: 2 })
  expect(champion!.meanPd).toBeCloseTo(0.85)
  expect(await store.groupFigures('new-model')).toEqual([
    { arm: 'challenger', attribute: 'age_band', group: '40-49', decisions: 1, approved: 1 },
    { arm: 'champion', attribute: 'age_band', group: '30-39', decisions: 1, approved: 0 },
  ])
  expect([...(await store.scores('new-model', 'champion', 1))]).toEqual([0.2])
  const since = minutesLater(2)
  expect((await store.figures('new-model', since)).map(({ arm, decisions }) => [arm, decisions])).toEqual([
    ['challenger', 1],
    ['champion', 1],
  ])
  expect(await store.groupFigures('new-model', minutesLater(3))).toHaveLength(1)
  expect([...(await store.scores('new-model', 'champion', 9, since))]).toEqual([0.2])
  await insertDecision(id(1), 'APPROVED')
  await insertDecision(id(2), 'APPROVED')
  await store.expose([
    { ...exposure(1, 'challenger', 'REJECTED'), shadow: true },
    { ...exposure(2, 'challenger', 'APPROVED'), shadow: true },
  ])
  expect(await store.agreement('new-model')).toEqual({ shadows: 2, agreeing: 1 })
  await sql`insert into credit_outcomes values (${id(2)}, now(), true)`.execute(kysely)
  const matured = await store.matured('new-model', 'champion', 9)
  expect([[...matured.score], [...matured.good]]).toEqual([[0.2], [1]])
  expect((await store.figures('new-model')).map((arm) => arm.matured)).toEqual([1, 1])

  async function insertDecision(decisionId: string, decision: string) {
    await sql`insert into credit_decisions (decision_id, decided_at, actor, channel, content_hash, score, decision,
      reason_codes, fired_rules, loan_amount, loan_purpose, model_version, policy_name, policy_version, reason_table,
      code_version, latency_ms, person, nonce, ciphertext, sha256)
      values (${decisionId}, now(), 'a', 'api', 'c', 0.5, ${decision}, '{}', '{}', 1, 'car', 'm', 'p', 1, 'r', '1', 1,
      gen_random_uuid(), '', '', 's')`.execute(kysely)
  }
})

test('the kill switch remembers every time it was set', async () => {
  const killSwitch = openKillSwitch((await test_.fresh()).kysely)
  expect(await killSwitch.state()).toBeUndefined()
  const on = { on: true, by: 'a', at: minutesLater(1), reason: 'scores are wrong' }
  const off = { on: false, by: 'b', at: minutesLater(5), reason: 'they are right again' }
  await killSwitch.set(on)
  await killSwitch.set(off)
  expect(await killSwitch.state()).toEqual(off)
  expect(await killSwitch.state(minutesLater(4))).toEqual(on)
  expect(await killSwitch.state(start)).toBeUndefined()
})
