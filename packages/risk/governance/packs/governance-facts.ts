/** What is known of model, policy, decisions and operation when rules are held against them. */
import type { ModelCard } from '@pratibimba/contract'
import type { AuditVerdict, CreditModelRecord } from '../../ports/index.ts'
import type { CreditMonitoring } from '../monitoring/credit-monitoring.ts'
import type { StepReports } from '../pipeline/reports.ts'

/** Of the policy that decides. */
export interface PolicyFacts {
  readonly name: string
  readonly version: number
  readonly createdBy: string
  readonly approvedBy: string | null
  readonly tests: number
  readonly testsPassed: number | null
  readonly rules: number
  /** Rules that send an application to a person. */
  readonly reviewRules: number
  /** Rules that reject, and those of them that name a reason. */
  readonly rejectingRules: number
  readonly rejectingRulesWithReason: number
  /** Every name that a cell refers to. */
  readonly reads: readonly string[]
  /** Reason codes that rules name. */
  readonly reasonCodes: readonly string[]
}

export interface ReasonFacts {
  readonly version: string
  readonly entries: readonly {
    readonly code: string
    readonly text: string
    readonly features: readonly string[]
  }[]
}

/** Counted over recorded decisions. */
export interface DecisionFacts {
  /** Days back that were looked at, and the oldest decision among them, YYYY-MM-DD. */
  readonly days: number
  readonly oldest: string | null
  readonly decisions: number
  /** Rejected by the engine or by a person. */
  readonly adverse: number
  readonly adverseWithoutReasons: number
  /** Most reasons that one of them has. */
  readonly mostReasons: number
  /** Sent to a person, decided by one, waiting for longer than 30 days. */
  readonly sentToPerson: number
  readonly reviewed: number
  readonly waitingOver30Days: number
  /** Decided by a person otherwise than rejected. */
  readonly approvedByPerson: number
  /** Of them, whose content can no longer be read because the person's key was destroyed. */
  readonly unreadable: number
}

/** How the system is set up. */
export interface SettingFacts {
  /** Whether callers must prove who they are. */
  readonly authentication: boolean
  /** Whether content of decisions is sealed under a key of the person. */
  readonly sealed: boolean
  /** Months until decisions are removed; null: never. */
  readonly retentionMonths: number | null
  /** Whether everything can be sent to persons at once. */
  readonly killSwitch: boolean
  /** Whether alerts are handed to a receiver, or only written to the log. */
  readonly noticesReceiver: boolean
}

export interface GovernanceFacts {
  /** YYYY-MM-DD. */
  readonly asOf: string
  readonly model?: Omit<CreditModelRecord, 'card' | 'reports'>
  readonly card?: ModelCard
  /** By step of the pipeline, as far as it ran. */
  readonly reports?: Partial<StepReports>
  readonly policy?: PolicyFacts
  readonly reasons?: ReasonFacts
  readonly decisions?: DecisionFacts
  /** The last look, and when it was. */
  readonly monitoring?: { readonly checkedAt: string; readonly figures: CreditMonitoring }
  readonly settings?: SettingFacts
  readonly audit?: Omit<AuditVerdict, 'headHash'>
}

/** Members of the facts that may be unknown. */
export type FactName = Exclude<keyof GovernanceFacts, 'asOf'>
