/** The tables of early warning as Kysely sees them. */
import type {
  AccountKind,
  ContactChannel,
  DuePaymentStatus,
  InterventionActorRole,
  InterventionOutcome,
  InterventionState,
  InterventionType,
  ModelStage,
  PaymentKind,
  PriorityTier,
  RiskLevel,
  TransactionCategory,
  TransactionChannel,
  TransactionStatus,
} from '@pratibimba/contract'
import type {
  AlertSeverity,
  AlertState,
  CalendarDate,
  CustomerOrigin,
  JsonObject,
  NewAction,
  ScoreDriver,
} from '@pratibimba/risk/ports'
import type { ColumnType, Generated, Selectable } from 'kysely'

/** Written as JSON text, read parsed. */
type Json<Read> = ColumnType<Read, string, string>
type OptionalJson<Read> = ColumnType<Read | null, string | null | undefined, string | null>
type GeneratedInstant = ColumnType<Date, Date | undefined, Date>

interface CustomersTable {
  customer_id: string
  age: number | null
  employment_type: string | null
  home_ownership: string | null
  region: string | null
  household_size: number | null
  declared_income_minor: number | null
  opened_on: CalendarDate | null
  age_band: string | null
  income_bracket: string | null
  origin: Generated<CustomerOrigin>
  created_at: GeneratedInstant
  updated_at: GeneratedInstant
}

interface AccountsTable {
  account_id: string
  customer_id: string
  kind: AccountKind
  currency: string
  opened_on: CalendarDate | null
  credit_limit_minor: number | null
  outstanding_minor: number | null
}

interface CustomerWindowsTable {
  customer_id: string
  bytes: Buffer
  layout: string
  through: CalendarDate
  version: Generated<number>
  updated_at: GeneratedInstant
}

interface TransactionsTable {
  transaction_id: string
  customer_id: string
  account_id: string | null
  account_kind: AccountKind
  timestamp: Date
  amount_minor: number
  currency: string
  category: TransactionCategory
  channel: TransactionChannel | null
  status: TransactionStatus
  description: string | null
  balance_minor: number | null
  ingested_at: Date
}

interface PaymentsTable {
  payment_id: string
  customer_id: string
  account_id: string | null
  kind: PaymentKind
  due_date: CalendarDate
  amount_due_minor: number
  paid_date: CalendarDate | null
  amount_paid_minor: number | null
  status: DuePaymentStatus
}

interface DailyBalancesTable {
  customer_id: string
  date: CalendarDate
  current_minor: number | null
  savings_minor: number | null
  credit_card_minor: number | null
}

interface LabelsTable {
  customer_id: string
  as_of_date: CalendarDate
  missed_within_30d: boolean
  first_missed_on: CalendarDate | null
  known_on: CalendarDate
}

interface IngestionBatchesTable {
  batch_id: string
  content_hash: string
  report: OptionalJson<JsonObject>
  received_at: GeneratedInstant
}

interface RiskScoresTable {
  customer_id: string
  as_of_date: CalendarDate
  model_version: string
  score: number
  level: RiskLevel
  flagged: boolean
  shadow: Generated<boolean>
  log_odds: number | null
  expected_days_to_failure: number | null
  tier: PriorityTier | null
  exposure_minor: number
  expected_loss_minor: number
  recommended_action: InterventionType | null
  drivers: OptionalJson<readonly ScoreDriver[]>
  scored_at: Date
}

interface LatestScoresTable {
  customer_id: string
  as_of_date: CalendarDate
  score: number
  change_1d: number | null
  change_7d: number | null
  change_30d: number | null
  log_odds: number | null
  expected_days_to_failure: number | null
  exposure_minor: number
  expected_loss_minor: number
  scored_at: Date
  tier: PriorityTier | null
  flagged: boolean
  level: RiskLevel
  top_driver: string | null
  recommended_action: InterventionType | null
  region: string | null
  employment_type: string | null
  home_ownership: string | null
  age_band: string | null
  income_bracket: string | null
  model_version: string
  drivers: OptionalJson<readonly ScoreDriver[]>
}

interface PortfolioDaysTable {
  as_of_date: CalendarDate
  customers: number
  figures: Json<JsonObject>
  summarized_at: GeneratedInstant
}

interface OfficersTable {
  officer_id: string
  name: string
  role: InterventionActorRole
  team: string | null
  capacity: number | null
  active: Generated<boolean>
}

