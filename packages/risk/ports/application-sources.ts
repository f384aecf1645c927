/** Where what an applicant does not say comes from: bureau, bank statements, identity checks, external data. */
import type { SourceKind, SourceState } from '@pratibimba/contract'
import type { CreditHistory } from '../applications/application.ts'

export interface SourceAnswer {
  readonly state: SourceState
  /** What a bureau knows. */
  readonly history?: CreditHistory
  /** Named numbers of statements, identity checks and external data, such as `monthly_net_income`. */
  readonly values?: Readonly<Record<string, number>>
  /** How long it took, milliseconds. */
  readonly tookMs: number
}

export interface ApplicationSource {
  readonly kind: SourceKind
  /** Never throws: a source that fails or is late says so in its state, and a policy decides what becomes of it. */
  ask(customerId: string, signal: AbortSignal): Promise<SourceAnswer>
}
