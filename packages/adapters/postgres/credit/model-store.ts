/** Versions of credit models, and where every alias pointed at any instant. */
import {
  type CreditModelApproval,
  type CreditModelRecord,
  type CreditModelStore,
  type CreditModelTransition,
  RecordConflict,
} from '@pratibimba/risk/ports'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { goesOn, isChain, oneAfterAnother } from './one-after-another.ts'

/** @param executor the database's `kysely`, or a transaction to take part in */
export function openCreditModelStore(executor: Kysely<Schema>): CreditModelStore {
  const one = async (condition: RawBuilder<boolean>) => {
    const row = await executor
      .selectFrom('credit_models')
      .select('record')
      .where(condition)
      .executeTakeFirst()
    return row && fromJson(row.record)
  }
  const aliasAt = async (alias: string, condition: RawBuilder<boolean>) => {
    const row = await executor
      .selectFrom('credit_model_aliases')
      .select('version')
      .where('alias', '=', alias)
      .where(condition)
      .orderBy('since', 'desc')
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.version ?? undefined
  }
  return {
    add: (record) => oneAfterAnother(executor, 'credit_models', (transaction) => add(transaction, record)),
    get: (version) => one(sql`version = ${version}`),
    async byAlias(alias) {
      const version = await aliasAt(alias, sql`true`)
      return version === undefined ? undefined : one(sql`version = ${version}`)
    },
    async list({ stage, limit, offset }) {
      const matching = executor
        .selectFrom('credit_models')
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
    replace: (changed) =>
      oneAfterAnother(executor, 'credit_models', (transaction) => replace(transaction, changed)),
    aliasAt: (alias, at) => aliasAt(alias, sql`since <= ${at}`),
  }
}

async function add(transaction: Kysely<Schema>, record: CreditModelRecord): Promise<void> {
  refuseBroken(record)
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('credit_models')
    .values({ version: record.version, ...columnsOf(record) })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .executeTakeFirstOrThrow()
    .catch(refuseTwoChampions)
  if (numInsertedOrUpdatedRows === 0n) throw new RecordConflict(`There is a model ${record.version} already.`)
  await pointAliases(transaction, [record])
}

async function replace(transaction: Kysely<Schema>, changed: readonly CreditModelRecord[]): Promise<void> {
  const versions = changed.map(({ version }) => version)
  const rows = await transaction
    .selectFrom('credit_models')
    .select(['version', 'record'])
    .where('version', '=', sql<string>`any(${versions})`)
    .execute()
  const present = new Map(rows.map(({ version, record }) => [version, fromJson(record)]))
  for (const record of changed) {
    const before = present.get(record.version)
    if (before === undefined || !goesOn(before.transitions, record.transitions, plain))
      throw new RecordConflict(
        `The model ${record.version} was changed by somebody else meanwhile; look at it again.`,
      )
    refuseBroken(record)
  }
  // The champion steps down before the next one is made.
  const order = changed.toSorted((a, b) => Number(a.stage === 'champion') - Number(b.stage === 'champion'))
  for (const record of order)
    await transaction
      .updateTable('credit_models')
      .set(columnsOf(record))
      .where('version', '=', record.version)
      .execute()
      .catch(refuseTwoChampions)
  await pointAliases(transaction, changed)
}

/** Writes down where aliases point from now on, when that is elsewhere than before. */
async function pointAliases(
  transaction: Kysely<Schema>,
  changed: readonly CreditModelRecord[],
): Promise<void> {
  const { rows } = await sql<{ alias: string; version: string | null; since: Date }>`
    select distinct on (alias) alias, version, since from credit_model_aliases
    order by alias, since desc, number desc`.execute(transaction)
  const before = new Map(rows.map(({ alias, version }) => [alias, version]))
  const after = new Map(before)
  const isChanged = new Set(changed.map(({ version }) => version))
  for (const [alias, version] of before)
    if (version !== null && isChanged.has(version)) after.set(alias, null)
  for (const { version, aliases } of changed)
    for (const alias of aliases) {
      if ((after.get(alias) ?? version) !== version)
        throw new RecordConflict(`The alias ${alias} would point to two models.`)
      after.set(alias, version)
    }
  const last = Math.max(
    ...changed.map(({ transitions, trainedAt }) => (transitions.at(-1)?.at ?? trainedAt).getTime()),
  )
  const moved = [...after].filter(([alias, version]) => before.get(alias) !== version)
  if (moved.length === 0) return
  const since = new Map(rows.map((row) => [row.alias, row.since.getTime()]))
  await transaction
    .insertInto('credit_model_aliases')
    .values(
      moved.map(([alias, version]) => ({
        alias,
        version,
        // Never before where it pointed last: history has one order.
        since: new Date(Math.max(last, since.get(alias) ?? last)),
      })),
    )
    .execute()
}

function refuseTwoChampions(error: { code?: string; constraint?: string }): never {
  if (error.code !== '23505' || error.constraint !== 'credit_models_champion') throw error
  throw new RecordConflict('Two models of one name would be champion.')
}

function refuseBroken({ version, stage, transitions }: CreditModelRecord): void {
  const led = transitions.at(-1)?.to
  if (!isChain(transitions) || (led !== undefined && led !== stage))
    throw new RecordConflict(`The transitions of the model ${version} do not lead to ${stage}.`)
}

function columnsOf(record: CreditModelRecord) {
  return {
    name: record.name,
    stage: record.stage,
    trained_at: record.trainedAt,
    record: JSON.stringify(record),
  }
}

function fromJson(stored: Readonly<Record<string, unknown>>): CreditModelRecord {
  const record = stored as unknown as CreditModelRecord
  return {
    ...record,
    trainedAt: new Date(record.trainedAt),
    transitions: record.transitions.map(dated<CreditModelTransition>),
    approvals: record.approvals.map(dated<CreditModelApproval>),
  }
}

function dated<Dated extends { readonly at: Date }>(stored: Dated): Dated {
  return { ...stored, at: new Date(stored.at) }
}

/** In one order of fields, whatever order they came in. */
function plain({ from, to, reason, by, at }: CreditModelTransition): unknown {
  return [from ?? null, to, reason, by, at]
}
