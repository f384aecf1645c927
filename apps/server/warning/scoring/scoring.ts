/** Online scoring, opened once and shared by handlers and consumers. */
import type { EventLog } from '@pratibimba/risk/ports'
import type { ChampionSeat } from '../champion.ts'
import type { WarningStores } from '../stores.ts'
import { type KnownDays, openKnownDays } from './known-days.ts'
import type { PredictParts } from './predict.ts'
import { type InTransaction, openScoreRecorder } from './record-scores.ts'

export interface Scoring extends PredictParts {
  readonly days: KnownDays
}

export function openScoring(options: {
  readonly stores: WarningStores
  readonly events: EventLog
  readonly champion: ChampionSeat
  readonly transaction: InTransaction
  readonly lakeFirstDay: () => Promise<string | undefined>
  readonly clock: () => Date
}): Scoring {
  const { stores, champion, transaction, lakeFirstDay, clock } = options
  return {
    stores,
    days: openKnownDays(stores.transactions, lakeFirstDay, clock),
    clock,
    champion: () => champion.required(),
    recorder: openScoreRecorder(transaction, clock),
  }
}
