/** What steps leave besides the cases: one entry of the audit chain, rows of the action log, events. */
import { canonicalJson } from '@pratibimba/adapters/postgres'
import {
  type CaseActor,
  type CaseAudit,
  type CaseEvent,
  describeEvent,
  type InterventionCase,
} from '@pratibimba/risk/interventions'
import type { AuditFact, JsonObject, NewAction, NewEvent } from '@pratibimba/risk/ports'
import { activityEvent } from '../scoring/activity.ts'
import type { DeskPolicy } from './desk-policy.ts'
import { merkleRoot } from './merkle-root.ts'
import { messageTopic } from './message-topic.ts'

/** A step that was taken. */
export interface Taken {
  readonly case: InterventionCase
  readonly event: CaseEvent
  readonly audit: CaseAudit
}

export interface BulkName {
  /** Name of the entry when it tells of several steps. */
  readonly operation: string
  readonly actor: CaseActor
  readonly actionKey: string
  readonly refused: number
}

/**
 * The entry of the steps. One step has its own; of several the entry holds how many they were and the Merkle root over
 * their entries as they would have been, `canonicalJson({operation, actor, subject_id, metadata})`, in the order of the
 * rows of the action log that bear its key: each row keeps its metadata in `detail`.
 */
export function factOf(steps: readonly Taken[], bulk: BulkName): AuditFact {
  const { operation, actor, actionKey, refused } = bulk
  const [first, ...others] = steps
  if (first !== undefined && others.length === 0)
    return { ...first.audit, metadata: { ...first.audit.metadata, action_key: actionKey } }
  return {
    operation,
    actor: actor.id,
    dataHash: merkleRoot(steps.map(({ audit }) => leafOf(audit))),
    metadata: {
      action_key: actionKey,
      role: actor.role,
      cases: new Set(steps.map(({ case: { id } }) => id)).size,
      steps: steps.length,
      refused,
      operations: countsOf(steps.map(({ audit }) => audit.operation)),
    },
  }
}

export function leafOf({ operation, actor, subjectId, metadata }: CaseAudit): string {
  return canonicalJson({ operation, actor, subject_id: subjectId, metadata })
}

function countsOf(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

export function actionsOf(steps: readonly Taken[], actionKey: string): NewAction[] {
  return steps.map(({ case: one, event, audit }) => {
    const note = [event.overrideReason, event.note]
      .filter((text) => text !== undefined && text !== '')
      .join(' · ')
    const from = audit.metadata.from as NewAction['fromState'] | null
    return {
      actionKey,
      interventionId: one.id,
      customerId: one.customerId,
      kind: event.kind,
      actor: event.actor.id,
      role: event.actor.role,
      ...(from !== null && { fromState: from }),
      toState: audit.metadata.to as NewAction['toState'],
      ...(note !== '' && { note }),
      detail: { ...audit.metadata, operation: audit.operation } as JsonObject,
      at: event.at,
    }
  })
}

/** An activity for pages, and for each contact in writing a message that is to be handed over. */
export function eventsOf(steps: readonly Taken[], policy: DeskPolicy): NewEvent[] {
  const messages = steps
    .filter(({ event }) => event.kind === 'contacted' && event.channel !== 'phone')
    .map(
      ({ case: { id, customerId }, event: { sequence } }): NewEvent => ({
        id: `${messageTopic}/${id}-${sequence}`,
        topic: messageTopic,
        key: customerId,
        payload: { intervention_id: id, sequence },
      }),
    )
  return [activityEvent({ kind: 'intervention', severity: 'info', ...told(steps, policy) }), ...messages]
}

/** Notes and reasons are for those who read the case. */
function told(steps: readonly Taken[], policy: DeskPolicy): { text: string; customerId?: string } {
  const lines = steps.map(({ event: { note: _, overrideReason: __, ...event } }) => describeEvent(event))
  const customers = new Set(steps.map(({ case: { customerId } }) => customerId))
  const { type, customerId } = steps[0]!.case
  if (customers.size === 1)
    return { text: `${policy.actions[type].title} for ${customerId}: ${lines.join(', ')}.`, customerId }
  const counts = Object.entries(countsOf(lines)).map(([line, count]) => `${count} × ${line}`)
  const shown = counts.length > 3 ? [...counts.slice(0, 3), '…'] : counts
  return { text: `${customers.size} cases: ${shown.join(', ')}.` }
}
