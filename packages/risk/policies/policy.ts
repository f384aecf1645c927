/** A policy: rules as data, with the tests they have to pass. */
import type { DecisionOutcome, PolicyStageKind } from '@pratibimba/contract'

/** A column of a decision table. */
export interface TableColumn {
  readonly id: string
  readonly title: string
  /** What the cells are held against (inputs) or what they set (outputs), such as `features.debt_to_income`. */
  readonly field: string
}

/** Cells by column id, in the rules' expression language; an empty cell holds for everything. */
export interface TableRule {
  readonly id: string
  readonly cells: Readonly<Record<string, string>>
}

/**
 * A stage: a decision table, evaluated in order.
 *
 * `collect` tables fire every rule that holds; `first` tables the first one. What a rule may set follows from the kind:
 *
 *   derivation     `first`: values under `derived.<name>`
 *   eligibility    `collect`: outcome (REJECTED or MANUAL_REVIEW), reason, text
 *   knock_out      `collect`: the same
 *   affordability  `collect`: the same
 *   thresholds     `first`: outcome by score; every score meets a rule
 *   pricing        `first`: limit and annual rate, for what is approved
 *   routing        `collect`: MANUAL_REVIEW, reason, text
 *
 * The decision is the most cautious outcome that fired: REJECTED before MANUAL_REVIEW before APPROVED.
 */
export interface PolicyStage {
  readonly id: string
  readonly kind: PolicyStageKind
  readonly title: string
  readonly inputs: readonly TableColumn[]
  readonly outputs: readonly TableColumn[]
  readonly rules: readonly TableRule[]
}

/** What a policy decides on; every name a cell may refer to. */
export interface PolicyInput {
  readonly application: {
    readonly annual_income: number
    readonly employment_years: number
    readonly existing_debt: number
    readonly loan_amount: number
    readonly loan_purpose: string
    readonly loan_term_months: number | null
    readonly age: number | null
  }
  /** Features by wire name; null where missing. */
  readonly features: Readonly<Record<string, number | null>>
  /** Probability of being good, and of not. */
  readonly score: number
  readonly pd: number
  /** State of each source, and the early-warning score of a known customer. */
  readonly sources: Readonly<Record<string, string>>
  readonly early_warning: { readonly risk_score: number | null; readonly risk_level: string | null }
}

export interface PolicyFired {
  readonly stage: string
  readonly kind: PolicyStageKind
  readonly rule: string
  readonly outcome?: DecisionOutcome
  readonly reasonCode?: string
  readonly text: string
}

export interface PolicyResult {
  readonly decision: DecisionOutcome
  readonly fired: readonly PolicyFired[]
  readonly derived: Readonly<Record<string, number | string | boolean | null>>
  readonly limit?: number
  readonly annualRate?: number
}

/** A test that a version must pass before it may decide. */
export interface PolicyTest {
  readonly name: string
  /** Over the usual case of the policy: only what matters for the test is named. */
  readonly input: Readonly<Record<string, unknown>>
  readonly expect: {
    readonly decision?: DecisionOutcome
    /** Ids of rules that must be among those fired, and must not be. */
    readonly fires?: readonly string[]
    readonly fires_not?: readonly string[]
    readonly limit?: number
    readonly annual_rate?: number
  }
}

export interface PolicyDocument {
  /** Version of this format. */
  readonly format: 1
  readonly name: string
  readonly title: string
  readonly description: string
  /** Input of a usual case, which tests vary. */
  readonly usual: PolicyInput
  readonly stages: readonly PolicyStage[]
  readonly tests: readonly PolicyTest[]
}
