import type { ComplianceReport, CreditDecision, CreditMonitoring, ProblemError } from '@pratibimba/contract'
import { creditModel } from '@pratibimba/risk/decisions'
import { profileOf, scoreProfileOf } from '@pratibimba/risk/monitoring'
import { beforeAll, describe, expect, it } from 'vitest'
import { advanceCreditAlerts } from '../../../credit/monitoring/credit-alerts.ts'
import { startMonitorCredit } from '../../../credit/monitoring/monitor-credit-job.ts'
import { lastLook } from '../../../credit/monitoring/stored-look.ts'
import { expectProblem, expectReply } from '../../support/contract-check.ts'
import { withTestServer } from '../../support/test-server.ts'
import { bankApplications, bankTable, registerModel, smallCreditModel } from '../support/credit-bank.ts'

const server = withTestServer()
const monitoring = async (query = '') =>
  expectReply<CreditMonitoring>('creditMonitoring', await server.get(`/api/credit/monitoring${query}`))
const compliance = async (query = '') =>
  expectReply<ComplianceReport>('creditCompliance', await server.get(`/api/credit/compliance${query}`))
const checkOf = (report: ComplianceReport, pack: string, check: string) =>
  report.packs.find(({ id }) => id === pack)!.checks.find(({ id }) => id === check)!

/** What the pipeline leaves to compare decisions with. */
async function withReference(version: string): Promise<void> {
  const { features, data } = bankTable(2_000, 5)
  const bundle = await smallCreditModel()
  const scores = creditModel(bundle)
    .probabilities(data)
    .map((bad) => 1 - bad)
  const { models } = server.context.credit.stores
  const record = (await models.get(version))!
  const train = {
    features: features.map(({ id, title, monotone, kind }) => ({ id, title, monotone, kind })),
    model: { sha256: record.sha256 },
    tableKind: 'applications',
    training: { contenders: [], champion: { id: '', title: '', reason: '' } },
    reference: {
      inputs: profileOf(
        { rows: data.rows, columns: data.columns },
        features.map(({ id, kind, categories }) => ({ name: id, kind, ...(categories && { categories }) })),
      ),
      scores: scoreProfileOf(scores, [0.4, 0.8]),
      marks: [0.4, 0.8],
    },
  }
  await models.replace([{ ...record, reports: JSON.parse(JSON.stringify({ train })) }])
  await server.context.credit.deciders.refresh()
}

describe('before the first model', () => {
  it('says that there is nothing to monitor, and leaves every check to a person or to what is known', async () => {
    const look = await monitoring()
    expect(look).toMatchObject({ model_version: null, decisions: 0, alerts: [] })
    expect(look.notes.join(' ')).toMatch(/train one/)
    const report = await compliance()
    expect(report).toMatchObject({ model_version: null, policy_version: 1 })
    expect(report.packs).toHaveLength(9)
    expect(checkOf(report, 'us-sr-26-2', 'inventory').verdict).toBe('needs_a_person')
    expect(await startMonitorCredit(server.context, 'test')).toBeUndefined()
  })

  it('knows no model by another name', async () => {
    expectProblem(await server.get('/api/credit/compliance?model_version=nobody'), 404, 'not_found')
    expectProblem(await server.get('/api/credit/models/nobody/memo'), 404, 'not_found')
  })
})

