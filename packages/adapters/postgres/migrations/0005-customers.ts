import { type Kysely, sql } from 'kysely'

/** Ids sort by their bytes, whatever the locale of the database: quicker, and the order that programs have. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table customers (
      customer_id text collate "C" primary key check (length(customer_id) between 1 and 64),
      age integer check (age between 0 and 150),
      employment_type text,
      home_ownership text,
      region text,
      household_size integer check (household_size >= 1),
      declared_income_minor bigint,
      opened_on date,
      age_band text,
      income_bracket text,
      origin text not null default 'imported' check (origin in ('simulated', 'imported')),
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now()
    )`.execute(db)
  await sql`create index customers_by_origin on customers (origin)`.execute(db)
  await sql`
    create table accounts (
      account_id text collate "C" primary key check (length(account_id) between 1 and 64),
      customer_id text collate "C" not null references customers on delete cascade,
      kind text not null check (kind in ('current', 'savings', 'credit_card', 'loan')),
      currency text not null check (currency ~ '^[A-Z]{3}$'),
      opened_on date,
      credit_limit_minor bigint,
      outstanding_minor bigint
    )`.execute(db)
  await sql`create index accounts_of_customer on accounts (customer_id)`.execute(db)
  await sql`
    create table customer_windows (
      customer_id text collate "C" primary key,
      bytes bytea not null,
      layout text not null,
      through date not null,
      version bigint not null default 1,
      updated_at timestamptz(3) not null default now()
    ) with (fillfactor = 80)`.execute(db)
  // Packed already: compressing once more costs time and saves little.
  await sql`alter table customer_windows alter column bytes set storage external`.execute(db)
}
