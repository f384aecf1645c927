import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // The one row says which key-encryption key is the present one; whoever makes a person's key holds it still.
  await sql`
    create table person_vault (
      only_row boolean primary key default true check (only_row),
      wrapping_key text not null,
      wrapped_lookup_key bytea not null
    )`.execute(db)
  await sql`
    create table person_keys (
      person uuid primary key,
      -- HMAC-SHA-256 of the customer's id
      customer_hash bytea not null unique check (length(customer_hash) = 32),
      wrapping_key text not null,
      wrapped_key bytea not null,
      -- the id itself, sealed with the key
      sealed_customer bytea not null,
      created_at timestamptz(3) not null default now()
    )`.execute(db)
}
