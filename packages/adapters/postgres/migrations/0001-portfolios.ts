import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table portfolios (
      id text primary key,
      name text not null,
      status text not null check (status in ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
      source text not null check (source in ('SYNTHETIC', 'CLONE')),
      num_borrowers bigint not null check (num_borrowers >= 0),
      num_loans bigint check (num_loans >= 0),
      seed bigint not null,
      request jsonb not null,
      stats jsonb not null,
      summary jsonb,
      files jsonb not null,
      failure jsonb,
      upload_id text,
      job_id text,
      created_at timestamptz(3) not null default now(),
      finished_at timestamptz(3)
    )`.execute(db)
  await sql`create index portfolios_newest on portfolios (created_at desc, id desc)`.execute(db)
  await sql`create index portfolios_of_upload on portfolios (upload_id) where upload_id is not null`.execute(
    db,
  )
}
