/** Cases, actions and outcomes as rows. */
import type {
  ActionRecord,
  InterventionChange,
  InterventionRecord,
  NewAction,
  NewIntervention,
  OutcomeRecord,
  SlaClock,
} from '@pratibimba/risk/ports'
import type { Selectable } from 'kysely'
import { present } from './given-rows.ts'
import type { ActionRow, InterventionRow, WarningSchema } from './tables.ts'

export const interventionTypesOfColumns = {
  intervention_id: 'text',
  customer_id: 'text',
  type: 'text',
  state: 'text',
  tier: 'smallint',
  channel: 'text',
  held_out: 'boolean',
  assignee: 'text',
  sla_due_at: 'timestamptz',
  sla_warn_at: 'timestamptz',
  sla_paused_at: 'timestamptz',
  sla_met_at: 'timestamptz',
  contact_scheduled_at: 'timestamptz',
  contacted_at: 'timestamptz',
  responded_at: 'timestamptz',
  closed_at: 'timestamptz',
  cool_down_until: 'timestamptz',
  override_reason: 'text',
  as_of_date: 'date',
  model_version: 'text',
  score: 'double precision',
  level: 'text',
  exposure_minor: 'bigint',
  expected_loss_minor: 'bigint',
  cost_minor: 'bigint',
  outcome: 'text',
  detail: 'jsonb',
  created_by: 'text',
  created_at: 'timestamptz',
} as const satisfies Partial<Record<keyof InterventionRow, string>>

export function toInterventionRow(record: NewIntervention) {
  return {
    intervention_id: record.interventionId,
    customer_id: record.customerId,
    type: record.type,
    state: record.state,
    tier: record.tier ?? null,
    channel: record.channel ?? null,
    held_out: record.heldOut,
    assignee: record.assignee ?? null,
    ...clockColumns(record.sla ?? null),
    contact_scheduled_at: record.contactScheduledAt ?? null,
    contacted_at: record.contactedAt ?? null,
    responded_at: record.respondedAt ?? null,
    closed_at: record.closedAt ?? null,
    cool_down_until: record.coolDownUntil ?? null,
    override_reason: record.overrideReason ?? null,
    as_of_date: record.asOfDate ?? null,
    model_version: record.modelVersion ?? null,
    score: record.score ?? null,
    level: record.level ?? null,
    exposure_minor: record.exposureMinor ?? null,
    expected_loss_minor: record.expectedLossMinor ?? null,
    cost_minor: record.costMinor,
    outcome: record.outcome ?? null,
    detail: JSON.stringify(record.detail),
    created_by: record.createdBy,
    created_at: record.createdAt,
  }
}

function clockColumns(sla: SlaClock | null) {
  return {
    sla_due_at: sla?.dueAt ?? null,
    sla_warn_at: sla?.warnAt ?? null,
    sla_paused_at: sla?.pausedAt ?? null,
    sla_met_at: sla?.metAt ?? null,
  }
}

const changeableColumns = {
  state: 'state',
  type: 'type',
  tier: 'tier',
  channel: 'channel',
  assignee: 'assignee',
  contactScheduledAt: 'contact_scheduled_at',
  contactedAt: 'contacted_at',
  respondedAt: 'responded_at',
  closedAt: 'closed_at',
  coolDownUntil: 'cool_down_until',
  overrideReason: 'override_reason',
  costMinor: 'cost_minor',
  outcome: 'outcome',
} as const satisfies Partial<Record<keyof InterventionChange, keyof InterventionRow>>

/** Columns and values of what is named in a change. */
export function changedColumns(change: InterventionChange): Record<string, unknown> {
  const columns: Record<string, unknown> = {}
  for (const [field, column] of Object.entries(changeableColumns)) {
    const value = change[field as keyof typeof changeableColumns]
    if (value !== undefined) columns[column] = value
  }
  if (change.sla !== undefined) Object.assign(columns, clockColumns(change.sla))
  if (change.detail !== undefined) columns.detail = JSON.stringify(change.detail)
  return columns
}

