/** The tables of credit decisions as Kysely sees them. */
import type { CreditModelStage, DecisionOutcome, ExperimentState, PolicyState } from '@pratibimba/contract'
import type { JsonObject, PolicyVersion } from '@pratibimba/risk/ports'
import type { ColumnType, Generated, Selectable } from 'kysely'

/** Written as JSON text, read parsed. */
type Json<Read> = ColumnType<Read, string, string>

interface PersonVaultTable {
  only_row: Generated<boolean>
  wrapping_key: string
  wrapped_lookup_key: Uint8Array
}

interface PersonKeysTable {
  person: string
  customer_hash: Uint8Array
  wrapping_key: string
  wrapped_key: Uint8Array
  sealed_customer: Uint8Array
  created_at: Generated<Date>
}

interface CreditDecisionsTable {
  decision_id: string
  decided_at: Date
  actor: string
  channel: 'api' | 'batch' | 'cli'
  idempotency_hash: string | null
  content_hash: string
  score: number
  decision: DecisionOutcome
  reason_codes: string[]
  fired_rules: string[]
  loan_amount: number
  loan_purpose: string
  credit_limit: number | null
  annual_rate: number | null
  model_version: string
  policy_name: string
  policy_version: number
  reason_table: string
  code_version: string
  experiment: string | null
  arm: string | null
  latency_ms: number
  person: string
  nonce: Uint8Array
  ciphertext: Uint8Array
  sha256: string
}

interface CreditWaitingTable {
  decision_id: string
  decided_at: Date
}

interface CreditReviewsTable {
  decision_id: string
  outcome: Exclude<DecisionOutcome, 'MANUAL_REVIEW'>
  reason_code: string
  note: string
  reviewed_by: string
  reviewed_at: Date
}

interface CreditOutcomesTable {
  decision_id: string
  known_at: Date
  good: boolean
}

interface CreditPoliciesTable {
  name: string
  version: number
  state: PolicyState
  effective_from: Date | null
  share: number | null
  document: Json<PolicyVersion['document']>
  sha256: string
  created_by: string
  created_at: Date
  approved_by: string | null
  approved_at: Date | null
  tests_passed: number | null
}

interface CreditPolicyTransitionsTable {
  name: string
  version: number
  number: number
  from_state: PolicyState | null
  to_state: PolicyState
  moved_by: string
  moved_at: Date
  reason: string
  share: number | null
  effective_from: Date | null
}

interface CreditModelsTable {
  version: string
  name: string
  stage: CreditModelStage
  trained_at: Date
  record: Json<JsonObject>
}

interface CreditModelAliasesTable {
  number: Generated<number>
  alias: string
  version: string | null
  since: Date
}

interface CreditExperimentsTable {
  id: string
  state: ExperimentState
  created_at: Date
  record: Json<JsonObject>
}

interface CreditExperimentTransitionsTable {
  id: string
  number: number
  from_state: ExperimentState | null
  to_state: ExperimentState
  step: number
  moved_by: string
  moved_at: Date
  reason: string
}

interface CreditExposuresTable {
  experiment: string
  arm: string
  decision_id: string
  shadow: boolean
  exposed_at: Date
  score: number
  decision: DecisionOutcome
  latency_ms: number
  groups: Json<Readonly<Record<string, string>> | null> | null
}

interface CreditKillSwitchTable {
  number: Generated<number>
  is_on: boolean
  set_by: string
  set_at: Date
  reason: string
}

export interface CreditSchema {
  person_vault: PersonVaultTable
  person_keys: PersonKeysTable
  credit_decisions: CreditDecisionsTable
  credit_waiting: CreditWaitingTable
  credit_reviews: CreditReviewsTable
  credit_outcomes: CreditOutcomesTable
  credit_policies: CreditPoliciesTable
  credit_policy_transitions: CreditPolicyTransitionsTable
  credit_models: CreditModelsTable
  credit_model_aliases: CreditModelAliasesTable
  credit_experiments: CreditExperimentsTable
  credit_experiment_transitions: CreditExperimentTransitionsTable
  credit_exposures: CreditExposuresTable
  credit_kill_switch: CreditKillSwitchTable
}

export type DecisionRow = Selectable<CreditDecisionsTable>
export type PolicyRow = Selectable<CreditPoliciesTable>
export type PolicyTransitionRow = Selectable<CreditPolicyTransitionsTable>
