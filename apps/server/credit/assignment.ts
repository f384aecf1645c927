/** Which arm of an experiment an applicant falls to: asked at every decision, answered from memory. */
import type { CreditCase } from '@pratibimba/risk/decisions'

export interface AssignedArm {
  readonly experiment: string
  readonly arm: string
  readonly modelVersion: string
  /** Absent: the policy in force. */
  readonly policyVersion?: number
}

export interface Assigned {
  /** Whose decision counts; absent: the champion's, and no arm's. */
  readonly decides?: AssignedArm
  /** Those that decide beside it, without effect. */
  readonly shadows: readonly AssignedArm[]
}

export interface Assignment {
  /** The same customer, the same arm. Undefined where no experiment is live. */
  assign(customerId: string): Assigned | undefined
  /** Coarse groups by protected attribute that exposures are logged with. */
  groupsOf(credit: CreditCase): Readonly<Record<string, string>> | undefined
  /** Reads the experiments that are live; called at the start, after each change here, and now and then. */
  refresh(): Promise<void>
}

/** Nobody takes part in anything. */
export const noAssignment: Assignment = {
  assign: () => undefined,
  groupsOf: () => undefined,
  refresh: async () => undefined,
}
