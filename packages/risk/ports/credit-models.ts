/** Registered credit models: versions, aliases, lineage, gates, approvals. */
import type { CreditModelStage, GateResult } from '@pratibimba/contract'
import type { JsonObject } from './portfolios.ts'

export interface CreditModelApproval {
  readonly by: string
  readonly at: Date
  readonly reason: string
  /** Gates that were not met and are signed for. */
  readonly overrides: readonly string[]
}

export interface CreditModelTransition {
  readonly from?: CreditModelStage
  readonly to: CreditModelStage
  readonly reason: string
  readonly by: string
  readonly at: Date
}

export interface CreditModelRecord {
  /** Such as `cd-20260301-0001`; unique. */
  readonly version: string
  readonly name: string
  readonly stage: CreditModelStage
  readonly aliases: readonly string[]
  readonly trainedAt: Date
  readonly trainedBy: string
  readonly transitions: readonly CreditModelTransition[]
  readonly approvals: readonly CreditModelApproval[]
  readonly gates: readonly GateResult[]
  /** Of the model's file in the artifact store. */
  readonly artifact: string
  readonly sha256: string
  readonly lineage: {
    readonly dataSha256: string
    readonly dataRows: number
    readonly featureSet: { readonly name: string; readonly hash: string }
    readonly codeVersion: string
    readonly codeSha256: string
    readonly seed: number
    readonly parent?: string
    readonly mode: 'full' | 'incremental'
  }
  /** Model card and every report of the pipeline's steps, by step. */
  readonly card: JsonObject
  readonly reports: JsonObject
}

export interface CreditModelStore {
  /** @throws when the version is there already */
  add(record: CreditModelRecord): Promise<void>
  get(version: string): Promise<CreditModelRecord | undefined>
  byAlias(alias: string): Promise<CreditModelRecord | undefined>
  /** Newest first. */
  list(filter: {
    readonly stage?: readonly CreditModelStage[]
    readonly limit: number
    readonly offset: number
  }): Promise<{ models: CreditModelRecord[]; total: number }>
  /** Writes records that a transition changed, all or none. @throws when one was changed meanwhile */
  replace(changed: readonly CreditModelRecord[]): Promise<void>
  /** What an alias pointed to at an instant. */
  aliasAt(alias: string, at: Date): Promise<string | undefined>
}
