/** Alerts of monitoring. */
import type { AlertRecord, AlertStore } from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { present } from './given-rows.ts'
import type { AlertRow } from './tables.ts'

/** @param executor the database's `kysely`, or a transaction to take part in */
export function openAlertStore(executor: Kysely<Schema>): AlertStore {
  return {
    async raise(alert) {
      const row = await executor
        .insertInto('alerts')
        .values({
          alert_id: alert.alertId,
          rule: alert.rule,
          key: alert.key,
          severity: alert.severity,
          title: alert.title,
          text: alert.text,
          opens_retraining: alert.opensRetraining,
          as_of_date: alert.asOfDate ?? null,
          detail: JSON.stringify(alert.detail ?? {}),
          raised_at: alert.raisedAt,
          last_raised_at: alert.raisedAt,
        })
        .onConflict((conflict) =>
          conflict
            .column('key')
            .where('state', '!=', sql.lit('resolved'))
            .doUpdateSet(({ ref, eb }) => ({
              times: eb('alerts.times', '+', 1),
              severity: ref('excluded.severity'),
              title: ref('excluded.title'),
              text: ref('excluded.text'),
              detail: sql<string>`excluded.detail`,
              as_of_date: ref('excluded.as_of_date'),
              last_raised_at: ref('excluded.last_raised_at'),
            })),
        )
        .returningAll()
        .executeTakeFirstOrThrow()
      return { alert: fromAlertRow(row), isNew: row.alert_id === alert.alertId && row.times === 1 }
    },
    async get(alertId) {
      const row = await executor
        .selectFrom('alerts')
        .selectAll()
        .where('alert_id', '=', alertId)
        .executeTakeFirst()
      return row && fromAlertRow(row)
    },
    async change(alertId, { state, by, at, note }) {
      const who =
        state === 'acknowledged'
          ? { acknowledged_by: by, acknowledged_at: at }
          : { resolved_by: by, resolved_at: at }
      const row = await executor
        .updateTable('alerts')
        .set({ state, ...who, ...(note !== undefined && { note }) })
        .where('alert_id', '=', alertId)
        .where('state', '!=', 'resolved')
        .returningAll()
        .executeTakeFirst()
      return row && fromAlertRow(row)
    },
    async list({ state, severity, rule, limit, offset }) {
      const matching = executor
        .selectFrom('alerts')
        .$if(state !== undefined, (query) => query.where('state', 'in', state!))
        .$if(severity !== undefined, (query) => query.where('severity', 'in', severity!))
        .$if(rule !== undefined, (query) => query.where('rule', '=', rule!))
      const { total } = await matching
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const rows = await matching
        .selectAll()
        .orderBy('raised_at', 'desc')
        .orderBy('alert_id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute()
      return { alerts: rows.map(fromAlertRow), total }
    },
    async counts() {
      const rows = await executor
        .selectFrom('alerts')
        .where('state', '!=', 'resolved')
        .select(['severity', ({ fn }) => fn.countAll<number>().as('alerts')])
        .groupBy('severity')
        .execute()
      return {
        info: 0,
        watch: 0,
        act: 0,
        ...Object.fromEntries(rows.map(({ severity, alerts }) => [severity, alerts])),
      }
    },
  }
}

function fromAlertRow(row: AlertRow): AlertRecord {
  return {
    alertId: row.alert_id,
    rule: row.rule,
    key: row.key,
    severity: row.severity,
    title: row.title,
    text: row.text,
    opensRetraining: row.opens_retraining,
    detail: row.detail,
    state: row.state,
    times: row.times,
    raisedAt: row.raised_at,
    lastRaisedAt: row.last_raised_at,
    ...present({
      asOfDate: row.as_of_date,
      acknowledgedBy: row.acknowledged_by,
      acknowledgedAt: row.acknowledged_at,
      resolvedBy: row.resolved_by,
      resolvedAt: row.resolved_at,
      note: row.note,
    }),
  }
}
