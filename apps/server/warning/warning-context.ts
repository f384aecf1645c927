/** What the handlers and jobs of early warning work with. */
import type { BulkLoad, BulkScores, EventLog, Ingestion, Retention } from '@pratibimba/risk/ports'
import type { ChampionSeat } from './champion.ts'
import type { Scoring } from './scoring/scoring.ts'
import type { WarningStores } from './stores.ts'

export interface WarningContext {
  readonly stores: WarningStores
  readonly ingestion: Ingestion
  readonly bulk: BulkLoad
  readonly bulkScores: BulkScores
  readonly retention: Retention
  readonly events: EventLog
  /** Directory of the lakes that batch work reads; which one is in use says the pipeline. */
  readonly lakeDirectory: string
  /** Where the database is, for threads that load rows themselves. */
  readonly databaseUrl: string
  readonly champion: ChampionSeat
  readonly scoring: Scoring
}
