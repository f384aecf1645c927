/** Cases between the domain, where they are the sum of their events, and the store, where they are rows. */
import {
  type ContactChannel,
  type SlaState,
  type TrialArm,
  terminalInterventionStates,
} from '@pratibimba/contract'
import {
  type CaseEvent,
  eventFromJson,
  eventToJson,
  type InterventionCase,
  type PastContact,
  replayCase,
  slaClock,
} from '@pratibimba/risk/interventions'
import type {
  InterventionChange,
  InterventionRecord,
  JsonObject,
  OutcomeRecord,
  SlaClock,
} from '@pratibimba/risk/ports'
import type { DeskPolicy } from './desk-policy.ts'

/** The draw as it was made for the customer; the first one binds. */
export interface Trial {
  readonly programme: string
  readonly arm: TrialArm
  readonly stratum: 1 | 2 | 3
  readonly holdoutShare: number
  readonly draw: number
}

/** As it was handed over, so that nobody has to guess later what the customer read. */
export interface KeptMessage {
  readonly channel: ContactChannel
  readonly subject?: string
  readonly text: string
  readonly html?: string
}

/** What stands in `detail` of a record. */
export interface CaseDetail {
  readonly events: readonly JsonObject[]
  readonly trial?: Trial
  /** By the sequence of the contact. */
  readonly messages?: Readonly<Record<string, KeptMessage>>
}

export function detailOf(record: Pick<InterventionRecord, 'detail'>): CaseDetail {
  return record.detail as unknown as CaseDetail
}

/** @throws RangeError when the stored history is none */
export function caseOf(record: InterventionRecord): InterventionCase {
  const { interventionId: id, customerId, type, tier = null } = record
  return replayCase({ id, customerId, type, tier }, detailOf(record).events.map(eventFromJson))
}

/** Contacts of past cases, from their histories; a contact is never taken back. */
export function contactsOf(records: readonly InterventionRecord[]): PastContact[] {
  return records.flatMap((record) =>
    detailOf(record)
      .events.map(eventFromJson)
      .filter(({ kind }) => kind === 'contacted')
      .map(({ at }) => ({ type: record.type, at, caseId: record.interventionId })),
  )
}

/** All that a record shows of its case; what is not there is null and clears what was. */
export type CaseColumns = {
  [Key in keyof Omit<InterventionChange, 'type' | 'tier'>]-?: InterventionChange[Key]
}

const DAY_MS = 86_400_000

/** @param kept the detail so far; events are replaced by those of the case */
export function columnsOf(
  one: InterventionCase,
  kept: Omit<CaseDetail, 'events'>,
  policy: DeskPolicy,
): CaseColumns {
  const action = policy.actions[one.type]
  const contactedAt = one.contactedAt.at(-1) ?? null
  const restDays = Math.max(action.coolDownDays, policy.coolDownAcrossDays)
  return {
    state: one.state,
    channel: one.channel,
    assignee: one.assignee,
    sla: clockOf(one, policy),
    contactScheduledAt: one.scheduledFor,
    contactedAt,
    respondedAt: one.respondedAt,
    closedAt: closingOf(one)?.at ?? null,
    coolDownUntil: contactedAt === null ? null : new Date(contactedAt.getTime() + restDays * DAY_MS),
    overrideReason:
      one.events.findLast(({ overrideReason }) => overrideReason !== undefined)?.overrideReason ?? null,
    costMinor: one.contactedAt.length * action.costMinor.value,
    outcome: one.outcome,
    detail: { ...kept, events: one.events.map(eventToJson) } as unknown as JsonObject,
  }
}

/** Without the fields that are null: a record that is new has nothing to clear. */
export function withoutNulls<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]: NonNullable<Fields[Key]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as never
}

function clockOf(one: InterventionCase, policy: DeskPolicy): SlaClock | null {
  // Asked for the time at which it stands, the clock does not count the pause that is still running.
  const clock = slaClock(one, one.pausedAt ?? one.openedAt, policy)
  if (clock === null) return null
  const [metAt] = one.contactedAt
  return {
    dueAt: clock.dueAt,
    warnAt: new Date(clock.dueAt.getTime() - policy.approachingShare * clock.allowedMs),
    ...(one.pausedAt !== null && { pausedAt: one.pausedAt }),
    ...(metAt !== undefined && { metAt }),
  }
}

/** The state of a stored clock, as lists filter by it. */
export function clockState({ dueAt, warnAt, pausedAt, metAt }: SlaClock, now: Date): SlaState {
  if (metAt !== undefined) return metAt <= dueAt ? 'met' : 'breached'
  if ((pausedAt ?? now) > dueAt) return 'overdue'
  if (pausedAt !== undefined) return 'paused'
  return now >= warnAt ? 'approaching' : 'within'
}

function closingOf({ state, events }: InterventionCase): CaseEvent | undefined {
  if (!(terminalInterventionStates as readonly string[]).includes(state)) return undefined
  return events.findLast(({ kind }) => kind === state)
}

/** The end of a case as outcomes are kept, once there is something of it. */
export function outcomeOf(one: InterventionCase, heldOut: boolean, by: CaseEvent): OutcomeRecord {
  return {
    interventionId: one.id,
    customerId: one.customerId,
    heldOut,
    ...(one.outcome !== null && { outcome: one.outcome }),
    ...(one.missed !== null && { missed: one.missed }),
    observedOn: by.at.toISOString().slice(0, 10),
    recordedBy: by.actor.id,
    recordedAt: by.at,
  }
}
