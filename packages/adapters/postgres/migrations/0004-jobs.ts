import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table jobs (
      id uuid primary key,
      kind text not null,
      state text not null default 'PENDING' check (state in ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
      payload jsonb not null,
      progress double precision not null default 0 check (progress between 0 and 1),
      stage text not null,
      subject_id text not null,
      attempts integer not null default 0,
      crashes integer not null default 0,
      failure jsonb,
      worker bigint,
      created_at timestamptz(3) not null default now(),
      started_at timestamptz(3),
      finished_at timestamptz(3),
      check ((state = 'RUNNING') = (worker is not null))
    )`.execute(db)
  await sql`create index jobs_newest on jobs (created_at desc, id desc)`.execute(db)
  await sql`create index jobs_of_subject on jobs (subject_id, created_at desc)`.execute(db)
  await sql`create index jobs_open on jobs (state) where state in ('PENDING', 'RUNNING')`.execute(db)
  // Every change tells the watchers, whoever makes it.
  await sql`
    create function tell_of_job() returns trigger language plpgsql as $$
    begin
      perform pg_notify('pratibimba_jobs', new.id::text);
      return null;
    end $$`.execute(db)
  await sql`create trigger tell after insert or update on jobs for each row execute function tell_of_job()`.execute(
    db,
  )
}
