import { type Kysely, sql } from 'kysely'

/** History in monthly parts; beside it one narrow row a customer, which the worklists sort and filter. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table risk_scores (
      customer_id text collate "C" not null,
      as_of_date date not null,
      model_version text collate "C" not null,
      score double precision not null check (score between 0 and 1),
      level text not null check (level in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
      flagged boolean not null,
      shadow boolean not null default false,
      log_odds double precision,
      expected_days_to_failure double precision,
      tier smallint check (tier between 1 and 3),
      exposure_minor bigint not null,
      expected_loss_minor bigint not null,
      recommended_action text,
      drivers jsonb,
      scored_at timestamptz(3) not null,
      primary key (customer_id, as_of_date, model_version)
    ) partition by range (as_of_date)`.execute(db)
  await sql`create index risk_scores_by_day on risk_scores (as_of_date)`.execute(db)
  await sql`
    create table latest_scores (
      customer_id text collate "C" primary key,
      as_of_date date not null,
      score double precision not null,
      change_1d double precision,
      change_7d double precision,
      change_30d double precision,
      log_odds double precision,
      expected_days_to_failure double precision,
      exposure_minor bigint not null,
      expected_loss_minor bigint not null,
      scored_at timestamptz(3) not null,
      tier smallint,
      flagged boolean not null,
      level text not null,
      top_driver text,
      recommended_action text,
      region text,
      employment_type text,
      home_ownership text,
      age_band text,
      income_bracket text,
      model_version text collate "C" not null,
      drivers jsonb
    ) with (toast_tuple_target = 256, fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05)`.execute(db)
  const sorts = ['score', 'change_30d', 'change_7d', 'expected_loss_minor', 'exposure_minor', 'scored_at']
  for (const column of sorts)
    await sql`create index ${sql.id(`latest_scores_by_${column}`)} on latest_scores (${sql.id(column)} desc nulls last, customer_id)`.execute(
      db,
    )
  await sql`create index latest_scores_by_day on latest_scores (as_of_date)`.execute(db)
  await sql`create index latest_scores_soonest on latest_scores (expected_days_to_failure, customer_id)`.execute(
    db,
  )
  await sql`create index latest_scores_by_level on latest_scores (level, score desc, customer_id)`.execute(db)
  await sql`create index latest_scores_by_tier on latest_scores (tier, score desc, customer_id) where tier is not null`.execute(
    db,
  )
  await sql`create index latest_scores_by_region on latest_scores (region, score desc)`.execute(db)
  await sql`create index latest_scores_by_driver on latest_scores (top_driver, score desc)`.execute(db)
  await sql`
    create table portfolio_days (
      as_of_date date primary key,
      customers bigint not null,
      figures jsonb not null,
      summarized_at timestamptz(3) not null default now()
    )`.execute(db)
}
