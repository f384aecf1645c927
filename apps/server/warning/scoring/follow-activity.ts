/**
 * Scores that follow events: of every customer with something new, features and score are computed anew and told of.
 *
 * The position in the log and the ids of events that were dealt with are committed with the scores, so that whatever is
 * delivered again, by the log or after a crash, changes nothing.
 */
import { ProblemError } from '@pratibimba/contract'
import { parseDay } from '@pratibimba/numerics/calendar'
import { customerActivityTopic, type EventLog, type LoggedEvent } from '@pratibimba/risk/ports'
import type { Champion } from '../champion.ts'
import { type CustomerScore, type ScoringParts, scoreKnown } from './known-customers.ts'
import { type InTransaction, writeScores } from './record-scores.ts'

/** Who deals with the events, in the marks of the log. */
const STREAM_CONSUMER = 'warning.stream-scoring'
/** Events of one call: while they are scored, the next ones wait in the log. */
const MOST_EVENTS = 200

export interface FollowParts extends ScoringParts {
  /** Undefined before the first model: then nobody is scored, and the first batch finds everybody. */
  readonly champion: () => Champion | undefined
  readonly transaction: InTransaction
}

/** Begins to follow where it was left. @returns what ends it, once nothing is under way */
export async function followActivity(parts: FollowParts, log: EventLog): Promise<() => Promise<void>> {
  const after = await parts.stores.outbox.position(STREAM_CONSUMER)
  return log.subscribe({ after, topics: [customerActivityTopic], limit: MOST_EVENTS }, async (events) => {
    await scoreActivity(parts, events)
  })
}

/** @returns how many customers were scored */
export async function scoreActivity(parts: FollowParts, events: readonly LoggedEvent[]): Promise<number> {
  const last = events.at(-1)
  if (last === undefined) return 0
  for (const { payload } of events)
    if (typeof payload.through === 'string') parts.days.reached(parseDay(payload.through))
  const scores = await scoresOf(parts, [...new Set(events.map(({ key }) => key))])
  return parts.transaction(async (stores) => {
    const fresh = await stores.outbox.claimFirst(
      STREAM_CONSUMER,
      events.map(({ id }) => id),
    )
    const customers = new Set(events.filter(({ id }) => fresh.has(id)).map(({ key }) => key))
    const records = scores.map(({ record }) => record).filter(({ customerId }) => customers.has(customerId))
    if (records.length > 0) await writeScores(stores, records, parts.clock())
    await stores.outbox.advance(STREAM_CONSUMER, last.position)
    return records.length
  })
}

/** Customers who cannot be scored, such as those of whom too little is known, are left out. */
async function scoresOf(parts: FollowParts, customerIds: readonly string[]): Promise<CustomerScore[]> {
  const champion = parts.champion()
  const asOfDay = await parts.days.latest()
  if (champion === undefined || asOfDay === undefined) return []
  try {
    const scores = await scoreKnown(parts, champion, customerIds, asOfDay)
    return scores.filter((each): each is CustomerScore => !(each instanceof ProblemError))
  } catch (error) {
    // A model of other features scores nobody until another is promoted; the log is not held up by it.
    if (error instanceof ProblemError && error.code === 'conflict') return []
    throw error
  }
}
