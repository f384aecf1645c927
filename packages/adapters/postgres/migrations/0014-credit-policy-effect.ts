/** From when on a version of a policy was to be in force, kept with each activation: a later one does not write over it. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table credit_policy_transitions add column effective_from timestamptz(3)`.execute(db)
}
