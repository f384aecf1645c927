import type {
  AuditList,
  Job,
  JobStarted,
  Operations,
  ReplyOf,
  WarningModel,
  WarningModelReport,
} from '@pratibimba/contract'
import { parseDay } from '@pratibimba/numerics/calendar'
import { describe, expect, it, vi } from 'vitest'
import { runDue } from '../../../warning/pipeline/schedule.ts'
import { startPipelineJob } from '../../../warning/pipeline/start-job.ts'
import { expectProblem, expectReply } from '../../support/contract-check.ts'
import { withTestServer } from '../../support/test-server.ts'

// One bank for the whole file: the tests tell its story in order.
const server = withTestServer()
const customers = 300
/** Real work, on whatever machine: one story of jobs, each of seconds. */
const timeout = 240_000
const reason = 'Agreed in the model committee.'

type Name = keyof Operations
type Overview = ReplyOf<Operations['riskOverview']>
type Status = ReplyOf<Operations['pipelineStatus']>

async function start(name: Name, path: string, body: object = {}): Promise<string> {
  return expectReply<JobStarted>(name, await server.post(path, body), 202).job_id
}

async function run(name: Name, path: string, body: object = {}): Promise<Job> {
  const job = await server.waitForJob(await start(name, path, body))
  expect(job.failure).toBeNull()
  expect(job.state).toBe('COMPLETED')
  return job
}

async function got<T>(name: Name, path: string): Promise<T> {
  return expectReply<T>(name, await server.get(path))
}

const models = async () =>
  (await got<ReplyOf<Operations['listWarningModels']>>('listWarningModels', '/api/warning/models')).models
const status = () => got<Status>('pipelineStatus', '/api/warning/pipeline')
const simulate = { customers, days: 255, seed: 7 }

describe('before there is anything', { timeout }, () => {
  it('says what is missing', async () => {
    expect(await status()).toMatchObject({ origin: null, customers: 0, first_day: null, scored_as_of: null })
    expect(await models()).toEqual([])
    expectProblem(await server.get('/api/warning/models/champion'), 404, 'not_found')
    expectProblem(await server.post('/api/warning/pipeline/score', {}), 503, 'unavailable')
    const job = await server.waitForJob(await start('triggerRetraining', '/retraining/trigger'))
    expect(job).toMatchObject({ state: 'FAILED', failure: { error_code: 'unusable_data' } })
    const { features, advanced } = await got<ReplyOf<Operations['listFeatures']>>(
      'listFeatures',
      '/api/warning/features',
    )
    expect([features.length, advanced.length]).toEqual([104, 37])
    expect(features.every(({ formula, rank }) => formula.length > 0 && rank === null)).toBe(true)
  })

  it('refuses schedules that are none, and says why', async () => {
    const put = (step: string, schedule: string | null) =>
      server.inject({ method: 'PUT', url: `/api/warning/pipeline/${step}/schedule`, payload: { schedule } })
    for (const [schedule, why] of [
      ['61 * * * *', 'minute'],
      ['* * *', 'three|3 fields'],
      ['0 0 30 2 *', 'no such moment'],
      ['nightly', '1 field'],
      ['* * * * * *', '6 fields'],
    ] as const)
      expect(expectProblem(await put('scoring', schedule), 422, 'out_of_range').detail).toMatch(
        new RegExp(why),
      )
    expectProblem(await put('ingestion', '0 1 * * *'), 422, 'out_of_range')
    const changed = expectReply<Status>('scheduleStep', await put('training', null))
    expect(changed.steps.find(({ step }) => step === 'training')).toMatchObject({
      schedule: null,
      next_run_at: null,
    })
    const nightly = expectReply<Status>('scheduleStep', await put('scoring', '30 2 * * *'))
    const scoring = nightly.steps.find(({ step }) => step === 'scoring')!
    expect(scoring.schedule).toBe('30 2 * * *')
    expect(scoring.next_run_at).toMatch(/T02:30:00\.000Z$/)
    expect(Date.parse(scoring.next_run_at!)).toBeGreaterThan(Date.now())
  })
})

