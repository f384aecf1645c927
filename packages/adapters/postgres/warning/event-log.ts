/** The event log in PostgreSQL: the outbox, published in order, heard of by LISTEN. */
import { setTimeout as wait } from 'node:timers/promises'
import type { EventLog, LoggedEvent, NewEvent } from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Schema } from '../schema.ts'
import { openListener } from './listener.ts'
import { appendEvents, fromEventRow, publishWaiting } from './outbox.ts'

export interface EventLogOptions {
  /** Told of failed listeners and of trouble with the database; the log goes on. */
  readonly onError?: (error: unknown) => void
  /** How often is looked for events without being told, milliseconds. Default 2,000. */
  readonly sweepEveryMs?: number
  /** Pause after a listener failed, milliseconds. Default 1,000. */
  readonly retryAfterMs?: number
  /** Hands events on to a broker, before subscribers here see them. */
  readonly send?: (events: readonly NewEvent[]) => Promise<void>
}

type SubscribeOptions = Parameters<EventLog['subscribe']>[0]
type EventListener = Parameters<EventLog['subscribe']>[1]

const publishAtATime = 1_000

export async function openEventLog(database: Database, options: EventLogOptions = {}): Promise<EventLog> {
  const { kysely, url } = database
  const onError = options.onError ?? (() => undefined)
  const wakers = new Set<() => void>()
  let closed = false

  const publish = whenWoken(async () => {
    while (!closed && (await publishWaiting(kysely, publishAtATime, options.send)) > 0)
      for (const wake of wakers) wake()
    // Another process may have published what we heard of.
    for (const wake of wakers) wake()
  }, onError)
  const listener = await openListener(url, 'pratibimba_events', publish.wake, onError)
  const sweeper = setInterval(publish.wake, options.sweepEveryMs ?? 2_000).unref()
  publish.wake()

  const subscribe = async (subscription: SubscribeOptions, listen: EventListener) => {
    let ended = false
    let position = subscription.after === 'head' ? await head(kysely) : subscription.after
    const limit = subscription.limit ?? 500
    const follow = whenWoken(async () => {
      for (;;) {
        if (ended) return
        const events = await read(kysely, { after: position, topics: subscription.topics, limit })
        if (events.length === 0 || ended) return
        try {
          await listen(events)
          position = events.at(-1)!.position
        } catch (error) {
          onError(error)
          await wait(options.retryAfterMs ?? 1_000, undefined, { ref: false })
        }
      }
    }, onError)
    wakers.add(follow.wake)
    follow.wake()
    return async () => {
      ended = true
      wakers.delete(follow.wake)
      await follow.idle()
    }
  }

  return {
    append: (events) => appendEvents(kysely, events),
    read: (from) => read(kysely, from),
    head: () => head(kysely),
    subscribe,
    async list({ topics, key, limit, offset }) {
      const matching = kysely
        .selectFrom('event_outbox')
        .where('position', 'is not', null)
        .$if(topics !== undefined, (query) => query.where('topic', '=', sql<string>`any(${topics})`))
        .$if(key !== undefined, (query) => query.where('key', '=', key!))
      const { total } = await matching
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const rows = await matching
        .selectAll()
        .orderBy('position', 'desc')
        .limit(limit)
        .offset(offset)
        .execute()
      return { events: rows.map(fromEventRow), total }
    },
    async close() {
      closed = true
      clearInterval(sweeper)
      await listener.close()
      await publish.idle()
    },
  }
}

async function head(kysely: Kysely<Schema>): Promise<number> {
  const { last } = await kysely
    .selectFrom('event_outbox')
    .select(({ fn }) => fn.max('position').as('last'))
    .executeTakeFirstOrThrow()
  return last ?? 0
}

async function read(
  kysely: Kysely<Schema>,
  { after, topics, limit }: { after: number; topics?: readonly string[] | undefined; limit: number },
): Promise<LoggedEvent[]> {
  const rows = await kysely
    .selectFrom('event_outbox')
    .selectAll()
    .where('position', '>', after)
    .$if(topics !== undefined, (query) => query.where('topic', '=', sql<string>`any(${topics})`))
    .orderBy('position')
    .limit(limit)
    .execute()
  return rows.map(fromEventRow)
}

/** Runs work one at a time; woken while it runs, it runs once more. */
function whenWoken(work: () => Promise<void>, onError: (error: unknown) => void) {
  let running: Promise<void> | undefined
  let again = false
  const run = async () => {
    do {
      again = false
      await work().catch(onError)
    } while (again)
  }
  const wake = () => {
    again = true
    running ??= run().finally(() => {
      running = undefined
      if (again) wake()
    })
  }
  return {
    wake,
    async idle() {
      while (running !== undefined) await running
    },
  }
}
