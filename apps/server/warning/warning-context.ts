/** What the handlers and jobs of early warning work with. */
import type { BulkLoad, BulkScores, EventLog, Ingestion, Retention } from '@pratibimba/risk/ports'
import type { ChampionSeat } from './champion.ts'
import type { WarningStores } from './stores.ts'

export interface WarningContext {
  readonly stores: WarningStores
  readonly ingestion: Ingestion
  readonly bulk: BulkLoad
  readonly bulkScores: BulkScores
  readonly retention: Retention
  readonly events: EventLog
  /** Directory of the lake that batch work reads. */
  readonly lakeDirectory: string
  readonly champion: ChampionSeat
}
