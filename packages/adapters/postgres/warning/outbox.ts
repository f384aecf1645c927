/** Events in the transaction of what they tell of, and who has dealt with which. */
import type { LoggedEvent, NewEvent, Outbox } from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { givenRows } from './given-rows.ts'
import type { EventRow } from './tables.ts'

/** @param executor the transaction to take part in */
export function openOutbox(executor: Kysely<Schema>): Outbox {
  return {
    append: (events) => appendEvents(executor, events),
    async claimFirst(consumer, eventIds) {
      const { rows } = await sql<{ event_id: string }>`
        insert into consumed_events (consumer, event_id)
        select ${consumer}, id from (select distinct unnest(${eventIds}::text[]) collate "C" as id order by id) given
        on conflict do nothing returning event_id`.execute(executor)
      return new Set(rows.map(({ event_id }) => event_id))
    },
    async position(consumer) {
      const row = await executor
        .selectFrom('event_consumers')
        .select('position')
        .where('consumer', '=', consumer)
        .executeTakeFirst()
      return row?.position ?? 0
    },
    async advance(consumer, position) {
      await sql`
        insert into event_consumers (consumer, position) values (${consumer}, ${position})
        on conflict (consumer) do update set position = greatest(event_consumers.position, excluded.position)`.execute(
        executor,
      )
    },
  }
}

const eventTypes = { id: 'text', topic: 'text', key: 'text', payload: 'jsonb' }

export async function appendEvents(executor: Kysely<Schema>, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  const rows = events.map((event) => ({ ...event, payload: JSON.stringify(event.payload) }))
  await sql`
    insert into event_outbox (id, topic, key, payload)
    select * from ${givenRows(eventTypes, rows)} on conflict (id) do nothing`.execute(executor)
}

/** Key of the advisory lock of whoever publishes; held until the positions are committed. */
const publishing = 0x70726176

/**
 * Gives the next waiting events their positions, in the order in which they were written.
 *
 * @param send hands them to a broker first; when it fails, they wait and come again, so a broker may get an event twice
 * @returns how many; fewer than the limit when no more were waiting
 */
export async function publishWaiting(
  kysely: Kysely<Schema>,
  limit: number,
  send?: (events: readonly NewEvent[]) => Promise<void>,
): Promise<number> {
  return kysely.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(publishing)})`.execute(transaction)
    const waiting = await transaction
      .selectFrom('event_outbox')
      .select(['event_number', 'id', 'topic', 'key', 'payload'])
      .where('published_at', 'is', null)
      .orderBy('event_number')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute()
    if (waiting.length === 0) return 0
    await send?.(waiting.map(({ event_number, ...event }) => event))
    const numbers = waiting.map(({ event_number }) => event_number)
    await sql`
      update event_outbox e set position = n.position, published_at = clock_timestamp()
      from (
        select number, nextval('event_positions') as position
        from (select number from unnest(${numbers}::bigint[]) as number order by number) in_order
      ) n
      where e.event_number = n.number`.execute(transaction)
    return waiting.length
  })
}

export function fromEventRow(row: EventRow): LoggedEvent {
  return {
    id: row.id,
    topic: row.topic,
    key: row.key,
    payload: row.payload,
    position: row.position!,
    createdAt: row.created_at,
  }
}
