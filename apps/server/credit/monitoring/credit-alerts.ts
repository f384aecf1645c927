/** Alerts over credit decisions: raised and ended with the look they come of, and told to whoever listens. */
import { randomUUID } from 'node:crypto'
import {
  type CreditMonitoring,
  creditAlertRules,
  creditFigures,
} from '@pratibimba/risk/governance/monitoring'
import {
  type AlertChanges,
  type AlertState,
  type alertSeverities,
  evaluateAlerts,
} from '@pratibimba/risk/monitoring'
import type { AlertRecord, AlertSeverity, AlertStore } from '@pratibimba/risk/ports'
import { noticeEvent } from '../../warning/monitoring/notices.ts'
import { activityEvent } from '../../warning/scoring/activity.ts'
import type { WarningStores } from '../../warning/stores.ts'

const statesKey = 'credit.monitoring.alerts'
/** Alerts of all systems lie in one store. */
const PREFIX = 'credit_'
const MOST_OPEN = 200

/** In the words of pages. */
const severities = { info: 'info', warning: 'watch', critical: 'act' } as const satisfies Record<
  (typeof alertSeverities)[number],
  AlertSeverity
>

export async function openCreditAlerts(alerts: AlertStore): Promise<AlertRecord[]> {
  const { alerts: open } = await alerts.list({
    state: ['open', 'acknowledged'],
    limit: MOST_OPEN,
    offset: 0,
  })
  return open.filter(({ rule }) => rule.startsWith(PREFIX))
}

/** Rules are advanced by one measurement. */
export async function advanceCreditAlerts(
  { references, alerts, outbox }: Pick<WarningStores, 'references' | 'alerts' | 'outbox'>,
  figures: CreditMonitoring,
  now: Date,
): Promise<AlertChanges> {
  const before = await references.get<readonly AlertState[]>(statesKey)
  const changes = evaluateAlerts(creditAlertRules, creditFigures(figures), before?.value ?? [], now.getTime())
  for (const { ruleId, severity: named, title, sentence, opensRetraining } of changes.raise) {
    const severity = severities[named]
    const alertId = randomUUID()
    const text = `Credit decisions, ${figures.modelVersion}: ${sentence}`
    const rule = `${PREFIX}${ruleId}`
    await alerts.raise({
      alertId,
      rule,
      key: rule,
      severity,
      title,
      text,
      opensRetraining,
      asOfDate: figures.to.slice(0, 10),
      raisedAt: now,
    })
    await outbox.append([
      activityEvent({ kind: 'alert', severity, text }),
      noticeEvent({ id: alertId, kind: 'alert', severity, title, text }),
    ])
  }
  for (const { ruleId, sentence } of changes.resolve) {
    const { alerts: open } = await alerts.list({
      rule: `${PREFIX}${ruleId}`,
      state: ['open', 'acknowledged'],
      limit: 10,
      offset: 0,
    })
    for (const { alertId } of open)
      await alerts.change(alertId, { state: 'resolved', by: 'system', at: now, note: sentence })
    await outbox.append([
      activityEvent({ kind: 'alert', severity: 'info', text: `Credit decisions: ${sentence}` }),
    ])
  }
  await references.put(statesKey, changes.history, { actor: 'system', at: now })
  return changes
}
