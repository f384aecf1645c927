/** Scores of customers: their history, the latest of each, and what they add up to. */
import type {
  InterventionState,
  InterventionType,
  PriorityTier,
  RiskLevel,
  SlaState,
} from '@pratibimba/contract'
import type { CalendarDate, SegmentFilter } from './customers.ts'

/** A feature's part in a score, log-odds. */
export interface ScoreDriver {
  readonly feature: string
  /** null: missing. */
  readonly value: number | null
  readonly contribution: number
}

export interface RiskScore {
  readonly customerId: string
  readonly asOfDate: CalendarDate
  readonly modelVersion: string
  /** Calibrated probability of a missed payment within thirty days. */
  readonly score: number
  readonly level: RiskLevel
  /** Whether the score reaches the cost threshold. */
  readonly flagged: boolean
  readonly logOdds?: number
  readonly expectedDaysToFailure?: number
  readonly tier?: PriorityTier
  readonly exposureMinor: number
  readonly expectedLossMinor: number
  /** The largest first; as many as whoever scores wants kept. */
  readonly drivers: readonly ScoreDriver[]
  readonly recommendedAction?: InterventionType
  readonly scoredAt: Date
}

/** An open case, as a worklist shows it. */
export interface OpenCase {
  readonly interventionId: string
  readonly type: InterventionType
  readonly state: InterventionState
  readonly slaState?: SlaState
  readonly dueAt?: Date
}

export interface WorklistRow extends RiskScore {
  /** Score − the score so many days before; absent where there was none. */
  readonly change1d?: number
  readonly change7d?: number
  readonly change30d?: number
  readonly region?: string
  readonly employmentType?: string
  readonly homeOwnership?: string
  readonly ageBand?: string
  readonly incomeBracket?: string
  readonly assignedTo?: string
  readonly openCase?: OpenCase
  readonly coolDownUntil?: Date
  /** Id of the case by which the customer is in the control group. */
  readonly heldOutBy?: string
}

/** Both ends included; an absent end is open. */
export interface Range {
  readonly min?: number
  readonly max?: number
}

/** Conditions hold together; several values of one are alternatives. */
export interface WorklistFilter extends SegmentFilter {
  readonly level?: readonly RiskLevel[]
  readonly tier?: readonly PriorityTier[]
  readonly score?: Range
  /** With `orMissing` also customers who had no score thirty days before. */
  readonly change30d?: Range & { readonly orMissing?: boolean }
  readonly exposureMinor?: Range
  readonly flagged?: boolean
  readonly topDriver?: readonly string[]
  readonly recommendedAction?: readonly InterventionType[]
  /** null: assigned to nobody. */
  readonly assignedTo?: string | null
  readonly slaState?: readonly ('within' | 'approaching' | 'overdue' | 'paused')[]
  readonly hasOpenCase?: boolean
  /** Whether a cool-down runs. */
  readonly coolingDown?: boolean
  readonly idPrefix?: string
}

export type WorklistSort =
  | 'score'
  | 'change_1d'
  | 'change_7d'
  | 'change_30d'
  /** Within a tier by the expected loss, the greatest first. */
  | 'tier'
  | 'expected_days_to_failure'
  | 'exposure'
  | 'expected_loss'
  | 'due_at'
  | 'scored_at'
  | 'customer_id'
  | 'level'
  | 'region'
  | 'employment_type'
  | 'income_bracket'
  | 'age_band'
  | 'home_ownership'
  | 'assigned_to'
  | 'top_driver'
  | 'recommended_action'

export interface WorklistQuery {
  readonly filter: WorklistFilter
  /** Default `score` descending; ties by customer id; what is missing comes last. */
  readonly sort?: WorklistSort
  readonly direction?: 'asc' | 'desc'
  readonly limit: number
  readonly offset: number
  /** What SLA states and cool-downs are judged by. */
  readonly now: Date
}

/** A feature's part in the scores of many. */
export interface DriverFigures {
  readonly feature: string
  /** Among whose kept drivers it is. */
  readonly customers: number
  /** Over all customers looked at, 0 where it is not among the kept drivers. */
  readonly meanContribution: number
}

interface CustomerSums {
  readonly customers: number
  readonly exposureMinor: number
  readonly expectedLossMinor: number
}

export interface WorklistCounts extends CustomerSums {
  readonly byLevel: Readonly<Record<RiskLevel, number>>
  readonly byTier: Readonly<Record<PriorityTier, CustomerSums>>
  readonly bySla: Readonly<Record<'within' | 'approaching' | 'overdue' | 'paused', number>>
  /** What is recommended to customers who have no open case and are not cooling down. */
  readonly byRecommended: Readonly<Partial<Record<InterventionType, number>>>
  readonly unassigned: number
  readonly withOpenCase: number
  readonly coolingDown: number
}

