/** Versions of warning models: where each stands, how it came there, and where its file lies. */
import type { ModelStage } from '@pratibimba/contract'
import type { CalendarDate } from './customers.ts'
import type { JsonObject } from './portfolios.ts'

/** A step of a version from one stage to another. */
export interface ModelTransition {
  /** Absent for the first. */
  readonly from?: ModelStage
  readonly to: ModelStage
  readonly reason: string
  readonly by: string
  readonly at: Date
}

export interface ModelRecord {
  /** Such as `ew-20260301-0001`; unique. */
  readonly version: string
  readonly stage: ModelStage
  /** Names that point to it, such as `nightly`; each to one version at a time. */
  readonly aliases: readonly string[]
  readonly trainedAt: Date
  readonly trainedBy: string
  /** When it last became champion. */
  readonly promotedAt?: Date
  /** Why it stands where it stands. */
  readonly reason: string
  /** Oldest first. */
  readonly transitions: readonly ModelTransition[]
  /** Names of the model's file and of its stored predictions in the artifact store. */
  readonly artifact: string
  readonly predictionsArtifact: string
  /** SHA-256 of the model's bytes, lower-case hexadecimal. */
  readonly sha256: string
  readonly featureSet: { readonly name: string; readonly hash: string; readonly features: number }
  readonly seed: number
  readonly rows: number
  readonly customers: number
  readonly trainFrom: CalendarDate
  readonly trainTo: CalendarDate
  readonly testDates: readonly CalendarDate[]
  readonly threshold: number
  /** Of the test, with its interval. */
  readonly auc: { readonly value: number; readonly lower: number; readonly upper: number }
  /** The training report, as the model's file holds it. */
  readonly report: JsonObject
}

export interface ModelStore {
  /** @throws when the version is there already */
  add(record: ModelRecord): Promise<void>
  get(version: string): Promise<ModelRecord | undefined>
  champion(): Promise<ModelRecord | undefined>
  /** The version an alias points to. */
  byAlias(alias: string): Promise<ModelRecord | undefined>
  /** Newest first. */
  list(filter: {
    readonly stage?: readonly ModelStage[]
    readonly limit: number
    readonly offset: number
  }): Promise<{ models: ModelRecord[]; total: number }>
  /**
   * Writes records that a transition changed, all of them or none.
   *
   * @throws when one of them was changed by another meanwhile: its last transition is not the one before
   */
  replace(changed: readonly ModelRecord[]): Promise<void>
}
