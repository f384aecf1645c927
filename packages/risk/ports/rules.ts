/** An engine that runs policies. */
import type { PolicyDocument, PolicyInput, PolicyResult } from '../policies/policy.ts'

export interface CompiledPolicy {
  /**
   * The same input always gives the same result. A cell that cannot be computed (a division by zero, a missing value
   * in a sum) does not hold; the stage then adds a fired rule `<stage>:unanswerable` with outcome MANUAL_REVIEW.
   *
   * @throws PolicyTimeout when it takes longer than the engine allows
   */
  decide(input: PolicyInput): Promise<PolicyResult>
  dispose(): void
}

export interface RuleEngine {
  /** @throws PolicyUnusable naming stage, rule and column of the first cell that is no expression */
  compile(document: PolicyDocument): CompiledPolicy
}

/** A policy that cannot be run; names the place. */
export class PolicyUnusable extends Error {
  readonly stage?: string
  readonly rule?: string
  readonly column?: string
  constructor(message: string, place: { stage?: string; rule?: string; column?: string } = {}) {
    super(message)
    this.name = 'PolicyUnusable'
    this.stage = place.stage
    this.rule = place.rule
    this.column = place.column
  }
}

export class PolicyTimeout extends Error {
  constructor(milliseconds: number) {
    super(`The policy took longer than ${milliseconds} ms.`)
    this.name = 'PolicyTimeout'
  }
}