interface InterventionsTable {
  intervention_id: string
  customer_id: string
  type: InterventionType
  state: InterventionState
  version: Generated<number>
  tier: PriorityTier | null
  channel: ContactChannel | null
  held_out: boolean
  assignee: string | null
  sla_due_at: Date | null
  sla_warn_at: Date | null
  sla_paused_at: Date | null
  sla_met_at: Date | null
  contact_scheduled_at: Date | null
  contacted_at: Date | null
  responded_at: Date | null
  closed_at: Date | null
  cool_down_until: Date | null
  override_reason: string | null
  as_of_date: CalendarDate | null
  model_version: string | null
  score: number | null
  level: RiskLevel | null
  exposure_minor: number | null
  expected_loss_minor: number | null
  cost_minor: number
  outcome: InterventionOutcome | null
  detail: Json<JsonObject>
  created_by: string
  created_at: Date
  updated_at: GeneratedInstant
}

interface CustomerAssignmentsTable {
  assignment_id: Generated<number>
  customer_id: string
  officer_id: string
  assigned_by: string
  assigned_at: Date
  ended_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  reason: string | null
}

interface InterventionOutcomesTable {
  intervention_id: string
  customer_id: string
  held_out: boolean
  outcome: InterventionOutcome | null
  missed: boolean | null
  missed_amount_minor: number | null
  observed_on: CalendarDate
  recorded_by: string
  recorded_at: Date
}

interface ActionAuditLogTable {
  action_id: Generated<number>
  action_key: string
  audit_sequence: ColumnType<number | null, never, never>
  intervention_id: string | null
  customer_id: string
  kind: NewAction['kind']
  actor: string
  role: InterventionActorRole
  from_state: InterventionState | null
  to_state: InterventionState | null
  note: string | null
  detail: Json<JsonObject>
  at: Date
}

interface WorklistCasesTable {
  customer_id: string
  intervention_id: string | null
  type: InterventionType | null
  state: InterventionState | null
  due_at: Date | null
  warn_at: Date | null
  paused_at: Date | null
  met_at: Date | null
  assigned_to: string | null
  cool_down_until: Date | null
}

interface EventOutboxTable {
  event_number: Generated<number>
  id: string
  topic: string
  key: string
  payload: Json<JsonObject>
  created_at: GeneratedInstant
  position: ColumnType<number | null, never, number>
  published_at: ColumnType<Date | null, never, Date>
}

interface AlertsTable {
  alert_id: string
  rule: string
  key: string
  severity: AlertSeverity
  title: string
  text: string
  opens_retraining: boolean
  as_of_date: CalendarDate | null
  detail: Json<JsonObject>
  state: Generated<AlertState>
  times: Generated<number>
  raised_at: Date
  last_raised_at: Date
  acknowledged_by: ColumnType<string | null, never, string>
  acknowledged_at: ColumnType<Date | null, never, Date>
  resolved_by: ColumnType<string | null, never, string>
  resolved_at: ColumnType<Date | null, never, Date>
  note: ColumnType<string | null, never, string>
}

export interface WarningSchema {
  customers: CustomersTable
  accounts: AccountsTable
  customer_windows: CustomerWindowsTable
  transactions: TransactionsTable
  transaction_retention: { only_row: Generated<boolean>; accepts_from: CalendarDate }
  payments: PaymentsTable
  daily_balances: DailyBalancesTable
  labels: LabelsTable
  ingestion_batches: IngestionBatchesTable
  risk_scores: RiskScoresTable
  latest_scores: LatestScoresTable
  portfolio_days: PortfolioDaysTable
  officers: OfficersTable
  interventions: InterventionsTable
  customer_assignments: CustomerAssignmentsTable
  intervention_outcomes: InterventionOutcomesTable
  action_audit_log: ActionAuditLogTable
  worklist_cases: WorklistCasesTable
  event_outbox: EventOutboxTable
  event_consumers: { consumer: string; position: number }
  consumed_events: { consumer: string; event_id: string; at: GeneratedInstant }
  alerts: AlertsTable
  reference_data: {
    key: string
    version: number
    value: Json<unknown>
    changed_by: string
    changed_at: Date
  }
  warning_models: {
    version: string
    stage: ModelStage
    aliases: string[]
    trained_at: Date
    record: Json<JsonObject>
  }
  replies: { key: string; content_hash: string; reply: OptionalJson<unknown>; created_at: GeneratedInstant }
}

export type CustomerRow = Selectable<CustomersTable>
export type AccountRow = Selectable<AccountsTable>
export type TransactionRow = Selectable<TransactionsTable>
export type PaymentRow = Selectable<PaymentsTable>
export type RiskScoreRow = Selectable<RiskScoresTable>
export type LatestScoreRow = Selectable<LatestScoresTable>
export type WorklistCaseRow = Selectable<WorklistCasesTable>
export type InterventionRow = Selectable<InterventionsTable>
export type ActionRow = Selectable<ActionAuditLogTable>
export type EventRow = Selectable<EventOutboxTable>
export type AlertRow = Selectable<AlertsTable>
