/** What the handlers and jobs of credit decisions work with. */
import type { DecisionRecorder } from '@pratibimba/adapters/postgres'
import type { ApplicationSource, DecisionFigures, PersonVault, RuleEngine } from '@pratibimba/risk/ports'
import type { Turnstile } from '../threads/turnstile.ts'
import type { Assignment } from './assignment.ts'
import type { CreditStores } from './credit-stores.ts'
import type { Deciders } from './deciders.ts'
import type { Deciding, MadeDecision } from './deciding.ts'
import type { ShadowQueue } from './experiments/shadow-queue.ts'

export interface CreditContext {
  readonly stores: CreditStores
  readonly figures: DecisionFigures
  readonly vault: PersonVault
  /** Commits decisions with their audit entries, several at a time. */
  readonly recorder: DecisionRecorder
  readonly rules: RuleEngine
  /** Asked at every decision. */
  readonly sources: readonly ApplicationSource[]
  /** Models and policies in force, opened. Call `refresh` after each change of them. */
  readonly deciders: Deciders
  readonly deciding: Deciding
  /** Commits all of them with an audit entry each, or none. */
  recordTogether(made: readonly MadeDecision[]): Promise<void>
  /** Arms of live experiments. */
  readonly assignment: Assignment
  /** Decisions of shadows that are still to be made. */
  readonly shadows: Pick<ShadowQueue, 'drained'>
  /** Where simulations of policies wait for their turn. */
  readonly simulations: Turnstile
}
