import { type Kysely, sql } from 'kysely'

/**
 * Events are written in the transaction of what they tell of, without a position: transactions end in another order
 * than they begin, and a reader that has passed a position would never see what appears behind it. Whoever publishes
 * gives positions, one at a time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table event_outbox (
      event_number bigint generated always as identity primary key,
      id text collate "C" not null unique,
      topic text collate "C" not null,
      key text collate "C" not null,
      payload jsonb not null,
      created_at timestamptz(3) not null default clock_timestamp(),
      position bigint unique,
      published_at timestamptz(3)
    ) with (fillfactor = 80)`.execute(db)
  await sql`create sequence event_positions`.execute(db)
  await sql`create index event_outbox_waiting on event_outbox (event_number) where published_at is null`.execute(
    db,
  )
  await sql`create index event_outbox_by_topic on event_outbox (topic, position)`.execute(db)
  await sql`create index event_outbox_by_key on event_outbox (key, position)`.execute(db)
  await sql`create index event_outbox_by_time on event_outbox using brin (created_at)`.execute(db)
  await sql`
    create function tell_of_events() returns trigger language plpgsql as $$
    begin
      perform pg_notify('pratibimba_events', '');
      return null;
    end $$`.execute(db)
  await sql`
    create trigger tell after insert on event_outbox for each statement execute function tell_of_events()`.execute(
    db,
  )
  await sql`
    create table event_consumers (
      consumer text collate "C" primary key,
      position bigint not null check (position >= 0)
    )`.execute(db)
  await sql`
    create table consumed_events (
      consumer text collate "C" not null,
      event_id text collate "C" not null,
      at timestamptz(3) not null default now(),
      primary key (consumer, event_id)
    )`.execute(db)
  await sql`create index consumed_events_by_time on consumed_events using brin (at)`.execute(db)
}
