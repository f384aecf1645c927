/** What early warning keeps that takes part in transactions. */
import type { PipelineFigures } from '@pratibimba/adapters/postgres'
import type {
  AlertStore,
  CustomerStore,
  InterventionStore,
  ModelStore,
  Outbox,
  ReferenceStore,
  RepliesStore,
  RiskScoreStore,
  TransactionStore,
} from '@pratibimba/risk/ports'

export interface WarningStores {
  readonly customers: CustomerStore
  readonly transactions: TransactionStore
  readonly scores: RiskScoreStore
  readonly interventions: InterventionStore
  readonly alerts: AlertStore
  readonly references: ReferenceStore
  readonly replies: RepliesStore
  readonly outbox: Outbox
  readonly models: ModelStore
  /** Counts for the page of the pipeline. */
  pipelineFigures(): Promise<PipelineFigures>
}
