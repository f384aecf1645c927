/** The state of a case's clock as an SQL condition; the same as `slaStateOf`. */
import type { SlaState } from '@pratibimba/contract'
import { type RawBuilder, sql } from 'kysely'

export interface ClockNames {
  readonly dueAt: string
  readonly warnAt: string
  readonly pausedAt: string
  readonly metAt: string
}

export function slaCondition(
  state: SlaState,
  { dueAt, warnAt, pausedAt, metAt }: ClockNames,
  now: Date,
): RawBuilder<boolean> {
  const due = sql.ref(dueAt)
  const paused = sql.ref(pausedAt)
  const running = sql`${due} is not null and ${sql.ref(metAt)} is null`
  // A clock that stands keeps what was left of it.
  const timely = sql`${running} and ${due} >= coalesce(${paused}, ${now}::timestamptz)`
  const conditions = {
    met: sql<boolean>`(${due} is not null and ${sql.ref(metAt)} <= ${due})`,
    breached: sql<boolean>`(${due} is not null and ${sql.ref(metAt)} > ${due})`,
    overdue: sql<boolean>`(${running} and ${due} < coalesce(${paused}, ${now}::timestamptz))`,
    paused: sql<boolean>`(${timely} and ${paused} is not null)`,
    approaching: sql<boolean>`(${timely} and ${paused} is null and ${sql.ref(warnAt)} <= ${now})`,
    within: sql<boolean>`(${timely} and ${paused} is null and ${sql.ref(warnAt)} > ${now})`,
  } as const satisfies Record<SlaState, RawBuilder<boolean>>
  return conditions[state]
}

export function anyOf(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(conditions, sql` or `)})`
}
