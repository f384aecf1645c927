/** Whether data and model still hold, and the alerts that say when not. */
import { type Operations, ProblemError } from '@pratibimba/contract'
import type { AlertState } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import type { Handlers } from '../../routes/handlers.ts'
import { monitoringKey, type StoredMonitoring } from '../../warning/monitoring/monitor-warning.ts'
import { activityEvent } from '../../warning/scoring/activity.ts'
import { pageOf } from '../../wire/page.ts'
import {
  alertToWire,
  driftToWire,
  fairnessToWire,
  performanceToWire,
  qualityToWire,
} from '../../wire/warning/monitoring.ts'

type MonitoringOperations = Pick<
  Operations,
  | 'assessDrift'
  | 'assessDataQuality'
  | 'livePerformance'
  | 'warningFairness'
  | 'listAlerts'
  | 'acknowledgeAlert'
>

export const monitoringHandlers: Handlers<MonitoringOperations, Context> = {
  assessDrift: async ({ query }, context) => {
    const stored = await lastLook(context)
    if (query.as_of !== undefined && query.as_of !== stored.report.asOfDate)
      throw new ProblemError(
        'not_found',
        `Monitoring last looked at ${stored.report.asOfDate}; there is no report of ${query.as_of}.`,
      )
    const { champion } = context.warning
    return driftToWire(
      stored,
      (feature) => champion.describe({ feature, value: null, contribution: 0 }).title,
    )
  },

  assessDataQuality: async (_, context) => qualityToWire(await lastLook(context)),

  livePerformance: async (_, context) => performanceToWire(await lastLook(context)),

  warningFairness: async ({ query }, context) => fairnessToWire(await lastLook(context), query.by),

  listAlerts: async ({ query }, context) => {
    const state = query.state?.split(',') as AlertState[] | undefined
    const { alerts, total } = await context.warning.stores.alerts.list({
      ...(state && { state }),
      ...pageOf(query),
    })
    return { alerts: alerts.map(alertToWire), total }
  },

  acknowledgeAlert: async ({ params, body, caller }, context) => {
    const { alert_id: alertId } = params
    await context.record(async ({ warning }) => {
      const alert = await warning.alerts.get(alertId)
      if (alert === undefined) throw new ProblemError('not_found', `There is no alert ${alertId}.`)
      const changed = await warning.alerts.change(alertId, {
        state: 'acknowledged',
        by: caller.id,
        at: context.clock(),
        ...(body.note !== undefined && { note: body.note }),
      })
      if (changed === undefined)
        throw new ProblemError('conflict', 'This alert is resolved; there is nothing to acknowledge.')
      const text = `${alert.title}: acknowledged by ${caller.id}.`
      await warning.outbox.append([activityEvent({ kind: 'alert', severity: 'info', text })])
      const metadata = { alert_id: alertId, rule: alert.rule }
      return {
        fact: { operation: 'ALERT_ACKNOWLEDGED', actor: caller.id, subjectId: 'warning:alerts', metadata },
        result: undefined,
      }
    })
    return { alert_id: alertId, state: 'acknowledged' }
  },
}

async function lastLook({ warning }: Context): Promise<StoredMonitoring> {
  const stored = await warning.stores.references.get<StoredMonitoring>(monitoringKey)
  if (stored === undefined)
    throw new ProblemError(
      'conflict',
      'Monitoring has not looked yet: it does so every night once customers are scored.',
    )
  return stored.value
}