export function fromInterventionRow(row: InterventionRow & { missed?: boolean | null }): InterventionRecord {
  return {
    interventionId: row.intervention_id,
    customerId: row.customer_id,
    type: row.type,
    state: row.state,
    version: row.version,
    heldOut: row.held_out,
    costMinor: row.cost_minor,
    detail: row.detail,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    ...(row.sla_due_at !== null && {
      sla: {
        dueAt: row.sla_due_at,
        warnAt: row.sla_warn_at!,
        ...present({ pausedAt: row.sla_paused_at, metAt: row.sla_met_at }),
      },
    }),
    ...present({
      tier: row.tier,
      channel: row.channel,
      assignee: row.assignee,
      contactScheduledAt: row.contact_scheduled_at,
      contactedAt: row.contacted_at,
      respondedAt: row.responded_at,
      closedAt: row.closed_at,
      coolDownUntil: row.cool_down_until,
      overrideReason: row.override_reason,
      asOfDate: row.as_of_date,
      modelVersion: row.model_version,
      score: row.score,
      level: row.level,
      exposureMinor: row.exposure_minor,
      expectedLossMinor: row.expected_loss_minor,
      outcome: row.outcome,
      missed: row.missed,
    }),
  }
}

export const actionTypes = {
  action_key: 'text',
  intervention_id: 'text',
  customer_id: 'text',
  kind: 'text',
  actor: 'text',
  role: 'text',
  from_state: 'text',
  to_state: 'text',
  note: 'text',
  detail: 'jsonb',
  at: 'timestamptz',
} as const satisfies Partial<Record<keyof ActionRow, string>>

export function toActionRow(action: NewAction) {
  return {
    action_key: action.actionKey,
    intervention_id: action.interventionId ?? null,
    customer_id: action.customerId,
    kind: action.kind,
    actor: action.actor,
    role: action.role,
    from_state: action.fromState ?? null,
    to_state: action.toState ?? null,
    note: action.note ?? null,
    detail: JSON.stringify(action.detail ?? {}),
    at: action.at,
  }
}

export function fromActionRow(row: ActionRow): ActionRecord {
  return {
    actionId: row.action_id,
    actionKey: row.action_key,
    customerId: row.customer_id,
    kind: row.kind,
    actor: row.actor,
    role: row.role,
    detail: row.detail,
    at: row.at,
    ...present({
      auditSequence: row.audit_sequence,
      interventionId: row.intervention_id,
      fromState: row.from_state,
      toState: row.to_state,
      note: row.note,
    }),
  }
}

export const outcomeTypes = {
  intervention_id: 'text',
  customer_id: 'text',
  held_out: 'boolean',
  outcome: 'text',
  missed: 'boolean',
  missed_amount_minor: 'bigint',
  observed_on: 'date',
  recorded_by: 'text',
  recorded_at: 'timestamptz',
} as const

export function toOutcomeRow(record: OutcomeRecord) {
  return {
    intervention_id: record.interventionId,
    customer_id: record.customerId,
    held_out: record.heldOut,
    outcome: record.outcome ?? null,
    missed: record.missed ?? null,
    missed_amount_minor: record.missedAmountMinor ?? null,
    observed_on: record.observedOn,
    recorded_by: record.recordedBy,
    recorded_at: record.recordedAt,
  }
}

export function fromOutcomeRow(row: Selectable<WarningSchema['intervention_outcomes']>): OutcomeRecord {
  return {
    interventionId: row.intervention_id,
    customerId: row.customer_id,
    heldOut: row.held_out,
    observedOn: row.observed_on,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
    ...present({
      outcome: row.outcome,
      missed: row.missed,
      missedAmountMinor: row.missed_amount_minor,
    }),
  }
}