/** A portfolio on a day, of the scores that were in force. */
export interface PortfolioDay {
  readonly asOfDate: CalendarDate
  readonly customers: number
  readonly byLevel: Readonly<Record<RiskLevel, number>>
  readonly flagged: number
  readonly meanScore: number
  readonly exposureMinor: number
  /** Exposure of HIGH and CRITICAL. */
  readonly exposureAtRiskMinor: number
  readonly expectedLossMinor: number
  /** Scores that were made over two days after the day had ended; absent where they were not counted. */
  readonly afterTheFact?: number
  /** Twenty equal bins of the score, from 0 to 1. */
  readonly histogram: readonly number[]
}

export interface Segment {
  /** null: unknown. */
  readonly value: string | null
  readonly customers: number
  readonly byLevel: Readonly<Record<RiskLevel, number>>
  readonly meanScore: number
  readonly exposureMinor: number
  readonly expectedLossMinor: number
  /** Mean change over thirty days of those who have one. */
  readonly meanChange30d?: number
}

export type Segmentation =
  | 'region'
  | 'employment_type'
  | 'income_bracket'
  | 'age_band'
  | 'home_ownership'
  | 'risk_level'

/** Topic of the events that online scoring writes. Payload: {score, level, change, as_of_date, model_version}. */
export const scoreChangedTopic = 'score.changed'

export interface RiskScoreStore {
  /**
   * One a customer, as-of date and model version; given again, the one scored later stands. Unless they are shadow
   * scores, the latest of each customer is brought up to date.
   *
   * @returns how many were new or newer
   */
  insert(scores: readonly RiskScore[], options?: { readonly shadow?: boolean }): Promise<number>
  worklist(query: WorklistQuery): Promise<{ rows: WorklistRow[]; total: number; asOfDate?: CalendarDate }>
  /** The last day that anybody is scored as of. */
  lastDay(): Promise<CalendarDate | undefined>
  latest(customerId: string, now: Date): Promise<WorklistRow | undefined>
  latestMany(customerIds: readonly string[], now: Date): Promise<WorklistRow[]>
  /** For tiles. */
  counts(filter: WorklistFilter, now: Date): Promise<WorklistCounts>
  /** In force, oldest first. */
  history(customerId: string, from?: CalendarDate, through?: CalendarDate): Promise<RiskScore[]>
  /** Of many customers, in force, by customer, then oldest first. */
  historyOf(
    customerIds: readonly string[],
    from: CalendarDate,
    through: CalendarDate,
  ): Promise<{ customerId: string; asOfDate: CalendarDate; score: number }[]>
  /** Adds up the scores in force on a day, to be called once a batch is in. */
  summarizeDay(asOfDate: CalendarDate): Promise<PortfolioDay>
  /** Days that were summarised, oldest first. */
  portfolioDays(from: CalendarDate, through: CalendarDate): Promise<PortfolioDay[]>
  /** Those that match, as they stand now. */
  portfolio(filter: WorklistFilter, now: Date): Promise<PortfolioDay | undefined>
  segments(by: Segmentation, filter: WorklistFilter, now: Date): Promise<Segment[]>
  /** Of the customers that match: how many have a feature among their first drivers, and what it adds to their scores. The most frequent first. */
  topDrivers(filter: WorklistFilter, limit: number, now: Date): Promise<DriverFigures[]>
  /** Tenths of the customers, the riskiest first. */
  concentration(): Promise<{ customers: number; exposureMinor: number; expectedLossMinor: number }[]>
  /** Customers who crossed into or out of a level between two days: counts by pair. */
  migrations(
    from: CalendarDate,
    to: CalendarDate,
  ): Promise<{ from: RiskLevel; to: RiskLevel; customers: number }[]>
  /** All scores of a day, for monitoring and evaluation; shadow ones by their model version. */
  ofDay(
    asOfDate: CalendarDate,
    modelVersion?: string,
  ): Promise<{
    customerIds: string[]
    scores: Float64Array
    /** When each was made, milliseconds since 1970. */
    scoredAtMs: Float64Array
  }>
}

/** Fast way in for nightly batches and back-filled history. */
export interface BulkScores {
  /** As `insert`, in pieces: each stands once it is in. */
  load(
    scores: Iterable<RiskScore> | AsyncIterable<RiskScore>,
    options?: { readonly shadow?: boolean },
  ): Promise<number>
}
