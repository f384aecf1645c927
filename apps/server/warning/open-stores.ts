/** Opens the stores of early warning on the database or within a transaction. */
import {
  openAlertStore,
  openCustomerStore,
  openInterventionStore,
  openModelStore,
  openOutbox,
  openReferenceStore,
  openReplies,
  openRiskScoreStore,
  openTransactionStore,
  readPipelineFigures,
} from '@pratibimba/adapters/postgres'
import type { WarningStores } from './stores.ts'

export function openWarningStores(executor: Parameters<typeof openOutbox>[0]): WarningStores {
  return {
    customers: openCustomerStore(executor),
    transactions: openTransactionStore(executor),
    scores: openRiskScoreStore(executor),
    interventions: openInterventionStore(executor),
    alerts: openAlertStore(executor),
    references: openReferenceStore(executor),
    replies: openReplies(executor),
    outbox: openOutbox(executor),
    models: openModelStore(executor),
    pipelineFigures: () => readPipelineFigures(executor),
  }
}
