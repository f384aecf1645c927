import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table uploads (
      id text primary key,
      filename text not null,
      rows bigint not null check (rows >= 0),
      bytes bigint not null check (bytes >= 0),
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      schema jsonb not null,
      corrections jsonb not null,
      tables jsonb not null,
      status text not null default 'READY' check (status in ('READY', 'REMOVED')),
      created_at timestamptz(3) not null default now(),
      removed_at timestamptz(3)
    )`.execute(db)
  await sql`create index uploads_newest on uploads (created_at desc, id desc)`.execute(db)
}