describe('a simulated bank', { timeout }, () => {
  it('that is cancelled leaves nothing half, and runs again when asked to', async () => {
    const jobId = await start('simulateBank', '/api/warning/pipeline/simulate', simulate)
    const second = await server.post('/api/warning/pipeline/simulate', simulate)
    expect(expectProblem(second, 409, 'conflict').detail).toContain(jobId)
    for (;;) {
      const job = await got<Job>('getJob', `/api/jobs/${jobId}`)
      if (job.stage.startsWith('Loading')) break
      expect(job.state).toMatch(/PENDING|RUNNING/)
      await new Promise((next) => setTimeout(next, 20))
    }
    expectReply('cancelJob', await server.inject({ method: 'POST', url: `/api/jobs/${jobId}/cancel` }))
    while ((await status()).customers > 0) await new Promise((next) => setTimeout(next, 50))
    expectReply('retryJob', await server.inject({ method: 'POST', url: `/api/jobs/${jobId}/retry` }))
    expect(await server.waitForJob(jobId)).toMatchObject({ state: 'COMPLETED' })
    const found = await status()
    expect(found).toMatchObject({ origin: 'simulated', customers, running: [] })
    expect(parseDay(found.last_day!) - parseDay(found.first_day!)).toBe(254)
    const { windows, payments } = await server.context.warning.stores.transactions.figures()
    expect(windows).toBe(customers)
    expect(payments).toBeGreaterThan(customers)
  })
})

describe('models', { timeout }, () => {
  it('of the first training is in use, with every figure of its test', async () => {
    const stages: string[] = []
    // Of a job, stages are kept now and then; of the thread that trains, every one is heard.
    const { threads } = server.context
    const run = threads.run.bind(threads)
    const heard = vi.spyOn(threads, 'run').mockImplementation((name, input, options = {}) => {
      const { onProgress } = options
      const onStage = (share: number, stage: string) => {
        stages.push(stage)
        onProgress?.(share, stage)
      }
      return run(name, input, { ...options, onProgress: onStage })
    })
    const jobId = await start('triggerRetraining', '/retraining/trigger', { seed: 1 })
    expect(await got('retrainingStatus', '/retraining/status')).toMatchObject({ job_id: jobId })
    expect(await server.waitForJob(jobId)).toMatchObject({ state: 'COMPLETED', failure: null })
    heard.mockRestore()
    for (const fold of [1, 2, 3, 4, 5])
      expect(stages).toContainEqual(expect.stringMatching(`^Fold ${fold} of 5: .* AUC 0\\.\\d{3}$`))
    const [model] = await models()
    expect(model).toMatchObject({ stage: 'champion', features: 104, test_dates: [expect.any(String)] })
    const report = await got<WarningModelReport>('getWarningModel', '/api/warning/models/champion')
    expect(report.model).toEqual(model)
    expect(report.thresholds.length).toBeGreaterThan(10)
    expect(report.learners.map(({ weight }) => weight).reduce((sum, weight) => sum + weight)).toBeCloseTo(1)
    expect(report.health.parts.reduce((sum, { of }) => sum + of, 0)).toBe(100)
    expect(report.health.score).toBeCloseTo(report.health.parts.reduce((sum, { points }) => sum + points, 0))
    const { features } = await got<ReplyOf<Operations['listFeatures']>>(
      'listFeatures',
      '/api/warning/features',
    )
    expect(features.find(({ rank }) => rank === 1)!.id).toBe(report.importance[0]!.feature)
    const file = await server.get(`/api/warning/models/${model!.version}/predictions`)
    expect(file.statusCode).toBe(200)
    expect(file.rawPayload.subarray(0, 4).toString()).toBe('PAR1')
    const retraining = await got<ReplyOf<Operations['retrainingStatus']>>(
      'retrainingStatus',
      '/retraining/status',
    )
    expect(retraining).toMatchObject({
      state: 'idle',
      last: { model_version: model!.version, state: 'COMPLETED' },
    })
    expect(retraining.last!.decision).toContain('Promoted')
  })

  it('that are not better stay out, unless somebody insists; and the way back is open', async () => {
    const [first] = await models()
    expectProblem(await server.post('/api/warning/models/rollback', { reason }), 409, 'conflict')
    // So few customers that nothing can be told: the model in use stays.
    await run('triggerRetraining', '/retraining/trigger', { seed: 1 })
    const [second] = await models()
    expect(second).toMatchObject({ stage: 'rejected' })
    expect(second!.version).not.toBe(first!.version)
    const path = `/api/warning/models/${second!.version}/promote`
    const refused = expectProblem(await server.post(path, { reason }), 409, 'conflict')
    expect(refused.detail).toContain('although_worse')
    const promoted = expectReply<WarningModel>(
      'promoteWarningModel',
      await server.post(path, { reason, although_worse: true }),
    )
    expect(promoted).toMatchObject({ version: second!.version, stage: 'champion', reason })
    expect(server.context.warning.champion.required().record.version).toBe(second!.version)
    const back = expectReply<WarningModel>(
      'rollbackWarningModel',
      await server.post('/api/warning/models/rollback', { reason: 'It called too many.' }),
    )
    expect(back.version).toBe(first!.version)
    expect(server.context.warning.champion.required().record.version).toBe(first!.version)
    const { entries } = await server.context.audit.list({ subjectId: second!.version, limit: 10, offset: 0 })
    expect(entries.map(({ operation }) => operation)).toEqual(['MODEL_PROMOTED', 'MODEL_TRAINED'])
  })
})

