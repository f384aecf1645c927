/** Steps and proposals from the wire. */
import { ProblemError, type ProposeRequest, type StepRequest } from '@pratibimba/contract'
import type { Proposal } from '../../warning/interventions/propose.ts'
import type { StepOrder } from '../../warning/interventions/take-steps.ts'

type WireStep = Omit<StepRequest, 'version'>

/** @throws ProblemError `out_of_range` for actions that open a case */
export function stepFromWire(wire: WireStep): StepOrder {
  const { action } = wire
  if (action === 'propose' || action === 'hold_out') {
    const detail = `${action} opens a case and is no step in one; POST /api/warning/interventions proposes.`
    throw new ProblemError('out_of_range', detail, [{ pointer: '/action', detail }])
  }
  return {
    action,
    ...(wire.note !== undefined && { note: wire.note }),
    ...(wire.assign_to !== undefined && { assignee: wire.assign_to }),
    ...(wire.channel !== undefined && { channel: wire.channel }),
    ...(wire.contact_at !== undefined && { scheduledFor: new Date(wire.contact_at) }),
    ...(wire.override_reason !== undefined && { overrideReason: wire.override_reason }),
    ...(wire.idempotency_key !== undefined && { key: wire.idempotency_key }),
    ...(wire.outcome !== undefined &&
      (action === 'observe_payment' ? observed(wire.outcome) : { outcome: wire.outcome })),
  }
}

/** `paid_late` is paid after the days of grace: missed. What was made good within them is `cured`. */
function observed(outcome: NonNullable<WireStep['outcome']>): { missed?: boolean } {
  if (outcome === 'missed' || outcome === 'paid_late') return { missed: true }
  return outcome === 'cured' ? { missed: false } : {}
}

export function proposalFromWire(wire: ProposeRequest): Proposal {
  return {
    customerIds: wire.customer_ids,
    type: wire.type,
    ...(wire.assign_to !== undefined && { assignTo: wire.assign_to }),
    ...(wire.note !== undefined && { note: wire.note }),
    ...(wire.override_reason !== undefined && { overrideReason: wire.override_reason }),
    ...(wire.idempotency_key !== undefined && { key: wire.idempotency_key }),
  }
}
