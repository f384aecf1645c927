import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // `json`, not `jsonb`: a document is given back as it was written, in the order it was written.
  await sql`
    create table credit_policies (
      name text collate "C" not null,
      version integer not null check (version >= 1),
      state text not null,
      effective_from timestamptz(3),
      share double precision check (share between 0 and 1),
      document json not null,
      sha256 text not null,
      created_by text not null,
      created_at timestamptz(3) not null,
      approved_by text,
      approved_at timestamptz(3),
      tests_passed integer,
      primary key (name, version)
    )`.execute(db)
  await sql`create index credit_policies_newest on credit_policies (created_at desc, name, version desc)`.execute(
    db,
  )
  await sql`create unique index credit_policies_active on credit_policies (name, coalesce(effective_from, '-infinity'))
    where state = 'active'`.execute(db)
  await sql`
    create table credit_policy_transitions (
      name text collate "C" not null,
      version integer not null,
      number integer not null check (number >= 0),
      from_state text,
      to_state text not null,
      moved_by text not null,
      moved_at timestamptz(3) not null,
      reason text not null,
      share double precision,
      primary key (name, version, number),
      foreign key (name, version) references credit_policies
    )`.execute(db)
  await sql`
    create table credit_models (
      version text collate "C" primary key,
      name text not null,
      stage text not null,
      trained_at timestamptz(3) not null,
      record json not null
    )`.execute(db)
  await sql`create index credit_models_newest on credit_models (trained_at desc, version desc)`.execute(db)
  await sql`create unique index credit_models_champion on credit_models (name) where stage = 'champion'`.execute(
    db,
  )
  // Where an alias pointed from an instant on; no version: nowhere.
  await sql`
    create table credit_model_aliases (
      number bigint generated always as identity primary key,
      alias text collate "C" not null,
      version text collate "C" references credit_models,
      since timestamptz(3) not null
    )`.execute(db)
  await sql`create index credit_model_aliases_by_alias on credit_model_aliases (alias, since desc, number desc)`.execute(
    db,
  )
  await sql`
    create table credit_experiments (
      id text collate "C" primary key,
      state text not null,
      created_at timestamptz(3) not null,
      record json not null
    )`.execute(db)
  await sql`create index credit_experiments_newest on credit_experiments (created_at desc, id desc)`.execute(
    db,
  )
  await sql`
    create table credit_experiment_transitions (
      id text collate "C" not null references credit_experiments,
      number integer not null check (number >= 0),
      from_state text,
      to_state text not null,
      step integer not null,
      moved_by text not null,
      moved_at timestamptz(3) not null,
      reason text not null,
      primary key (id, number)
    )`.execute(db)
  await sql`
    create table credit_exposures (
      experiment text collate "C" not null,
      arm text collate "C" not null,
      decision_id uuid not null,
      shadow boolean not null,
      exposed_at timestamptz(3) not null,
      score double precision not null,
      decision text not null,
      latency_ms double precision not null,
      groups jsonb,
      primary key (experiment, arm, decision_id)
    )`.execute(db)
  await sql`create index credit_exposures_newest on credit_exposures (experiment, arm, exposed_at desc)`.execute(
    db,
  )
  await sql`
    create table credit_kill_switch (
      number bigint generated always as identity primary key,
      is_on boolean not null,
      set_by text not null,
      set_at timestamptz(3) not null,
      reason text not null
    )`.execute(db)
  for (const table of [
    'credit_policy_transitions',
    'credit_model_aliases',
    'credit_experiment_transitions',
    'credit_exposures',
    'credit_kill_switch',
  ])
    await sql`
      create trigger written_once before update on ${sql.ref(table)}
      for each statement execute function refuse_change_of_credit_records()`.execute(db)
}
