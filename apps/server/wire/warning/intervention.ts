/** Cases on the wire. */
import type { Intervention, InterventionDetail, ProposeReply } from '@pratibimba/contract'
import {
  type CaseActor,
  describeEvent,
  eventFromJson,
  type InterventionPolicy,
  possibleSteps,
} from '@pratibimba/risk/interventions'
import type { ActionRecord, InterventionRecord } from '@pratibimba/risk/ports'
import { caseOf, clockState, detailOf } from '../../warning/interventions/case-record.ts'
import type { ItemFailure } from '../../warning/interventions/refusals.ts'

/** Who looks, when, and by which rules: what is possible depends on all three. */
export interface Beholder {
  /** Undefined for those who may not act. */
  readonly actor: CaseActor | undefined
  readonly now: Date
  readonly policy: InterventionPolicy
}

export function interventionToWire(record: InterventionRecord, beholder: Beholder): Intervention {
  const { actor, now } = beholder
  return {
    id: record.interventionId,
    customer_id: record.customerId,
    type: record.type,
    state: record.state,
    version: record.version,
    tier: record.tier ?? null,
    // Proposals of customers without a score are refused.
    risk_score: record.score!,
    risk_level: record.level!,
    exposure_minor: record.exposureMinor!,
    assigned_to: record.assignee ?? null,
    channel: record.channel ?? null,
    contact_at: record.contactScheduledAt?.toISOString() ?? null,
    outcome: record.outcome ?? null,
    payment_missed: record.missed ?? null,
    sla_state: record.sla === undefined ? null : clockState(record.sla, now),
    due_at: record.sla?.dueAt.toISOString() ?? null,
    cost_minor: record.costMinor,
    can: actor === undefined ? [] : possibleSteps(caseOf(record), actor, beholder),
    created_at: record.createdAt.toISOString(),
    created_by: record.createdBy,
    updated_at: record.updatedAt.toISOString(),
  }
}

/** @param message what was written last, or would be written now */
export function interventionDetailToWire(
  record: InterventionRecord,
  actions: readonly ActionRecord[],
  message: string | null,
  beholder: Beholder,
): InterventionDetail {
  const entries = new Map(actions.map(({ detail, auditSequence }) => [detail?.sequence, auditSequence]))
  return {
    intervention: interventionToWire(record, beholder),
    events: detailOf(record)
      .events.map(eventFromJson)
      .map((event) => ({
        sequence: event.sequence,
        kind: event.kind,
        actor: event.actor.id,
        at: event.at.toISOString(),
        text: describeEvent(event),
        audit_sequence: entries.get(event.sequence) ?? null,
      })),
    message,
  }
}

export function failureToWire(failure: ItemFailure): ProposeReply['failures'][number] {
  return {
    customer_id: failure.customerId,
    intervention_id: failure.interventionId,
    error_code: failure.code,
    detail: failure.detail,
  }
}
