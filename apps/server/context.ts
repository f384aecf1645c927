/** What the handlers and jobs work with; compose.ts is the only place that makes one. */
import type { Health } from '@pratibimba/contract'
import type {
  ArtifactStore,
  AuditFact,
  AuditLog,
  Job,
  JobQueue,
  PortfolioStore,
  UploadStore,
} from '@pratibimba/risk/ports'
import type { CreditContext } from './credit/credit-context.ts'
import type { CreditRecordingStores } from './credit/credit-stores.ts'
import type { Settings } from './settings.ts'
import type { Threads } from './threads/threads.ts'
import type { Turnstile } from './threads/turnstile.ts'
import type { WarningStores } from './warning/stores.ts'
import type { WarningContext } from './warning/warning-context.ts'

/** The stores within one transaction. */
interface RecordingStores {
  readonly portfolios: PortfolioStore
  readonly uploads: UploadStore
  readonly warning: WarningStores
  readonly credit: CreditRecordingStores
  /** The job exists if and only if the transaction commits. */
  enqueue(kind: string, subjectId: string, payload: unknown, id: string): Promise<Job>
}

export interface Context {
  readonly settings: Settings
  readonly version: string
  readonly portfolios: PortfolioStore
  readonly uploads: UploadStore
  readonly audit: AuditLog
  readonly jobs: JobQueue
  readonly artifacts: ArtifactStore
  readonly warning: WarningContext
  readonly credit: CreditContext
  readonly threads: Threads
  /** Where generations within a request wait for their turn. */
  readonly generations: Turnstile
  /** Where uploads wait to be read and described. */
  readonly readings: Turnstile
  clock(): Date
  /** Commits business rows and their audit entry together, or neither. */
  record<Result>(
    work: (stores: RecordingStores) => Promise<{
      readonly fact: AuditFact
      /** Entries of what followed from it at once. */
      readonly moreFacts?: readonly AuditFact[]
      readonly result: Result
    }>,
  ): Promise<Result>
  /** The state of the parts. */
  checks(): Promise<Health['checks']>
}