describe('once decisions are made', () => {
  let decisions: CreditDecision[] = []

  beforeAll(async () => {
    await registerModel(server.context, await smallCreditModel(), 'cd-1')
    await withReference('cd-1')
    const applications = bankApplications(160)
    const reply = await server.post('/api/v1/credit/score/batch?explain=reasons', { applications })
    decisions = expectReply<{ decisions: CreditDecision[] }>('scoreApplications', reply).decisions
    const waiting = decisions.filter(({ decision }) => decision === 'MANUAL_REVIEW')
    for (const [place, { decision_id: id }] of waiting.slice(0, 10).entries())
      await server.post(`/api/credit/decisions/${id}/review`, {
        outcome: place < 3 ? 'REJECTED' : 'APPROVED',
        reason_code: 'INCOME_LOW',
        note: 'Pay slips were looked at.',
      })
    await server.context.credit.stores.decisions.recordOutcomes(
      decisions
        .filter(({ decision }) => decision === 'APPROVED')
        .map(({ decision_id: decisionId }, place) => ({
          decisionId,
          good: place % 6 !== 0,
          knownAt: new Date(),
        })),
    )
  })

  it('looks at them at night, keeps the look, and has it in the chain', async () => {
    const jobId = await startMonitorCredit(server.context, 'test')
    expect(await server.waitForJob(jobId!)).toMatchObject({ state: 'COMPLETED' })
    const look = await monitoring()
    expect(look).toMatchObject({ model_version: 'cd-1', decisions: decisions.length })
    expect(look.checked_at).not.toBeNull()
    const approved = decisions.filter(({ decision }) => decision === 'APPROVED').length
    expect(look.matured).toBe(approved)
    expect(look.drift.length).toBeGreaterThan(10)
    expect(look.target_drift!.psi).toBeGreaterThanOrEqual(0)
    expect(look.estimated_auc).toBeGreaterThan(0.5)
    expect(look.live_accuracy).not.toBeNull()
    const weeks = look.approval_rate_by_week
    expect(weeks.reduce((sum, week) => sum + week.overridden, 0)).toBe(3)
    expect(look.fairness.length + look.suppressed.length).toBeGreaterThan(1)
    expect(look.fairness_by_month.length).toBeGreaterThan(0)
    expect(look.notes.join(' ')).toMatch(/granted credit alone/)
    const { entries } = await server.context.audit.list({
      operation: 'CREDIT_MONITORING_DONE',
      limit: 1,
      offset: 0,
    })
    expect(entries[0]!.metadata).toMatchObject({ model_version: 'cd-1', audit_whole: true })
  })

  it('looks at a span that is asked for, and refuses one that is none', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
    const past = await monitoring('?from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z')
    expect(past).toMatchObject({ decisions: 0, drift: [], live_auc: null })
    expect((await monitoring(`?to=${tomorrow}`)).decisions).toBe(decisions.length)
    for (const span of ['from=2020-01-01T00:00:00Z', 'from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z'])
      expectProblem(await server.get(`/api/credit/monitoring?${span}`), 422, 'out_of_range')
  })

  it('holds rules against what was decided, with evidence', async () => {
    const report = await compliance()
    expect(report).toMatchObject({ model_version: 'cd-1', policy_version: 1 })
    const reasons = checkOf(report, 'us-reg-b', 'reasons-given')
    expect(reasons.verdict).toBe('met')
    const adverse = decisions.filter(({ decision }) => decision === 'REJECTED').length + 3
    expect(reasons.evidence[0]!.value).toBe(String(adverse))
    expect(checkOf(report, 'us-reg-b', 'retention').verdict).toBe('met')
    expect(checkOf(report, 'us-reg-b', 'model-prohibited-basis').verdict).toBe('met')
    expect(checkOf(report, 'eu-ai-act', 'record-keeping').verdict).toBe('met')
    expect(checkOf(report, 'eu-ai-act', 'cybersecurity').verdict).toBe('not_met')
    expect(checkOf(report, 'us-sr-26-2', 'independence').verdict).toBe('not_met')
    expect(checkOf(report, 'us-sr-26-2', 'documentation').verdict).not.toBe('met')
    expect(checkOf(report, 'us-sr-26-2', 'conceptual-soundness').verdict).toBe('needs_a_person')
    expect(await compliance('?model_version=champion')).toMatchObject({ model_version: 'cd-1' })
  })

  it('sees records that became unreadable', async () => {
    const erased = await server.post(
      `/api/credit/persons/${encodeURIComponent(decisions[0]!.customer_id)}/erase`,
      { reason: 'The person asked for it in writing.' },
    )
    expectReply('erasePerson', erased)
    await server.waitForJob((await startMonitorCredit(server.context, 'test'))!)
    const retention = checkOf(await compliance(), 'us-reg-b', 'retention')
    expect(retention.verdict).toBe('not_met')
    expect(retention.why).toMatch(/for a person/)
    expect((await monitoring()).notes.join(' ')).toMatch(/could not be read/)
  })

  it('raises alerts after two looks, tells them once, and ends them', async () => {
    const { figures } = (await lastLook(server.context.warning.stores.references))!
    const moved = {
      ...figures,
      fairness: figures.fairness
        .slice(0, 1)
        .map((group) => ({ ...group, fourFifths: { value: 0.5, lower: 0.4, upper: 0.6 } })),
    }
    const look = (with_: typeof figures) =>
      server.context.record(async ({ warning }) => ({
        fact: { operation: 'TEST_LOOK', actor: 'test', subjectId: 'credit:monitoring', metadata: {} },
        result: await advanceCreditAlerts(warning, with_, server.context.clock()),
      }))
    await look(moved)
    await look(moved)
    await look(moved)
    const ids = (await monitoring()).alerts.filter(({ text }) => /approved too rarely/.test(text))
    expect(ids).toHaveLength(1)
    const better = {
      ...moved,
      fairness: moved.fairness.map((group) => ({
        ...group,
        fourFifths: { value: 1, lower: 0.95, upper: 1.05 },
      })),
    }
    await look(better)
    await look(better)
    expect((await monitoring()).alerts.filter(({ text }) => /approved too rarely/.test(text))).toEqual([])
  })

  it('writes the memo as a page and as text, escaped and not kept by anyone', async () => {
    await registerModel(server.context, await smallCreditModel(), 'cd-2', 'candidate')
    const page = await server.get('/api/credit/models/cd-2/memo')
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-type']).toMatch(/text\/html/)
    expect(page.headers['cache-control']).toMatch(/no-store/)
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'/)
    expect(page.body).toMatch(/Validation memo: credit, cd-2/)
    const text = await server.get('/api/credit/models/cd-2/memo?format=markdown')
    expect(text.headers['content-type']).toMatch(/text\/markdown/)
    expect(text.body).toMatch(/^# Validation memo/)
    expectProblem(await server.get('/api/credit/models/cd-2/memo?format=pdf'), 422, 'out_of_range')
  })

  it('opens a retraining where live figures fall, once', async () => {
    const { credit, jobs } = server.context
    const approved = decisions.filter(({ decision }) => decision === 'APPROVED')
    await credit.stores.decisions.recordOutcomes(
      approved.map(({ decision_id: decisionId }) => ({
        decisionId,
        good: false,
        knownAt: new Date(Date.now() + 1_000),
      })),
    )
    const trainings = async () => (await jobs.list({ kind: 'train-credit', limit: 10, offset: 0 })).jobs
    const look = async () => server.waitForJob((await startMonitorCredit(server.context, 'test'))!)
    await look()
    await look()
    expect((await monitoring()).alerts.map(({ text }) => text).join(' ')).toMatch(/retraining is due/)
    const begun = await trainings()
    expect(begun[0]).toMatchObject({ subjectId: 'credit:train-credit', payload: { actor: 'monitoring' } })
    await look()
    expect(await trainings()).toHaveLength(begun.length)
  })

  it('left nothing undone in the background but trainings that had too little to learn from', () => {
    expect(server.background.filter((error) => (error as ProblemError).code !== 'unusable_data')).toEqual([])
  })
})
