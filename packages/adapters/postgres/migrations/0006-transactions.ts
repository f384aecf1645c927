import { type Kysely, sql } from 'kysely'

/**
 * Rows of `transactions` lie in monthly parts, each with a unique index on the transaction's id; that an id does not come
 * in two months is seen to by ingestion. No foreign keys here: ingestion holds the rows of its customers, and a bulk load
 * would pay for each check.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table transactions (
      transaction_id text collate "C" not null,
      customer_id text collate "C" not null,
      account_id text collate "C",
      account_kind text not null,
      timestamp timestamptz(3) not null,
      amount_minor bigint not null,
      currency text not null check (length(currency) = 3),
      category text not null,
      channel text,
      status text not null check (status in ('posted', 'failed')),
      description text,
      balance_minor bigint,
      ingested_at timestamptz(3) not null
    ) partition by range (timestamp)`.execute(db)
  await sql`create index transactions_of_customer on transactions (customer_id, timestamp, transaction_id)`.execute(
    db,
  )
  await sql`
    create table transaction_retention (
      only_row boolean primary key default true check (only_row),
      accepts_from date not null
    )`.execute(db)
  await sql`
    create table payments (
      payment_id text collate "C" primary key,
      customer_id text collate "C" not null,
      account_id text collate "C",
      kind text not null,
      due_date date not null,
      amount_due_minor bigint not null check (amount_due_minor >= 0),
      paid_date date,
      amount_paid_minor bigint check (amount_paid_minor >= 0),
      status text not null check (status in ('scheduled', 'paid', 'late', 'missed'))
    )`.execute(db)
  await sql`create index payments_of_customer on payments (customer_id, due_date)`.execute(db)
  await sql`
    create table daily_balances (
      customer_id text collate "C" not null,
      date date not null,
      current_minor bigint,
      savings_minor bigint,
      credit_card_minor bigint,
      primary key (customer_id, date)
    )`.execute(db)
  await sql`
    create table labels (
      customer_id text collate "C" not null,
      as_of_date date not null,
      missed_within_30d boolean not null,
      first_missed_on date,
      known_on date not null,
      primary key (customer_id, as_of_date),
      check (first_missed_on is null or missed_within_30d)
    )`.execute(db)
  await sql`create index labels_by_date on labels (as_of_date)`.execute(db)
  await sql`
    create table ingestion_batches (
      batch_id text collate "C" primary key,
      content_hash text not null,
      report jsonb,
      received_at timestamptz(3) not null default now()
    )`.execute(db)
  await sql`create index ingestion_batches_by_time on ingestion_batches (received_at)`.execute(db)
  // Attached instead of created in place: that would lock out everybody who reads or writes the table.
  await sql`
    create function ensure_month_parts(parent text, first_day date, last_day date, unique_column text default null)
    returns setof text language plpgsql as $$
    declare
      month date := date_trunc('month', first_day)::date;
      part text;
    begin
      if first_day is null or last_day is null or last_day < first_day or last_day > first_day + 36600 then
        raise exception 'ensure_month_parts: need days in order and at most a hundred years apart, got % and %', first_day, last_day;
      end if;
      perform pg_advisory_xact_lock(hashtext('month parts of ' || parent));
      while month <= last_day loop
        part := parent || '_' || to_char(month, 'YYYYMM');
        -- Not to_regclass: what it knew before the lock it may still believe after it.
        if not exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid
                       where i.inhparent = parent::regclass and c.relname = part) then
          execute format('create table %I (like %I including defaults including constraints including storage)', part, parent);
          if unique_column is not null then
            execute format('create unique index %I on %I (%I)', part || '_' || unique_column, part, unique_column);
          end if;
          execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, part,
            to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00',
            to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
          return next part;
        end if;
        month := (month + interval '1 month')::date;
      end loop;
    end $$`.execute(db)
}
