/** What the page of the pipeline counts. */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'

export interface PipelineFigures {
  readonly simulated: number
  readonly imported: number
  /** Events that nobody has been told of yet. */
  readonly outboxWaiting: number
}

export async function readPipelineFigures(executor: Kysely<Schema>): Promise<PipelineFigures> {
  const { rows } = await sql<{ simulated: number; imported: number; waiting: number }>`
    select (select count(*) from customers where origin = 'simulated') as simulated,
           (select count(*) from customers where origin = 'imported') as imported,
           (select count(*) from event_outbox where published_at is null) as waiting`.execute(executor)
  const { simulated, imported, waiting } = rows[0]!
  return { simulated, imported, outboxWaiting: waiting }
}
