/** A step that is not taken, and what could be done instead. */
import type { InterventionAction, InterventionRefusal, InterventionState } from '@pratibimba/contract'

export interface Refusal {
  readonly code: InterventionRefusal
  /** In a sentence, without personal data. */
  readonly message: string
  /** State of the case; null when there is none yet. */
  readonly state: InterventionState | null
  /** What this actor may do now. */
  readonly possible: readonly InterventionAction[]
  /** When it could be done, where time is what is missing. */
  readonly notBefore?: Date
}
