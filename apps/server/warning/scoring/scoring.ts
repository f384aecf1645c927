/** Online scoring, opened once and shared by handlers and consumers. */
import type { EventLog, Ingestion } from '@pratibimba/risk/ports'
import type { ChampionSeat } from '../champion.ts'
import type { WarningStores } from '../stores.ts'
import { followActivity, scoreActivity } from './follow-activity.ts'
import { type IngestEvents, openIngestEvents } from './ingest-events.ts'
import { type KnownDays, openKnownDays } from './known-days.ts'
import { type LiveEvents, openLiveEvents } from './live-events.ts'
import type { PredictParts } from './predict.ts'
import { type InTransaction, openScoreRecorder } from './record-scores.ts'

export interface Scoring extends PredictParts {
  readonly days: KnownDays
  readonly ingest: IngestEvents
  readonly live: LiveEvents
  /** Scores the customers of events, whoever delivers them. @returns how many were scored */
  readonly score: (events: Parameters<typeof scoreActivity>[1]) => Promise<number>
  /** Begins to score what comes in; called once. */
  start(): Promise<void>
  close(): Promise<void>
}

export function openScoring(options: {
  readonly stores: WarningStores
  readonly events: EventLog
  readonly ingestion: Ingestion
  readonly champion: ChampionSeat
  readonly transaction: InTransaction
  readonly lakeFirstDay: () => Promise<string | undefined>
  readonly clock: () => Date
}): Scoring {
  const { stores, events, ingestion, champion, transaction, lakeFirstDay, clock } = options
  const days = openKnownDays(stores.transactions, lakeFirstDay, clock)
  const following = { stores, days, clock, transaction, champion: () => champion.current() }
  const live = openLiveEvents(events)
  let unfollow: (() => Promise<void>) | undefined
  return {
    stores,
    days,
    clock,
    champion: () => champion.required(),
    recorder: openScoreRecorder(transaction, clock),
    ingest: openIngestEvents(stores, ingestion, events, days, clock),
    live,
    score: (activity) => scoreActivity(following, activity),
    async start() {
      unfollow = await followActivity(following, events)
    },
    async close() {
      await unfollow?.()
      await live.close()
    },
  }
}
