/** A case: what is known of one intervention, always the sum of its events. */
import type {
  ContactChannel,
  InterventionActorRole,
  InterventionEventKind,
  InterventionOutcome,
  InterventionState,
  InterventionType,
  PriorityTier,
} from '@pratibimba/contract'

export interface CaseActor {
  readonly id: string
  readonly role: InterventionActorRole
}

/** What was fixed when the case was opened. */
export interface CaseOpening {
  readonly id: string
  readonly customerId: string
  readonly type: InterventionType
  /** Null for customers below HIGH; there is no clock then. */
  readonly tier: PriorityTier | null
}

export interface CaseEvent {
  /** 1, 2, 3 … within the case. */
  readonly sequence: number
  readonly kind: InterventionEventKind
  readonly at: Date
  readonly actor: CaseActor
  /** What repeats are told from new requests by. */
  readonly key?: string
  readonly note?: string
  readonly assignee?: string
  readonly channel?: ContactChannel
  readonly scheduledFor?: Date
  readonly outcome?: InterventionOutcome
  /** Whether the payment was missed. */
  readonly missed?: boolean
  /** Why the cool-down was not kept; never in the audit log, which says only that it was not. */
  readonly overrideReason?: string
  /** Sequence of the event that this one takes back. */
  readonly undoes?: number
}

export interface InterventionCase extends CaseOpening {
  readonly state: InterventionState
  readonly events: readonly CaseEvent[]
  readonly openedAt: Date
  readonly assignee: string | null
  readonly channel: ContactChannel | null
  readonly scheduledFor: Date | null
  readonly contactedAt: readonly Date[]
  readonly respondedAt: Date | null
  readonly outcome: InterventionOutcome | null
  readonly missed: boolean | null
  readonly pausedAt: Date | null
  /** Time that the clock has stood before the first contact, ended pauses only. */
  readonly pausedMs: number
  readonly coolDownOverridden: boolean
}

/** Sequence of the last event: what optimistic locking compares. */
export function versionOf(one: InterventionCase): number {
  return one.events.length
}

/** The events that still hold: without those taken back and without the taking back. */
export function standingEvents(events: readonly CaseEvent[]): CaseEvent[] {
  const undone = new Set(events.map(({ undoes }) => undoes))
  return events.filter(({ kind, sequence }) => kind !== 'undone' && !undone.has(sequence))
}
