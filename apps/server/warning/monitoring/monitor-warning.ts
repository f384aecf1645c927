/** The job that looks whether data and model still are what they were, and raises or ends alerts. */
import { randomUUID } from 'node:crypto'
import { ProblemError } from '@pratibimba/contract'
import { parseDay } from '@pratibimba/numerics/calendar'
import {
  type AlertChanges,
  type AlertState,
  type alertSeverities,
  evaluateAlerts,
  monitoringFigures,
  warningAlertRules,
} from '@pratibimba/risk/monitoring'
import type { AlertSeverity, JobRun } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { MODELS_OWNER } from '../champion.ts'
import { dataDays } from '../pipeline/data-days.ts'
import { lakePlace } from '../pipeline/lake-in-use.ts'
import { activityEvent } from '../scoring/activity.ts'
import type { WarningStores } from '../stores.ts'
import type { MonitoringReport } from './monitor-in-thread.ts'
import { noticeEvent } from './notices.ts'

export interface MonitoringPayload {
  readonly actor: string
}

/** What is kept of the last look. */
export interface StoredMonitoring {
  readonly checkedAt: string
  readonly modelVersion: string
  readonly report: MonitoringReport
}

export const monitoringKey = 'warning.monitoring'
const alertStatesKey = 'warning.monitoring.alerts'

/** In the words of pages. */
const severities = { info: 'info', warning: 'watch', critical: 'act' } as const satisfies Record<
  (typeof alertSeverities)[number],
  AlertSeverity
>

export async function monitorWarningJob(context: Context, run: JobRun<MonitoringPayload>): Promise<void> {
  const { warning, settings, threads } = context
  const { job, signal, progress } = run
  await warning.champion.refresh()
  const { record } = warning.champion.required()
  const days = await dataDays(context)
  const asOfDate = await warning.stores.scores.lastDay()
  if (asOfDate === undefined || days.last === undefined)
    throw new ProblemError('unusable_data', 'Nobody was scored yet; there is nothing to look at.')
  const lake = await lakePlace(warning.stores.references, warning.lakeDirectory)
  const now = context.clock()
  const before = (await warning.stores.references.get<StoredMonitoring>(monitoringKey))?.value
  // A bank without a lake then may have one by now.
  const usual = before?.modelVersion === record.version ? before.report.usual : undefined
  const report = await threads.run(
    'monitor-warning',
    {
      databaseUrl: warning.databaseUrl,
      modelPath: await context.artifacts.localPath(MODELS_OWNER, record.artifact),
      modelVersion: record.version,
      asOfDay: parseDay(asOfDate),
      lastDay: parseDay(days.last),
      threads: settings.threads,
      nowMs: now.getTime(),
      ...(lake && { lake }),
      ...(usual && Object.keys(usual).length > 0 && { usual }),
    },
    { signal, onProgress: (share, stage) => progress(0.95 * share, stage) },
  )
  await context.record(async ({ warning: stores }) => {
    const changes = await advanceAlerts(stores, report, now)
    const kept: StoredMonitoring = { checkedAt: now.toISOString(), modelVersion: record.version, report }
    await stores.references.put(monitoringKey, kept, { actor: job.payload.actor, at: now })
    const metadata = {
      job_id: job.id,
      as_of_date: report.asOfDate,
      model_version: record.version,
      drift: report.drift.severity,
      data: report.quality.severity,
      alerts_raised: changes.raise.length,
      alerts_resolved: changes.resolve.length,
    }
    const fact = {
      operation: 'MONITORING_DONE',
      actor: job.payload.actor,
      subjectId: job.subjectId,
      metadata,
    }
    return { fact, result: undefined }
  })
}

/** Rules are advanced by one measurement; what they raise is told to the log, and from there to whoever listens. */
async function advanceAlerts(
  stores: WarningStores,
  report: MonitoringReport,
  now: Date,
): Promise<AlertChanges> {
  const { drift, scores, quality, performance } = report
  const figures = monitoringFigures({
    drift,
    quality,
    ...(scores && { scores }),
    ...(performance && { performance }),
  })
  const before = await stores.references.get<readonly AlertState[]>(alertStatesKey)
  const changes = evaluateAlerts(warningAlertRules, figures, before?.value ?? [], now.getTime())
  for (const alert of changes.raise) {
    const severity = severities[alert.severity]
    const alertId = randomUUID()
    await stores.alerts.raise({
      alertId,
      rule: alert.ruleId,
      key: alert.ruleId,
      severity,
      title: alert.title,
      text: alert.sentence,
      opensRetraining: alert.opensRetraining,
      asOfDate: report.asOfDate,
      raisedAt: now,
    })
    await stores.outbox.append([
      activityEvent({ kind: 'alert', severity, text: alert.sentence }),
      noticeEvent({ id: alertId, kind: 'alert', severity, title: alert.title, text: alert.sentence }),
    ])
  }
  for (const alert of changes.resolve) {
    const { alerts } = await stores.alerts.list({
      rule: alert.ruleId,
      state: ['open', 'acknowledged'],
      limit: 10,
      offset: 0,
    })
    for (const { alertId } of alerts)
      await stores.alerts.change(alertId, { state: 'resolved', by: 'system', at: now, note: alert.sentence })
    await stores.outbox.append([activityEvent({ kind: 'alert', severity: 'info', text: alert.sentence })])
  }
  await stores.references.put(alertStatesKey, changes.history, { actor: 'system', at: now })
  return changes
}
