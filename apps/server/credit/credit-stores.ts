/** What credit decisions keep that takes part in transactions. */
import {
  openCreditModelStore,
  openDecisionStore,
  openExperimentStore,
  openKillSwitch,
  openPolicyStore,
} from '@pratibimba/adapters/postgres'
import type { PostgresPersonVault } from '@pratibimba/adapters/vault'
import type {
  CreditModelStore,
  DecisionStore,
  ExperimentStore,
  KillSwitch,
  PolicyStore,
} from '@pratibimba/risk/ports'

export interface CreditStores {
  readonly decisions: DecisionStore
  readonly policies: PolicyStore
  readonly models: CreditModelStore
  readonly experiments: ExperimentStore
  readonly killSwitch: KillSwitch
}

/** The stores within one transaction. */
export interface CreditRecordingStores extends CreditStores {
  /** Destroys the key of a customer when the transaction commits. @returns the person whose key it was */
  erasePerson(customerId: string): Promise<string | undefined>
}

type Executor = Parameters<typeof openDecisionStore>[0]
type Transaction = Parameters<PostgresPersonVault['eraseWithin']>[0]

/** Opens the stores on the database or within a transaction. */
export function openCreditStores(executor: Executor, vault: PostgresPersonVault): CreditStores {
  return {
    decisions: openDecisionStore(executor, vault),
    policies: openPolicyStore(executor),
    models: openCreditModelStore(executor),
    experiments: openExperimentStore(executor),
    killSwitch: openKillSwitch(executor),
  }
}

export function openCreditRecording(
  transaction: Transaction,
  vault: PostgresPersonVault,
): CreditRecordingStores {
  return {
    ...openCreditStores(transaction, vault),
    erasePerson: (customerId) => vault.eraseWithin(transaction, customerId),
  }
}