describe('scores', { timeout }, () => {
  it('of past days are those of what was known then', async () => {
    const { last_day } = await status()
    const day = (before: number) =>
      new Date((parseDay(last_day!) - before) * 86_400_000).toISOString().slice(0, 10)
    const path = '/api/warning/pipeline/backfill'
    const early = await server.post(path, { from: '2020-01-01', to: day(5) })
    expect(expectProblem(early, 422, 'out_of_range').detail).toContain('Ninety days')
    // A score that an earlier model made in time is what was acted on, and stays in force.
    const { scores, customers: known } = server.context.warning.stores
    const [acted] = await known.idsAfter(undefined, 1)
    const inTime = {
      customerId: acted!,
      asOfDate: day(10),
      modelVersion: 'before',
      score: 0.125,
      level: 'MEDIUM' as const,
      flagged: true,
      exposureMinor: 0,
      expectedLossMinor: 0,
      drivers: [],
      scoredAt: new Date((parseDay(last_day!) - 9) * 86_400_000),
    }
    await scores.insert([inTime])
    await run('backfillScores', path, { from: day(35), to: day(5), every_days: 5 })
    const past = await scores.history(acted!, day(35), day(5))
    expect(past.filter(({ modelVersion }) => modelVersion === 'before')).toMatchObject([
      { asOfDate: day(10), score: 0.125 },
    ])
    expect(past).toHaveLength(7)
    const { trend } = await got<Overview>('riskOverview', '/api/warning/overview')
    expect(trend.length).toBeGreaterThan(5)
    // Again: what is there is left as it is.
    await run('backfillScores', path, { from: day(35), to: day(5), every_days: 5 })
    const [entry] = (await got<AuditList>('listAudit', '/api/fintech/audit-log?operation=SCORES_BACKFILLED'))
      .entries
    expect(entry!.metadata).toMatchObject({ days: 0, skipped: 7 })
  })

  it('of everyone have drivers, money and a summary, and agree with a score on request', async () => {
    await run('scorePortfolio', '/api/warning/pipeline/score')
    const list = await got<ReplyOf<Operations['listCustomers']>>(
      'listCustomers',
      '/api/warning/customers?limit=300',
    )
    const { last_day, scored_as_of } = await status()
    expect(list).toMatchObject({ total: customers, as_of_date: last_day })
    expect(scored_as_of).toBe(last_day)
    const atRisk = list.customers.filter(({ tier }) => tier !== null)
    expect(atRisk.every(({ top_driver }) => top_driver !== null)).toBe(true)
    expect(atRisk.some(({ recommended_action }) => recommended_action !== null)).toBe(true)
    expect(list.customers.some(({ exposure_minor }) => exposure_minor > 0)).toBe(true)
    expect(list.customers.some(({ change_30d }) => change_30d !== null)).toBe(true)
    const [riskiest] = list.customers
    const request = { customer_id: riskiest!.customer_id, as_of_date: last_day }
    const predicted = expectReply<ReplyOf<Operations['predict']>>(
      'predict',
      await server.post('/predict', request),
    )
    expect(predicted.risk_score).toBeCloseTo(riskiest!.risk_score, 9)
    expect(predicted.risk_level).toBe(riskiest!.risk_level)
  })

  it('are told as activity', async () => {
    const events = await server.context.warning.events.list({
      topics: ['warning.activity.batch', 'warning.activity.model', 'warning.activity.ingestion'],
      limit: 100,
      offset: 0,
    })
    expect(events.events.map(({ topic }) => topic)).toEqual(
      expect.arrayContaining([
        'warning.activity.batch',
        'warning.activity.model',
        'warning.activity.ingestion',
      ]),
    )
    const { events: told } = await got<ReplyOf<Operations['listActivity']>>(
      'listActivity',
      '/api/warning/activity',
    )
    expect(told.some(({ kind, text }) => kind === 'batch' && text.includes('were scored as of'))).toBe(true)
  })
})

