/** Champion and challenger: experiments with what became of them, and which decision fell to which arm. */
import type { DecisionOutcome, ExperimentState } from '@pratibimba/contract'

export interface ExperimentArm {
  /** `champion` or `challenger`. */
  readonly name: string
  readonly modelVersion: string
  /** Absent: the policy in force. */
  readonly policyVersion?: number
  /** Of applicants, at present. */
  readonly share: number
}

export interface ExperimentGuardrails {
  /** Largest difference of approval rates between the arms. */
  readonly approvalRateChange: number
  /** Largest PSI between the scores of the arms. */
  readonly pdPsi: number
  readonly p99LatencyMs: number
  /** Smallest ratio of approval rates between groups. */
  readonly fourFifths: number
  /** Of each arm before a guard-rail speaks. */
  readonly minDecisions: number
}

export interface ExperimentTransition {
  readonly from?: ExperimentState
  readonly to: ExperimentState
  /** Place in the rollout after it. */
  readonly step: number
  /** A person, or `system` where a guard-rail stopped it. */
  readonly by: string
  readonly at: Date
  readonly reason: string
}

export interface ExperimentRecord {
  readonly id: string
  readonly title: string
  readonly state: ExperimentState
  readonly arms: readonly [champion: ExperimentArm, challenger: ExperimentArm]
  /** Shares the challenger goes through, rising. */
  readonly rollout: readonly number[]
  readonly step: number
  readonly guardrails: ExperimentGuardrails
  readonly startedAt?: Date
  readonly stoppedAt?: Date
  readonly stoppedBecause?: string
  readonly createdBy: string
  readonly createdAt: Date
  readonly transitions: readonly ExperimentTransition[]
}

/** A decision of an arm; of a shadow, what it would have been beside the one that counted. */
export interface Exposure {
  readonly experiment: string
  readonly arm: string
  /** The decision that counted. */
  readonly decisionId: string
  readonly shadow: boolean
  readonly at: Date
  readonly score: number
  readonly decision: DecisionOutcome
  readonly latencyMs: number
  /** Group by protected attribute, such as age_band → 30-39: coarse, nobody is told by it. */
  readonly groups?: Readonly<Record<string, string>>
}

export interface ArmFigures {
  readonly arm: string
  readonly decisions: number
  readonly approved: number
  readonly reviewed: number
  /** Of 1 − score; absent without decisions. */
  readonly meanPd?: number
  readonly p50LatencyMs?: number
  readonly p99LatencyMs?: number
  /** Decisions whose outcome is known. */
  readonly matured: number
}

export interface GroupFigures {
  readonly arm: string
  readonly attribute: string
  readonly group: string
  readonly decisions: number
  readonly approved: number
}

export interface ExperimentStore {
  /** @throws RecordConflict when the id is taken */
  add(record: ExperimentRecord): Promise<void>
  get(id: string): Promise<ExperimentRecord | undefined>
  /** Newest first. */
  list(filter: {
    readonly state?: readonly ExperimentState[]
    readonly limit: number
    readonly offset: number
  }): Promise<{ experiments: ExperimentRecord[]; total: number }>
  /** Those that assign or shadow at present. */
  live(): Promise<ExperimentRecord[]>
  /** @throws RecordConflict when one was changed meanwhile */
  replace(changed: readonly ExperimentRecord[]): Promise<void>
  /** Logs exposures; one that is there already is left as it is. */
  expose(exposures: readonly Exposure[]): Promise<void>
  /** Of each arm that was exposed, by name; `since` leaves out what was before. */
  figures(id: string, since?: Date): Promise<ArmFigures[]>
  /** Of each arm, attribute and group. */
  groupFigures(id: string, since?: Date): Promise<GroupFigures[]>
  /** Newest scores of an arm, at most `limit` of them. */
  scores(id: string, arm: string, limit: number, since?: Date): Promise<Float64Array>
  /** Scores of an arm whose outcome is known, newest first, with `good` 1 or 0. */
  matured(id: string, arm: string, limit: number): Promise<{ score: Float64Array; good: Uint8Array }>
  /** How many shadow decisions there are, and how many of them agree with the one that counted. */
  agreement(id: string): Promise<{ shadows: number; agreeing: number }>
}
