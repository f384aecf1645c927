/** Events within the house. Embedded adapter: a table that is written in the transaction of what it tells of. */
import type { JsonObject } from './portfolios.ts'

export interface NewEvent {
  /** Unique; one that is there already is not appended again. */
  readonly id: string
  /** `customer.activity`, `score.changed`, … */
  readonly topic: string
  /** What it is about; a customer's id. */
  readonly key: string
  readonly payload: JsonObject
}

export interface LoggedEvent extends NewEvent {
  /** Rises in the order in which events became readable, with gaps; a later one never gets a smaller position. */
  readonly position: number
  readonly createdAt: Date
}

export interface ReadEvents {
  /** Exclusive; 0 reads from the first that is kept. */
  readonly after: number
  /** Absent: all. */
  readonly topics?: readonly string[]
  readonly limit: number
}

export interface EventLog {
  /** Resolves when the events are durable; subscribers hear of them at once. */
  append(events: readonly NewEvent[]): Promise<void>
  read(options: ReadEvents): Promise<LoggedEvent[]>
  /** Newest first. */
  list(filter: {
    readonly topics?: readonly string[]
    readonly key?: string
    readonly limit: number
    readonly offset: number
  }): Promise<{ events: LoggedEvent[]; total: number }>
  /** The last position; 0 when there was no event yet. */
  head(): Promise<number>
  /**
   * Calls back with events in order, one call at a time; a call that fails is made again after a pause with the same
   * events, so a listener may see an event more than once.
   *
   * @param after position to go on from, or `head` for what comes from now on
   * @returns ends the subscription and resolves when no call is under way any more
   */
  subscribe(
    options: {
      readonly after: number | 'head'
      readonly topics?: readonly string[]
      readonly limit?: number
    },
    listener: (events: readonly LoggedEvent[]) => void | Promise<void>,
  ): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** What takes part in a transaction: the events of a change, and who has dealt with which. */
export interface Outbox {
  append(events: readonly NewEvent[]): Promise<void>
  /** Marks events as dealt with and answers which of them were not before: an event delivered ten times counts once. */
  claimFirst(consumer: string, eventIds: readonly string[]): Promise<Set<string>>
  /** Where a consumer goes on after a restart; 0 at first. */
  position(consumer: string): Promise<number>
  /** Never goes back. */
  advance(consumer: string, position: number): Promise<void>
}