describe('what becomes known later', { timeout }, () => {
  const today = Math.floor(Date.now() / 86_400_000)

  it('is copied into the lake once, and scores from there and from online agree', async () => {
    const before = await status()
    const event = {
      customer_id: 'C0000007',
      transaction_id: 'NEW-1',
      timestamp: new Date(today * 86_400_000).toISOString(),
      amount_minor: -4_200,
      category: 'groceries',
      account_kind: 'current',
      balance_minor: 100,
    }
    expectReply('ingestEvents', await server.post('/api/warning/events', { transactions: [event] }))
    const flush = async (untilDay: number) => {
      const options = { actor: 'test' }
      const jobId = await startPipelineJob(server.context, 'flush-lake', { untilDay }, options)
      expect(await server.waitForJob(jobId)).toMatchObject({ state: 'COMPLETED', failure: null })
    }
    await flush(today + 1)
    await flush(today + 1)
    const after = await status()
    expect(after.transactions).toBe(before.transactions + 1)
    expect(parseDay(after.last_day!)).toBe(today)
    const { entries } = await server.context.audit.list({ operation: 'LAKE_FLUSHED', limit: 10, offset: 0 })
    expect(entries.map(({ metadata }) => metadata.transactions)).toEqual([1])
    const as_of_date = after.last_day!
    await run('scorePortfolio', '/api/warning/pipeline/score', { as_of_date })
    const stored = (await server.context.warning.stores.scores.latest('C0000007', new Date()))!
    expect(stored.asOfDate).toBe(as_of_date)
    const request = { customer_id: 'C0000007', as_of_date }
    const predicted = expectReply<ReplyOf<Operations['predict']>>(
      'predict',
      await server.post('/predict', request),
    )
    expect(predicted.risk_score).toBeCloseTo(stored.score, 9)
  })

  it('tells what became of payments, for scored days and for cases', async () => {
    const { stores } = server.context.warning
    const day = new Date((today - 36) * 86_400_000).toISOString().slice(0, 10)
    expect(await stores.transactions.labelsAsOf(day)).toEqual([])
    const { customers: riskiest } = await got<ReplyOf<Operations['listCustomers']>>(
      'listCustomers',
      '/api/warning/customers?limit=20',
    )
    const clock = vi.spyOn(server.context, 'clock')
    clock.mockReturnValue(new Date((today - 40) * 86_400_000))
    const proposed = expectReply<ReplyOf<Operations['proposeInterventions']>>(
      'proposeInterventions',
      await server.post('/api/warning/interventions', {
        customer_ids: riskiest.map(({ customer_id }) => customer_id),
        type: 'agent_call',
        override_reason: 'All of them, to see what becomes of them.',
      }),
    )
    expect(proposed.interventions.length).toBeGreaterThan(10)
    clock.mockRestore()
    const jobId = await startPipelineJob(server.context, 'observe-outcomes', {}, { actor: 'test' })
    expect(await server.waitForJob(jobId)).toMatchObject({ state: 'COMPLETED', failure: null })
    const labels = await stores.transactions.labelsAsOf(day)
    expect(labels.length).toBeGreaterThan(customers * 0.9)
    const missed = labels.filter(({ missedWithin30d }) => missedWithin30d)
    expect(missed.length).toBeGreaterThan(0)
    expect(missed.every(({ firstMissedOn }) => firstMissedOn! > day)).toBe(true)
    const ids = proposed.interventions.map(({ id }) => id)
    const outcomes = await stores.interventions.outcomes(ids)
    expect(outcomes.filter(({ missed }) => missed !== undefined)).toHaveLength(ids.length)
    expect(outcomes.some(({ missed }) => missed)).toBe(true)
  })
})

describe('the schedule', { timeout }, () => {
  it('makes up what was missed once, however often it was due', async () => {
    const days = 3 * 86_400_000
    const later = { ...server.context, clock: () => new Date(Date.now() + days) }
    const scorings = async () =>
      (await server.context.jobs.list({ kind: 'score-portfolio', limit: 1, offset: 0 })).total
    const before = await scorings()
    const troubles: unknown[] = []
    await runDue(later, (error) => troubles.push(error))
    await runDue(later, (error) => troubles.push(error))
    expect(troubles).toEqual([])
    expect(await scorings()).toBe(before + 1)
    while ((await status()).running.length > 0) await new Promise((next) => setTimeout(next, 100))
    // Of training it was said: never.
    expect((await models()).length).toBe(2)
  })
})

describe('the audit chain', { timeout }, () => {
  it('is whole', async () => {
    expect(await got('verifyAudit', '/api/fintech/audit-log/verify')).toMatchObject({ whole: true })
    expect(server.background.filter((error) => !/no data to learn|not compared/.test(String(error)))).toEqual(
      [],
    )
  })
})
