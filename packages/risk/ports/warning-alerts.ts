/** Alerts of monitoring, and settings that change while the system runs. */
import type { CalendarDate } from './customers.ts'
import type { JsonObject } from './portfolios.ts'

export type AlertSeverity = 'info' | 'watch' | 'act'
export type AlertState = 'open' | 'acknowledged' | 'resolved'

export interface NewAlert {
  readonly alertId: string
  /** Rule that raised it. */
  readonly rule: string
  /** Alerts of the same thing share it: while one is not resolved, another only counts up. */
  readonly key: string
  readonly severity: AlertSeverity
  readonly title: string
  readonly text: string
  readonly opensRetraining: boolean
  readonly asOfDate?: CalendarDate
  readonly detail?: JsonObject
  readonly raisedAt: Date
}

export interface AlertRecord extends NewAlert {
  readonly state: AlertState
  /** How often it was raised. */
  readonly times: number
  readonly lastRaisedAt: Date
  readonly acknowledgedBy?: string
  readonly acknowledgedAt?: Date
  readonly resolvedBy?: string
  readonly resolvedAt?: Date
  readonly note?: string
}

export interface AlertStore {
  /** @returns the alert, and whether it is a new one */
  raise(alert: NewAlert): Promise<{ alert: AlertRecord; isNew: boolean }>
  get(alertId: string): Promise<AlertRecord | undefined>
  /** @returns undefined when there is none, or it is resolved already */
  change(
    alertId: string,
    change: {
      readonly state: 'acknowledged' | 'resolved'
      readonly by: string
      readonly at: Date
      readonly note?: string
    },
  ): Promise<AlertRecord | undefined>
  /** Newest first. */
  list(filter: {
    readonly state?: readonly AlertState[]
    readonly severity?: readonly AlertSeverity[]
    readonly rule?: string
    readonly limit: number
    readonly offset: number
  }): Promise<{ alerts: AlertRecord[]; total: number }>
  counts(): Promise<Readonly<Record<AlertSeverity, number>>>
}

/** Saved reference data by key: policies, bins of drift, assumptions, saved views. */
export interface ReferenceRecord<Value = unknown> {
  readonly key: string
  /** 1 at first, one more with every change. */
  readonly version: number
  readonly value: Value
  readonly changedBy: string
  readonly changedAt: Date
}

export interface ReferenceStore {
  get<Value>(key: string): Promise<ReferenceRecord<Value> | undefined>
  /** By key, ascending. */
  list(keyPrefix: string): Promise<ReferenceRecord[]>
  /**
   * @param expectedVersion 0: there must be none yet; absent: whatever there is
   * @throws RecordConflict when the version is another
   */
  put<Value>(
    key: string,
    value: Value,
    by: { readonly actor: string; readonly at: Date; readonly expectedVersion?: number },
  ): Promise<ReferenceRecord<Value>>
  remove(key: string): Promise<boolean>
}
