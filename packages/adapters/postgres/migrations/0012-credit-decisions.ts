import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table credit_decisions (
      decision_id uuid primary key,
      decided_at timestamptz(3) not null,
      actor text not null,
      channel text not null check (channel in ('api', 'batch', 'cli')),
      idempotency_hash text collate "C",
      content_hash text not null,
      score double precision not null check (score between 0 and 1),
      decision text collate "C" not null check (decision in ('APPROVED', 'MANUAL_REVIEW', 'REJECTED')),
      reason_codes text[] not null,
      fired_rules text[] not null,
      loan_amount double precision not null,
      loan_purpose text not null,
      credit_limit double precision,
      annual_rate double precision,
      model_version text collate "C" not null,
      policy_name text not null,
      policy_version integer not null,
      reason_table text not null,
      code_version text not null,
      experiment text,
      arm text,
      latency_ms double precision not null,
      person uuid not null,
      nonce bytea not null,
      ciphertext bytea not null,
      sha256 text not null
    )`.execute(db)
  // What is encrypted cannot be compressed, and trying takes time.
  await sql`alter table credit_decisions alter column ciphertext set storage external`.execute(db)
  await sql`create unique index credit_decisions_by_idempotency on credit_decisions (idempotency_hash)
    where idempotency_hash is not null`.execute(db)
  await sql`create index credit_decisions_newest on credit_decisions (decided_at desc, decision_id desc)`.execute(
    db,
  )
  for (const column of ['decision', 'model_version', 'policy_version', 'person'])
    await sql`create index ${sql.ref(`credit_decisions_by_${column}`)} on credit_decisions
      (${sql.ref(column)}, decided_at desc, decision_id desc)`.execute(db)
  await sql`create index credit_decisions_by_reason on credit_decisions using gin (reason_codes)`.execute(db)
  await sql`
    create function refuse_change_of_credit_records() returns trigger language plpgsql as $$
    begin
      raise exception '% is written once: % is refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
    end $$`.execute(db)
  await sql`
    create trigger written_once before update on credit_decisions
    for each statement execute function refuse_change_of_credit_records()`.execute(db)
  // Decisions that a person still has to take.
  await sql`
    create table credit_waiting (
      decision_id uuid primary key references credit_decisions on delete cascade,
      decided_at timestamptz(3) not null
    )`.execute(db)
  await sql`create index credit_waiting_newest on credit_waiting (decided_at desc, decision_id desc)`.execute(
    db,
  )
  await sql`
    create table credit_reviews (
      decision_id uuid primary key references credit_decisions on delete cascade,
      outcome text not null check (outcome in ('APPROVED', 'REJECTED')),
      reason_code text not null,
      note text not null,
      reviewed_by text not null,
      reviewed_at timestamptz(3) not null
    )`.execute(db)
  await sql`
    create trigger written_once before update on credit_reviews
    for each statement execute function refuse_change_of_credit_records()`.execute(db)
  // What became of a loan; what was known last counts.
  await sql`
    create table credit_outcomes (
      decision_id uuid not null references credit_decisions on delete cascade,
      known_at timestamptz(3) not null,
      good boolean not null,
      primary key (decision_id, known_at)
    )`.execute(db)
}
