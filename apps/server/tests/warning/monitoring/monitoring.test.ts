import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AuditList, Job, JobStarted, Operations, ReplyOf } from '@pratibimba/contract'
import type { Notice } from '@pratibimba/risk/ports'
import { beforeAll, describe, expect, it } from 'vitest'
import { summarizePeriod } from '../../../warning/monitoring/summarize-period.ts'
import { expectProblem, expectReply } from '../../support/contract-check.ts'
import { withTestServer } from '../../support/test-server.ts'

type Name = keyof Operations
type Got<N extends Name> = ReplyOf<Operations[N]>

const received: Notice[] = []
const receiver = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  received.push(JSON.parse(body))
  response.writeHead(204).end()
})
await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening))
const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/notices`

// One bank for the whole file: the tests tell its story in order.
const server = withTestServer(
  {},
  {},
  { notices: { url, secret: 'a secret of some length', allowPrivate: true } },
)
const timeout = 240_000

async function run(name: Name, path: string, body: object = {}): Promise<Job> {
  const { job_id } = expectReply<JobStarted>(name, await server.post(path, body), 202)
  const job = await server.waitForJob(job_id)
  expect(job.failure).toBeNull()
  return job
}

async function get<N extends Name>(name: N, path: string): Promise<Got<N>> {
  return expectReply<Got<N>>(name, await server.get(path))
}

const drift = () => get('assessDrift', '/api/warning/monitoring/drift')

describe('monitoring', { timeout }, () => {
  it('says that it has not looked yet', async () => {
    for (const report of ['drift', 'quality', 'performance', 'fairness?by=region'])
      expectProblem(await server.get(`/api/warning/monitoring/${report}`), 409, 'conflict')
    expect(await get('listAlerts', '/api/warning/alerts')).toEqual({ alerts: [], total: 0 })
    expectProblem(await server.post('/api/warning/pipeline/monitoring/run', {}), 503, 'unavailable')
  })

  describe('of a bank that was scored', { timeout }, () => {
    beforeAll(async () => {
      await run('simulateBank', '/api/warning/pipeline/simulate', { customers: 400, days: 220, seed: 11 })
      await run('triggerRetraining', '/retraining/trigger')
      const { last_day } = await get('pipelineStatus', '/api/warning/pipeline')
      const day = (back: number) =>
        new Date(Date.parse(last_day!) - back * 86_400_000).toISOString().slice(0, 10)
      await run('backfillScores', '/api/warning/pipeline/backfill', {
        from: day(63),
        to: day(7),
        every_days: 7,
      })
      await run('scorePortfolio', '/api/warning/pipeline/score')
      await server.post('/api/warning/pipeline/monitoring/run', {})
      const { jobs } = await get('listJobs', '/api/jobs?limit=5')
      const looking = jobs.find(({ kind }) => kind === 'monitor-warning')!
      expect(await server.waitForJob(looking.id)).toMatchObject({ state: 'COMPLETED', failure: null })
    }, timeout)

    it('holds inputs and scores against the training', async () => {
      const report = await drift()
      expect(report.rows).toBe(400)
      expect(report.features).toHaveLength(104)
      expect(report.score).not.toBeNull()
      const order = { none: 0, moderate: 1, severe: 2 }
      const severities = report.features.map(({ severity }) => order[severity])
      expect(severities).toEqual(severities.toSorted((a, b) => b - a))
      for (const { bins, psi, title, id } of report.features) {
        expect(title).not.toBe(id)
        if (psi === null) continue
        expect(bins.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(psi, 9)
        expect(bins.reduce((sum, { present }) => sum + present, 0)).toBeCloseTo(1, 9)
      }
      expectProblem(await server.get('/api/warning/monitoring/drift?as_of=2020-01-01'), 404, 'not_found')
    })

    it('judges the data', async () => {
      const { checks } = await get('assessDataQuality', '/api/warning/monitoring/quality')
      expect(checks.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['freshness:transactions', 'volume:transactions', 'timeliness:transactions']),
      )
    })

    it('takes no score that was made afterwards for performance in use', async () => {
      const { points, training_auc, text } = await get(
        'livePerformance',
        '/api/warning/monitoring/performance',
      )
      const { models } = await get('listWarningModels', '/api/warning/models')
      const [testDate] = models[0]!.test_dates
      expect(points.length).toBeGreaterThan(2)
      expect(points.every(({ as_of_date }) => as_of_date > testDate!)).toBe(true)
      expect(points.some(({ matured }) => matured)).toBe(false)
      expect(text).toMatch(/back-filled scores of days up to .* are left out/)
      expect(points.at(-1)).toMatchObject({ matured: false, auc: null })
      expect(points.at(-1)!.estimated_auc).toBeGreaterThan(0.5)
      expect(training_auc!.low).toBeLessThan(training_auc!.value)
    })

    it('compares groups, and hides figures of small ones', async () => {
      const { groups } = await get('warningFairness', '/api/warning/monitoring/fairness?by=age_band')
      expect(groups.reduce((sum, { customers }) => sum + customers, 0)).toBe(400)
      for (const group of groups) expect(group.suppressed).toBe(group.flagged_rate === null)
      const levels = await get('warningFairness', '/api/warning/monitoring/fairness?by=risk_level')
      expect(levels.groups.find(({ group }) => group === 'CRITICAL')?.flagged_rate?.value ?? 1).toBe(1)
    })

    it('raises alerts that are told outside and can be acknowledged once resolved no more', async () => {
      const { warning, record, clock } = server.context
      const alertId = '3f0a2c9e-6b1d-4c57-9a55-0123456789ab'
      await record(async ({ warning: stores }) => {
        await stores.alerts.raise({
          alertId,
          rule: 'score_drift',
          key: 'score_drift',
          severity: 'watch',
          title: 'Scores have moved',
          text: 'Scores have moved: 0.31 is at or above 0.25.',
          opensRetraining: true,
          raisedAt: clock(),
        })
        return { fact: { operation: 'TEST', actor: 'test', metadata: {} }, result: undefined }
      })
      const { alerts } = await get('listAlerts', '/api/warning/alerts?state=open')
      expect(alerts.map(({ id }) => id)).toContain(alertId)
      expect((await get('retrainingStatus', '/retraining/status')).reasons_open.join()).toContain(
        'Scores have moved',
      )
      const acknowledge = () =>
        server.post(`/api/warning/alerts/${alertId}/acknowledge`, { note: 'Seen; the mix has changed.' })
      expectReply('acknowledgeAlert', await acknowledge())
      await warning.stores.alerts.change(alertId, { state: 'resolved', by: 'system', at: clock() })
      expectProblem(await acknowledge(), 409, 'conflict')
      expectProblem(
        await server.post('/api/warning/alerts/00000000-0000-4000-8000-000000000000/acknowledge', {}),
        404,
        'not_found',
      )
    })

    it('summarises the week once, and tells it outside', async () => {
      const summary = await summarizePeriod(server.context, 'test')
      await summarizePeriod(server.context, 'test')
      expect(summary!.sentences.map(({ topic }) => topic)).toEqual(
        expect.arrayContaining(['scores', 'drivers', 'drift', 'quality']),
      )
      await expect
        .poll(() => received.filter(({ kind }) => kind === 'summary'), { timeout: 10_000 })
        .toHaveLength(1)
      expect(received.find(({ kind }) => kind === 'summary')!.text).not.toMatch(/C\d{7}/)
      const { entries } = await get('listAudit', '/api/fintech/audit-log?operation=MONITORING_DONE')
      expect((entries as AuditList['entries'])[0]!.metadata).toMatchObject({
        model_version: expect.any(String),
      })
    })
  })
})
