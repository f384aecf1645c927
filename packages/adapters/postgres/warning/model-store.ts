/** Versions of warning models. */
import {
  type ModelRecord,
  type ModelStore,
  type ModelTransition,
  RecordConflict,
} from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'

/** @param executor the database's `kysely`, or a transaction to take part in */
export function openModelStore(executor: Kysely<Schema>): ModelStore {
  const one = async (condition: ReturnType<typeof sql<boolean>>) => {
    const row = await executor
      .selectFrom('warning_models')
      .select('record')
      .where(condition)
      .executeTakeFirst()
    return row && fromJson(row.record)
  }
  return {
    add: (record) => inTransaction(executor, (transaction) => add(transaction, record)),
    get: (version) => one(sql<boolean>`version = ${version}`),
    champion: () => one(sql<boolean>`stage = 'champion'`),
    byAlias: (alias) => one(sql<boolean>`${alias} = any(aliases)`),
    async list({ stage, limit, offset }) {
      const matching = executor
        .selectFrom('warning_models')
        .$if(stage !== undefined, (query) => query.where('stage', 'in', stage!))
      const { total } = await matching
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const rows = await matching
        .select('record')
        .orderBy('trained_at', 'desc')
        .orderBy('version', 'desc')
        .limit(limit)
        .offset(offset)
        .execute()
      return { models: rows.map(({ record }) => fromJson(record)), total }
    },
    replace: (changed) => inTransaction(executor, (transaction) => replace(transaction, changed)),
  }
}

/** Changes are few; one after the other they see all aliases. */
async function inTransaction(
  executor: Kysely<Schema>,
  work: (transaction: Kysely<Schema>) => Promise<void>,
): Promise<void> {
  const alone = async (transaction: Kysely<Schema>) => {
    await sql`lock table warning_models in share row exclusive mode`.execute(transaction)
    await work(transaction)
    const { rows } = await sql<{ alias: string }>`
      select alias from warning_models, unnest(aliases) as alias group by alias having count(*) > 1`.execute(
      transaction,
    )
    if (rows.length > 0) throw new RecordConflict(`The alias ${rows[0]!.alias} would point to two models.`)
  }
  if (executor.isTransaction) await alone(executor)
  else await executor.transaction().execute(alone)
}

async function add(transaction: Kysely<Schema>, record: ModelRecord): Promise<void> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('warning_models')
    .values({ version: record.version, ...columnsOf(record) })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n) throw new RecordConflict(`There is a model ${record.version} already.`)
}

async function replace(transaction: Kysely<Schema>, changed: readonly ModelRecord[]): Promise<void> {
  const versions = changed.map(({ version }) => version)
  const rows = await transaction
    .selectFrom('warning_models')
    .select(['version', 'record'])
    .where('version', '=', sql<string>`any(${versions})`)
    .execute()
  const present = new Map(rows.map(({ version, record }) => [version, fromJson(record)]))
  for (const record of changed) {
    const before = present.get(record.version)
    if (before === undefined || !follows(before.transitions, record.transitions))
      throw new RecordConflict(
        `The model ${record.version} was changed by somebody else meanwhile; look at it again.`,
      )
  }
  // The champion steps down before the next one is made.
  const order = changed.toSorted((a, b) => Number(a.stage === 'champion') - Number(b.stage === 'champion'))
  for (const record of order) {
    await transaction
      .updateTable('warning_models')
      .set(columnsOf(record))
      .where('version', '=', record.version)
      .execute()
  }
}

/** Whether `after` is `before`, or that and one more. */
function follows(before: readonly ModelTransition[], after: readonly ModelTransition[]): boolean {
  return (
    after.length >= before.length &&
    after.length <= before.length + 1 &&
    JSON.stringify(before) === JSON.stringify(after.slice(0, before.length).map(transitionOf))
  )
}

function columnsOf(record: ModelRecord) {
  return {
    stage: record.stage,
    aliases: [...record.aliases],
    trained_at: record.trainedAt,
    record: JSON.stringify(record),
  }
}

function fromJson(stored: Readonly<Record<string, unknown>>): ModelRecord {
  const record = stored as unknown as ModelRecord
  return {
    ...record,
    trainedAt: new Date(record.trainedAt),
    ...(record.promotedAt !== undefined && { promotedAt: new Date(record.promotedAt) }),
    transitions: record.transitions.map(transitionOf),
  }
}

/** In one order of fields, whatever the order they were stored in. */
function transitionOf({ from, to, reason, by, at }: ModelTransition): ModelTransition {
  return { ...(from !== undefined && { from }), to, reason, by, at: new Date(at) }
}
