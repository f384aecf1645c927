import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table warning_models (
      version text collate "C" primary key,
      stage text not null check (stage in ('champion', 'challenger', 'archived', 'rejected')),
      aliases text[] not null,
      trained_at timestamptz(3) not null,
      record jsonb not null
    )`.execute(db)
  await sql`create unique index warning_models_champion on warning_models (stage) where stage = 'champion'`.execute(
    db,
  )
  await sql`create index warning_models_newest on warning_models (trained_at desc, version desc)`.execute(db)
  await sql`
    create table alerts (
      alert_id text collate "C" primary key,
      rule text not null,
      key text collate "C" not null,
      severity text not null check (severity in ('info', 'watch', 'act')),
      title text not null,
      text text not null,
      opens_retraining boolean not null,
      as_of_date date,
      detail jsonb not null default '{}',
      state text not null default 'open' check (state in ('open', 'acknowledged', 'resolved')),
      times integer not null default 1,
      raised_at timestamptz(3) not null,
      last_raised_at timestamptz(3) not null,
      acknowledged_by text,
      acknowledged_at timestamptz(3),
      resolved_by text,
      resolved_at timestamptz(3),
      note text
    )`.execute(db)
  await sql`create unique index alerts_unresolved on alerts (key) where state <> 'resolved'`.execute(db)
  await sql`create index alerts_newest on alerts (raised_at desc, alert_id desc)`.execute(db)
  await sql`
    create table reference_data (
      key text collate "C" primary key,
      version integer not null check (version >= 1),
      value jsonb not null,
      changed_by text not null,
      changed_at timestamptz(3) not null
    )`.execute(db)
  await sql`
    create table replies (
      key text collate "C" primary key,
      content_hash text not null,
      reply jsonb,
      created_at timestamptz(3) not null default now()
    )`.execute(db)
  await sql`create index replies_by_time on replies (created_at)`.execute(db)
}
