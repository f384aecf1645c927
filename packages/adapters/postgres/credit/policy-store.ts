/** Versions of policies, each with every state it went through. */
import {
  type PolicyStore,
  type PolicyTransition,
  type PolicyVersion,
  RecordConflict,
} from '@pratibimba/risk/ports'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { present } from '../warning/given-rows.ts'
import { goesOn, isChain, oneAfterAnother } from './one-after-another.ts'
import type { PolicyRow, PolicyTransitionRow } from './tables.ts'

/** @param executor the database's `kysely`, or a transaction to take part in */
export function openPolicyStore(executor: Kysely<Schema>): PolicyStore {
  return {
    add: (version) =>
      oneAfterAnother(executor, 'credit_policies', (transaction) => add(transaction, version)),
    get: async (name, version) =>
      (await read(executor, sql`where p.name = ${name} and p.version = ${version}`))[0],
    async list({ name, state, limit, offset }) {
      const matching = sql`
        where ${name === undefined ? sql`true` : sql`p.name = ${name}`}
          and ${state === undefined ? sql`true` : sql`p.state = any(${state})`}`
      const { rows } = await sql<{ total: number }>`
        select count(*) as total from credit_policies p ${matching}`.execute(executor)
      const versions = await read(
        executor,
        sql`${matching} order by p.created_at desc, p.name, p.version desc limit ${limit} offset ${offset}`,
      )
      return { versions, total: rows[0]!.total }
    },
    inForce: () =>
      read(executor, sql`where p.state in ('shadow', 'partial', 'active') order by p.name, p.version desc`),
    replace: (changed) =>
      oneAfterAnother(executor, 'credit_policies', (transaction) => replace(transaction, changed)),
  }
}

async function add(transaction: Kysely<Schema>, version: PolicyVersion): Promise<void> {
  refuseBroken(version)
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('credit_policies')
    .values({
      name: version.name,
      version: version.version,
      document: JSON.stringify(version.document),
      sha256: version.sha256,
      created_by: version.createdBy,
      created_at: version.createdAt,
      ...changing(version),
    })
    .onConflict((conflict) => conflict.columns(['name', 'version']).doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n)
    throw new RecordConflict(`There is a version ${version.version} of ${version.name} already.`)
  await appendTransitions(transaction, version, 0)
}

async function replace(transaction: Kysely<Schema>, changed: readonly PolicyVersion[]): Promise<void> {
  // Who leaves the state of being active goes first: two active ones are refused.
  const order = changed.toSorted((a, b) => Number(a.state === 'active') - Number(b.state === 'active'))
  for (const version of order) {
    refuseBroken(version)
    const [before] = await read(
      transaction,
      sql`where p.name = ${version.name} and p.version = ${version.version}`,
    )
    if (
      before === undefined ||
      before.sha256 !== version.sha256 ||
      !goesOn(before.transitions, version.transitions, plain)
    )
      throw new RecordConflict(
        `Version ${version.version} of ${version.name} was changed by somebody else meanwhile; look at it again.`,
      )
    await transaction
      .updateTable('credit_policies')
      .set(changing(version))
      .where('name', '=', version.name)
      .where('version', '=', version.version)
      .execute()
      .catch(refuseTwoActive(version))
    await appendTransitions(transaction, version, before.transitions.length)
  }
}

function refuseTwoActive({ name }: PolicyVersion) {
  return (error: { code?: string; constraint?: string }) => {
    if (error.code !== '23505' || error.constraint !== 'credit_policies_active') throw error
    throw new RecordConflict(`Two versions of ${name} would be in force from the same instant.`)
  }
}

function refuseBroken({ name, version, state, transitions }: PolicyVersion): void {
  const led = transitions.at(-1)?.to
  if (!isChain(transitions) || (led !== undefined && led !== state))
    throw new RecordConflict(`The transitions of version ${version} of ${name} do not lead to ${state}.`)
}

async function appendTransitions(
  transaction: Kysely<Schema>,
  { name, version, transitions }: PolicyVersion,
  have: number,
): Promise<void> {
  const more = transitions.slice(have)
  if (more.length === 0) return
  await transaction
    .insertInto('credit_policy_transitions')
    .values(
      more.map(({ from, to, by, at, reason, share, effectiveFrom }, index) => ({
        name,
        version,
        number: have + index,
        from_state: from ?? null,
        to_state: to,
        moved_by: by,
        moved_at: at,
        reason,
        share: share ?? null,
        effective_from: effectiveFrom ?? null,
      })),
    )
    .execute()
}

function changing(version: PolicyVersion) {
  return {
    state: version.state,
    effective_from: version.effectiveFrom ?? null,
    share: version.share ?? null,
    approved_by: version.approvedBy ?? null,
    approved_at: version.approvedAt ?? null,
    tests_passed: version.testsPassed ?? null,
  }
}

type StoredTransition = Omit<
  PolicyTransitionRow,
  'name' | 'version' | 'number' | 'moved_at' | 'effective_from'
> & {
  readonly moved_at: string
  readonly effective_from: string | null
}

async function read(executor: Kysely<Schema>, rest: RawBuilder<unknown>): Promise<PolicyVersion[]> {
  const { rows } = await sql<PolicyRow & { transitions: StoredTransition[] }>`
    select p.*, coalesce((
      select json_agg(t order by t.number) from credit_policy_transitions t
      where t.name = p.name and t.version = p.version
    ), '[]') as transitions
    from credit_policies p ${rest}`.execute(executor)
  return rows.map((row) => ({
    name: row.name,
    version: row.version,
    document: row.document,
    sha256: row.sha256,
    state: row.state,
    createdBy: row.created_by,
    createdAt: row.created_at,
    ...present({
      effectiveFrom: row.effective_from,
      share: row.share,
      approvedBy: row.approved_by,
      approvedAt: row.approved_at,
      testsPassed: row.tests_passed,
    }),
    transitions: row.transitions.map(transitionOf),
  }))
}

function transitionOf(row: StoredTransition): PolicyTransition {
  return {
    ...present({ from: row.from_state }),
    to: row.to_state,
    by: row.moved_by,
    at: new Date(row.moved_at),
    reason: row.reason,
    ...present({
      share: row.share,
      effectiveFrom: row.effective_from === null ? null : new Date(row.effective_from),
    }),
  }
}

/** In one order of fields, whatever order they came in. */
function plain({ from, to, by, at, reason, share, effectiveFrom }: PolicyTransition): unknown {
  return [from ?? null, to, by, at, reason, share ?? null, effectiveFrom ?? null]
}
