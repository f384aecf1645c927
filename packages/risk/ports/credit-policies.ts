/** Versions of policies: proposed by one, approved by another, in force from an instant on. */
import type { PolicyState } from '@pratibimba/contract'
import type { PolicyDocument } from '../policies/policy.ts'

export interface PolicyTransition {
  readonly from?: PolicyState
  readonly to: PolicyState
  readonly by: string
  readonly at: Date
  readonly reason: string
  /** Of `partial`: share of applicants decided by it. */
  readonly share?: number
  /** Of `active`: when it comes into force. */
  readonly effectiveFrom?: Date
}

export interface PolicyVersion {
  readonly name: string
  /** 1, 2, 3 … of the name. */
  readonly version: number
  readonly document: PolicyDocument
  /** SHA-256 of the canonical JSON of the document. */
  readonly sha256: string
  readonly state: PolicyState
  readonly effectiveFrom?: Date
  readonly share?: number
  readonly createdBy: string
  readonly createdAt: Date
  readonly approvedBy?: string
  readonly approvedAt?: Date
  /** Tests of the document as they ran when it was proposed. */
  readonly testsPassed?: number
  readonly transitions: readonly PolicyTransition[]
}

export interface PolicyStore {
  /** @throws when name and version are there already */
  add(version: PolicyVersion): Promise<void>
  get(name: string, version: number): Promise<PolicyVersion | undefined>
  /** Newest first. */
  list(filter: {
    readonly name?: string
    readonly state?: readonly PolicyState[]
    readonly limit: number
    readonly offset: number
  }): Promise<{ versions: PolicyVersion[]; total: number }>
  /** All that decide or shadow at present. */
  inForce(): Promise<PolicyVersion[]>
  /** @throws when one was changed meanwhile */
  replace(changed: readonly PolicyVersion[]): Promise<void>
}

/** Sends every application to a person while it is on. */
export interface KillSwitchState {
  readonly on: boolean
  readonly by: string
  readonly at: Date
  readonly reason: string
}

export interface KillSwitch {
  set(state: KillSwitchState): Promise<void>
  /** The last one set up to an instant, default now; absent when none was. */
  state(at?: Date): Promise<KillSwitchState | undefined>
}
