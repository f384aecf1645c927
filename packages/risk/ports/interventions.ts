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
  /** What became of the payment, once it is known. */
  readonly missed?: boolean
  /** What the domain keeps of it besides; its shape is risk/interventions'. */
  readonly detail: JsonObject
  readonly createdBy: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

export type NewIntervention = Omit<InterventionRecord, 'version' | 'updatedAt' | 'missed'>

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
  /** How the officer recorded the end, if one did. */
  readonly outcome?: InterventionOutcome
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
  | 'exposure'
  | 'expected_loss'
  | 'tier'
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

/** Arms of a trial by what was, or would have been, done; only cases whose end is known. */
export interface TrialCounts {
  readonly type: InterventionType
  readonly treated: { readonly customers: number; readonly missed: number }
  readonly heldOut: { readonly customers: number; readonly missed: number }
}

/** A case that took part in the draw. */
export interface TrialCase {
  readonly type: InterventionType
  readonly level: RiskLevel
  /** `detail.trial.stratum`: the tier at which the customer was drawn for. */
  readonly stratum: PriorityTier
  readonly heldOut: boolean
  readonly contacted: boolean
  /** Absent while unknown. */
  readonly missed?: boolean
  readonly exposureMinor: number
  readonly costMinor: number
  /** The customer was drawn for in an earlier case already; only first cases can be compared. */
  readonly isLater: boolean
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

/** An answer that is given again when the same request comes again. */
export interface RepliesStore {
  /**
   * @param contentHash SHA-256 of the request
   * @returns the earlier answer; waits while the first request of this key is under way
   * @throws RecordConflict when the key was used for another request
   */
  earlier<Reply>(key: string, contentHash: string): Promise<Reply | undefined>
  keep(key: string, contentHash: string, reply: unknown): Promise<void>
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

/** Opened with a transaction, its writes stand with the audit entry of that transaction. */
export interface InterventionStore {
  /** @throws RecordConflict when an id is taken, or a customer has an open case already */
  create(
    interventions: readonly NewIntervention[],
    actions: readonly NewAction[],
  ): Promise<InterventionRecord[]>
  get(interventionId: string): Promise<InterventionRecord | undefined>
  getMany(interventionIds: readonly string[]): Promise<InterventionRecord[]>
  /**
   * Changes those cases that still have the version they were seen at, and writes the actions that concern them.
   *
   * @returns the changed ones, and the ids of the others: changed by somebody meanwhile, or unknown
   * @throws RecordConflict when a case would be open beside another one of its customer
   */
  change(
    changes: readonly {
      readonly interventionId: string
      readonly expectedVersion: number
      readonly change: InterventionChange
    }[],
    actions: readonly NewAction[],
  ): Promise<{ changed: InterventionRecord[]; conflicts: string[] }>
  list(query: InterventionQuery): Promise<{ interventions: InterventionRow[]; total: number }>
  /** Newest first. */
  ofCustomer(customerId: string): Promise<InterventionRecord[]>
  /** Of many at once: by customer, then newest first. */
  ofCustomers(customerIds: readonly string[]): Promise<InterventionRecord[]>
  figures(filter: InterventionFilter, now: Date): Promise<InterventionFigures>
  /** Cases opened, contacted and resolved by day, oldest first; days without any are left out. */
  timeline(
    filter: InterventionFilter,
    from: CalendarDate,
    through: CalendarDate,
  ): Promise<{ date: CalendarDate; opened: number; contacted: number; resolved: number }[]>
  /** Open cases by whole days since they were opened, ascending. */
  ages(now: Date): Promise<{ days: number; cases: number }[]>
  /**
   * The cases of a trial one by one, in no order: all that were drawn for, called off or not, with a known end or not.
   *
   * @param support types that nobody is held out from: they are nobody's first case
   */
  trialCases(filter: InterventionFilter, support: readonly InterventionType[]): Promise<TrialCase[]>
  /** Those with a known end added up by type, each customer's first case only. */
  trialCounts(support: readonly InterventionType[]): Promise<TrialCounts[]>
  /** Replaces an earlier one of the case. */
  recordOutcomes(outcomes: readonly OutcomeRecord[]): Promise<void>
  outcomes(interventionIds: readonly string[]): Promise<OutcomeRecord[]>
  /** Cases opened before an instant of which is not known yet whether the payment was missed, oldest first. */
  awaitingOutcome(before: Date, limit: number): Promise<InterventionRecord[]>
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
