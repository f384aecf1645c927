import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit_entries (
      sequence bigint primary key check (sequence >= 1),
      timestamp timestamptz(3) not null,
      operation text not null,
      actor text not null,
      subject_id text,
      data_hash text check (data_hash ~ '^[0-9a-f]{64}$'),
      metadata jsonb not null,
      -- unique: a chain cannot fork
      previous_hash text not null unique check (previous_hash ~ '^[0-9a-f]{64}$'),
      hash text not null unique check (hash ~ '^[0-9a-f]{64}$')
    )`.execute(db)
  await sql`create index audit_entries_by_subject on audit_entries (subject_id, sequence desc)`.execute(db)
  await sql`create index audit_entries_by_operation on audit_entries (operation, sequence desc)`.execute(db)
  await sql`
    create function refuse_change_of_audit_entries() returns trigger language plpgsql as $$
    begin
      raise exception 'audit_entries is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
    end $$`.execute(db)
  await sql`
    create trigger append_only before update or delete or truncate on audit_entries
    for each statement execute function refuse_change_of_audit_entries()`.execute(db)
  // Also for sessions that play replica, where ordinary triggers rest.
  await sql`alter table audit_entries enable always trigger append_only`.execute(db)
  await sql`revoke update, delete, truncate on audit_entries from public`.execute(db)
}
