/** Cases of customers: what is done before a payment is missed, by whom, and what became of it. */
import type {
  ContactChannel,
  InterventionActorRole,
  InterventionEventKind,
  InterventionOutcome,
  InterventionState,
  InterventionType,
  PriorityTier,
  RiskLevel,
  SlaState,
} from '@pratibimba/contract'
import type { CalendarDate } from './customers.ts'
import type { JsonObject } from './portfolios.ts'

/** The clock of a case. It is over once `metAt` is there. */
export interface SlaClock {
  readonly dueAt: Date
  /** From here on the due time counts as approaching. */
  readonly warnAt: Date
  readonly pausedAt?: Date
  readonly metAt?: Date
}

export interface InterventionRecord {
  readonly interventionId: string
  readonly customerId: string
  readonly type: InterventionType
  readonly state: InterventionState
  /** 1 at first, one more with every change. */
  readonly version: number
  readonly tier?: PriorityTier
  readonly channel?: ContactChannel
  /** In the control group. */
  readonly heldOut: boolean
  readonly assignee?: string
  readonly sla?: SlaClock
  readonly contactScheduledAt?: Date
  readonly contactedAt?: Date
  readonly respondedAt?: Date
  readonly closedAt?: Date
  readonly coolDownUntil?: Date
  readonly overrideReason?: string
  /** What was known when it was proposed. */
  readonly asOfDate?: CalendarDate
  readonly modelVersion?: string
  readonly score?: number
  readonly level?: RiskLevel
  readonly exposureMinor?: number
  readonly expectedLossMinor?: number
  readonly costMinor: number
  readonly outcome?: InterventionOutcome
  /** What the domain keeps of it besides; its shape is risk/interventions'. */
  readonly detail: JsonObject
  readonly createdBy: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

export type NewIntervention = Omit<InterventionRecord, 'version' | 'updatedAt'>

/** Fields that may change later; `null` clears. */
export interface InterventionChange {
  readonly state?: InterventionState
  readonly type?: InterventionType
  readonly tier?: PriorityTier | null
  readonly channel?: ContactChannel | null
  readonly assignee?: string | null
  readonly sla?: SlaClock | null
  readonly contactScheduledAt?: Date | null
  readonly contactedAt?: Date | null
  readonly respondedAt?: Date | null
  readonly closedAt?: Date | null
  readonly coolDownUntil?: Date | null
  readonly overrideReason?: string | null
  readonly costMinor?: number
  readonly outcome?: InterventionOutcome | null
  readonly detail?: JsonObject
}

/** Who did what to which case. Rows are written once. */
export interface NewAction {
  /**
   * Names the audit entry of the change: an entry whose metadata hold the same `action_key` gives these rows its
   * sequence, in the same transaction. Several actions of one bulk change share one.
   */
  readonly actionKey: string
  readonly interventionId?: string
  readonly customerId: string
  readonly kind: InterventionEventKind | 'customer_assigned' | 'customer_unassigned'
  readonly actor: string
  readonly role: InterventionActorRole
  readonly fromState?: InterventionState
  readonly toState?: InterventionState
  /** A note, a reason for an override. */
  readonly note?: string
  readonly detail?: JsonObject
  readonly at: Date
}

export interface ActionRecord extends NewAction {
  readonly actionId: number
  /** Sequence of the entry in the audit chain. */
  readonly auditSequence?: number
}

export interface OutcomeRecord {
  readonly interventionId: string
  readonly customerId: string
  readonly heldOut: boolean
  readonly outcome: InterventionOutcome
  /** Whether a payment was missed in the thirty days; absent while unknown. */
  readonly missed?: boolean
  readonly missedAmountMinor?: number
  readonly observedOn: CalendarDate
  readonly recordedBy: string
  readonly recordedAt: Date
}

export interface InterventionFilter {
  readonly customerId?: string
  readonly type?: readonly InterventionType[]
  readonly state?: readonly InterventionState[]
  readonly tier?: readonly PriorityTier[]
  readonly level?: readonly RiskLevel[]
  /** null: nobody. */
  readonly assignee?: string | null
  readonly slaState?: readonly SlaState[]
  readonly outcome?: readonly InterventionOutcome[]
  readonly heldOut?: boolean
  readonly open?: boolean
  readonly createdFrom?: Date
  /** Exclusive. */
  readonly createdUntil?: Date
  /** Beginning of the customer's or the intervention's id. */
  readonly idPrefix?: string
}

export type InterventionSort =
  | 'newest'
  | 'oldest'
  | 'due_at'
  | 'updated_at'
  | 'score'
  | 'expected_loss'
  | 'state'
  | 'type'

export interface InterventionQuery {
  readonly filter: InterventionFilter
  /** Default `newest`. */
  readonly sort?: InterventionSort
  readonly limit: number
  readonly offset: number
  readonly now: Date
}

export interface InterventionRow extends InterventionRecord {
  readonly slaState?: SlaState
  /** The latest score of the customer, beside the one at the start. */
  readonly currentScore?: number
  readonly currentLevel?: RiskLevel
}

/** What an effect is estimated from: treated against held out, never one alone. */
export interface EffectInput {
  readonly type: InterventionType
  readonly level?: RiskLevel
  readonly treated: number
  readonly treatedMissed: number
  readonly heldOut: number
  readonly heldOutMissed: number
  readonly costMinor: number
  /** Exposure of the treated whose outcome is known. */
  readonly treatedExposureMinor: number
}

export interface InterventionFigures {
  readonly total: number
  readonly byState: Readonly<Record<InterventionState, number>>
  readonly byType: Readonly<Partial<Record<InterventionType, number>>>
  readonly byLevel: Readonly<Partial<Record<RiskLevel, number>>>
  readonly bySla: Readonly<Record<SlaState, number>>
  readonly byOutcome: Readonly<Partial<Record<InterventionOutcome, number>>>
  readonly costMinor: number
  readonly meanScore?: number
  readonly contacted: number
  readonly responded: number
  /** From contact to response. */
  readonly meanResponseHours?: number
}

export interface AssignmentRecord {
  readonly customerId: string
  readonly officerId: string
  readonly assignedBy: string
  readonly assignedAt: Date
  readonly endedAt?: Date
  readonly reason?: string
}

export interface OfficerRecord {
  readonly officerId: string
  readonly name: string
  readonly role: InterventionActorRole
  readonly team?: string
  /** Open cases meant at a time. */
  readonly capacity?: number
  readonly active: boolean
}

/** A change was based on a version that is not the present one any more. */
export class VersionConflict extends Error {
  readonly interventionIds: readonly string[]
  constructor(interventionIds: readonly string[]) {
    super(
      interventionIds.length === 1
        ? `The case ${interventionIds[0]} was changed by somebody else meanwhile; look at it again.`
        : `${interventionIds.length} cases were changed by somebody else meanwhile; look at them again.`,
    )
    this.name = 'VersionConflict'
    this.interventionIds = interventionIds
  }
}

/** Opened with a transaction, its writes stand with the audit entry of that transaction. */
export interface InterventionStore {
  /** @throws RecordConflict when an id is taken, or a customer has an open case already */
  create(
    interventions: readonly NewIntervention[],
    actions: readonly NewAction[],
  ): Promise<InterventionRecord[]>
  get(interventionId: string): Promise<InterventionRecord | undefined>
  getMany(interventionIds: readonly string[]): Promise<InterventionRecord[]>
  /** All or none. @throws VersionConflict naming those whose version is not the expected one, or that do not exist */
  change(
    changes: readonly {
      readonly interventionId: string
      readonly expectedVersion: number
      readonly change: InterventionChange
    }[],
    actions: readonly NewAction[],
  ): Promise<InterventionRecord[]>
  list(query: InterventionQuery): Promise<{ interventions: InterventionRow[]; total: number }>
  /** Newest first. */
  ofCustomer(customerId: string): Promise<InterventionRecord[]>
  figures(filter: InterventionFilter, now: Date): Promise<InterventionFigures>
  /** Cases begun, closed and missed by day, oldest first; days without any are left out. */
  timeline(
    from: CalendarDate,
    through: CalendarDate,
  ): Promise<{ date: CalendarDate; created: number; closed: number; cured: number; costMinor: number }[]>
  /** Of cases whose outcome is known; those proposed within the days. */
  effects(options: {
    readonly from?: CalendarDate
    readonly through?: CalendarDate
    readonly byLevel?: boolean
  }): Promise<EffectInput[]>
  /** Replaces an earlier one of the case. */
  recordOutcomes(outcomes: readonly OutcomeRecord[]): Promise<void>
  outcomes(interventionIds: readonly string[]): Promise<OutcomeRecord[]>
  /** Cases that are past their thirty days and have no observed payment behaviour yet. */
  awaitingOutcome(before: CalendarDate, limit: number): Promise<InterventionRecord[]>
  /** Of a case: in order of happening. Of a filter: newest first. */
  actionsOf(interventionId: string): Promise<ActionRecord[]>
  actions(filter: {
    readonly customerId?: string
    readonly actor?: string
    readonly kind?: readonly NewAction['kind'][]
    readonly limit: number
    readonly offset: number
  }): Promise<{ actions: ActionRecord[]; total: number }>
  /** Actions that concern customers and no case. */
  recordActions(actions: readonly NewAction[]): Promise<void>
  /** Who looks after customers; `null` ends it. An officer who has a customer already keeps the date. */
  assignCustomers(
    customerIds: readonly string[],
    officerId: string | null,
    by: { readonly actor: string; readonly at: Date; readonly reason?: string },
  ): Promise<number>
  assignments(customerId: string): Promise<AssignmentRecord[]>
  saveOfficer(officer: OfficerRecord): Promise<void>
  officer(officerId: string): Promise<OfficerRecord | undefined>
  /** By name, with what each has open. */
  officers(): Promise<(OfficerRecord & { openCases: number; customers: number })[]>
}
