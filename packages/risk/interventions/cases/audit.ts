/** What a step leaves in the audit log: what was done to which case, and nothing of the customer. */
import type { InterventionState } from '@pratibimba/contract'
import type { AuditFact } from '../../ports/index.ts'
import type { CaseEvent, InterventionCase } from './intervention-case.ts'
import { openingAudit, type Transition, transitions } from './transitions.ts'

/** Subject is the case; metadata hold no note, no reason, no customer. */
export type CaseAudit = AuditFact & { readonly subjectId: string }

const operationOf = new Map<string, string>([
  ...Object.entries(openingAudit),
  ...Object.values(transitions as Record<string, Transition>).map(
    ({ event, audit }) => [event, audit] as const,
  ),
])

/** @param from state before the step; null for one that opened the case or is answered again */
export function auditOf(
  one: InterventionCase,
  event: CaseEvent,
  from: InterventionState | null = null,
): CaseAudit {
  const { kind, sequence, actor, assignee, channel, scheduledFor, outcome, missed, undoes } = event
  return {
    operation: operationOf.get(kind)!,
    actor: actor.id,
    subjectId: one.id,
    metadata: {
      sequence,
      role: actor.role,
      type: one.type,
      tier: one.tier,
      from,
      to: one.state,
      ...(assignee === undefined ? {} : { assignee }),
      ...(channel === undefined ? {} : { channel }),
      ...(scheduledFor === undefined ? {} : { scheduled_for: scheduledFor.toISOString() }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(missed === undefined ? {} : { missed }),
      ...(undoes === undefined ? {} : { undoes }),
      ...(event.note === undefined ? {} : { note: true }),
      ...(event.overrideReason === undefined ? {} : { cool_down_overridden: true }),
    },
  }
}
