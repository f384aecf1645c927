/** Changes of records that few make: one after the other, so that each sees what the last one left. */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'

/** Runs a work within the executor's transaction, or one of its own, with no other writer of the table beside it. */
export async function oneAfterAnother(
  executor: Kysely<Schema>,
  table: keyof Schema,
  work: (transaction: Kysely<Schema>) => Promise<void>,
): Promise<void> {
  const alone = async (transaction: Kysely<Schema>) => {
    await sql`lock table ${sql.table(table)} in share row exclusive mode`.execute(transaction)
    await work(transaction)
  }
  if (executor.isTransaction) await alone(executor)
  else await executor.transaction().execute(alone)
}

interface Transition {
  readonly from?: string
  readonly to: string
}

/** Whether `after` is `before` with none or one more, each going on from where the last one led. */
export function goesOn<Kind extends Transition>(
  before: readonly Kind[],
  after: readonly Kind[],
  plain: (transition: Kind) => unknown,
): boolean {
  const sameBeginning =
    JSON.stringify(before.map(plain)) === JSON.stringify(after.slice(0, before.length).map(plain))
  return sameBeginning && after.length <= before.length + 1 && isChain(after)
}

/** Whether every transition leaves the state that the one before it led to. */
export function isChain(transitions: readonly Transition[]): boolean {
  return transitions.every(({ from }, index) => from === transitions[index - 1]?.to)
}
