import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table officers (
      officer_id text collate "C" primary key,
      name text not null,
      role text not null check (role in ('officer', 'supervisor', 'system')),
      team text,
      capacity integer check (capacity >= 0),
      active boolean not null default true
    )`.execute(db)
  await sql`
    create table interventions (
      intervention_id text collate "C" primary key,
      customer_id text collate "C" not null,
      type text not null,
      state text not null check (state in ('proposed', 'assigned', 'contacted', 'responded', 'no_response', 'resolved', 'cancelled', 'held_out')),
      version integer not null default 1 check (version >= 1),
      tier smallint check (tier between 1 and 3),
      channel text,
      held_out boolean not null,
      assignee text collate "C",
      sla_due_at timestamptz(3),
      sla_warn_at timestamptz(3),
      sla_paused_at timestamptz(3),
      sla_met_at timestamptz(3),
      contact_scheduled_at timestamptz(3),
      contacted_at timestamptz(3),
      responded_at timestamptz(3),
      closed_at timestamptz(3),
      cool_down_until timestamptz(3),
      override_reason text,
      as_of_date date,
      model_version text,
      score double precision check (score between 0 and 1),
      level text check (level in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
      exposure_minor bigint,
      expected_loss_minor bigint,
      cost_minor bigint not null check (cost_minor >= 0),
      outcome text,
      detail jsonb not null,
      created_by text not null,
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null default now(),
      check ((sla_due_at is null) = (sla_warn_at is null)),
      check (state <> 'held_out' or held_out)
    )`.execute(db)
  // Two officers who propose at once open one case, not two.
  await sql`
    create unique index interventions_open on interventions (customer_id)
    where state not in ('resolved', 'cancelled', 'held_out')`.execute(db)
  await sql`create index interventions_of_customer on interventions (customer_id, created_at desc)`.execute(
    db,
  )
  await sql`create index interventions_newest on interventions (created_at desc, intervention_id desc)`.execute(
    db,
  )
  await sql`create index interventions_by_update on interventions (updated_at desc, intervention_id desc)`.execute(
    db,
  )
  await sql`create index interventions_by_state on interventions (state, created_at desc)`.execute(db)
  await sql`
    create index interventions_due on interventions (sla_due_at, intervention_id)
    where sla_due_at is not null and sla_met_at is null`.execute(db)
  await sql`
    create index interventions_of_officer on interventions (assignee)
    where state not in ('resolved', 'cancelled', 'held_out')`.execute(db)
  await sql`
    create table customer_assignments (
      assignment_id bigint generated always as identity primary key,
      customer_id text collate "C" not null,
      officer_id text collate "C" not null,
      assigned_by text not null,
      assigned_at timestamptz(3) not null,
      ended_at timestamptz(3),
      reason text
    )`.execute(db)
  await sql`create unique index customer_assignments_present on customer_assignments (customer_id) where ended_at is null`.execute(
    db,
  )
  await sql`create index customer_assignments_of_officer on customer_assignments (officer_id) where ended_at is null`.execute(
    db,
  )
  await sql`create index customer_assignments_of_customer on customer_assignments (customer_id, assigned_at)`.execute(
    db,
  )
  await sql`
    create table intervention_outcomes (
      intervention_id text collate "C" primary key references interventions on delete cascade,
      customer_id text collate "C" not null,
      held_out boolean not null,
      outcome text,
      missed boolean,
      missed_amount_minor bigint check (missed_amount_minor >= 0),
      observed_on date not null,
      recorded_by text not null,
      recorded_at timestamptz(3) not null
    )`.execute(db)
  await sql`create index intervention_outcomes_of_customer on intervention_outcomes (customer_id)`.execute(db)
  await sql`
    create table action_audit_log (
      action_id bigint generated always as identity primary key,
      action_key text collate "C" not null,
      audit_sequence bigint,
      intervention_id text collate "C",
      customer_id text collate "C" not null,
      kind text not null,
      actor text not null,
      role text not null check (role in ('officer', 'supervisor', 'system')),
      from_state text,
      to_state text,
      note text,
      detail jsonb not null default '{}',
      at timestamptz(3) not null
    )`.execute(db)
  await sql`create index action_audit_log_of_case on action_audit_log (intervention_id, action_id) where intervention_id is not null`.execute(
    db,
  )
  await sql`create index action_audit_log_of_customer on action_audit_log (customer_id, action_id desc)`.execute(
    db,
  )
  await sql`create index action_audit_log_by_actor on action_audit_log (actor, action_id desc)`.execute(db)
  await sql`create index action_audit_log_unnamed on action_audit_log (action_key) where audit_sequence is null`.execute(
    db,
  )
  // The chain knows its sequence last: the entry that bears the key names itself in the rows, in its own transaction.
  await sql`
    create function name_entry_of_actions() returns trigger language plpgsql as $$
    begin
      update action_audit_log set audit_sequence = new.sequence
      where action_key = new.metadata ->> 'action_key' and audit_sequence is null;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger name_entry after insert on audit_entries
    for each row when (new.metadata ? 'action_key') execute function name_entry_of_actions()`.execute(db)
  // All but the naming is written once.
  await sql`
    create function refuse_change_of_actions() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' then
        if old.audit_sequence is null and to_jsonb(old) - 'audit_sequence' = to_jsonb(new) - 'audit_sequence' then
          return new;
        end if;
      end if;
      raise exception 'action_audit_log is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
    end $$`.execute(db)
  await sql`
    create trigger append_only before update or delete on action_audit_log
    for each row execute function refuse_change_of_actions()`.execute(db)
  await sql`
    create trigger keep before truncate on action_audit_log
    for each statement execute function refuse_change_of_actions()`.execute(db)
  // What worklists show beside a score; only the intervention store writes it.
  await sql`
    create table worklist_cases (
      customer_id text collate "C" primary key,
      intervention_id text collate "C",
      type text,
      state text,
      due_at timestamptz(3),
      warn_at timestamptz(3),
      paused_at timestamptz(3),
      met_at timestamptz(3),
      assigned_to text collate "C",
      cool_down_until timestamptz(3)
    )`.execute(db)
  await sql`create index worklist_cases_due on worklist_cases (due_at) where due_at is not null`.execute(db)
  await sql`create index worklist_cases_of_officer on worklist_cases (assigned_to) where assigned_to is not null`.execute(
    db,
  )
}
