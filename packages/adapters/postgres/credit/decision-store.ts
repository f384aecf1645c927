/** Decisions as they were made: written once, read by index. */
import {
  type DecisionFilter,
  type DecisionRecord,
  type DecisionStore,
  type PersonVault,
  RecordConflict,
  type ReviewRecord,
  type StoredDecision,
} from '@pratibimba/risk/ports'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { givenRows } from '../warning/given-rows.ts'
import { fromRow, insertDecisions } from './decision-rows.ts'
import type { DecisionRow } from './tables.ts'

/**
 * @param executor the database's `kysely`, or a transaction to take part in
 * @param vault    knows who the persons are
 */
export function openDecisionStore(
  executor: Kysely<Schema>,
  vault: Pick<PersonVault, 'personOf' | 'customersOf'>,
): DecisionStore {
  const named = async (rows: readonly FoundRow[]): Promise<StoredDecision[]> => {
    const customers = await vault.customersOf([...new Set(rows.map(({ person }) => person))])
    return rows.map((row) => {
      const customerId = customers.get(row.person)
      const review = reviewOf(row)
      return {
        ...fromRow(row),
        ...(customerId !== undefined && { customerId }),
        ...(review !== undefined && { review }),
      }
    })
  }
  const one = async (condition: RawBuilder<boolean>) => {
    const { rows } = await sql<FoundRow>`${withReviews(
      sql`select * from credit_decisions d where ${condition}`,
    )}`.execute(executor)
    return (await named(rows))[0]
  }
  return {
    async add(records) {
      const add = async (transaction: Kysely<Schema>) => {
        const free = await insertDecisions(transaction, records)
        const taken = records.find(({ id }) => !free.has(id))
        if (taken !== undefined)
          throw new RecordConflict(
            `There is a decision ${taken.id}, or one under its idempotency key, already.`,
          )
      }
      if (executor.isTransaction) await add(executor)
      else await executor.transaction().execute(add)
    },
    addNew: (records) => insertDecisions(executor, records),
    get: (id) => one(sql`d.decision_id = ${id}`),
    byIdempotency: (hash) => one(sql`d.idempotency_hash = ${hash}`),
    async list(filter) {
      const person = filter.customerId === undefined ? undefined : await vault.personOf(filter.customerId)
      if (filter.customerId !== undefined && person === undefined) return { decisions: [], total: 0 }
      const { rows: counted } = await sql<{ total: number }>`${countQuery(filter, person)}`.execute(executor)
      const { rows } = await sql<FoundRow>`${pageQuery(filter, person)}`.execute(executor)
      return { decisions: await named(rows), total: counted[0]!.total }
    },
    async *walk({ from, to }, batchSize) {
      let last: DecisionRecord | undefined
      for (;;) {
        const before =
          last === undefined
            ? sql`true`
            : sql`(d.decided_at, d.decision_id) < (${last.decidedAt}, ${last.id})`
        const { rows } = await sql<FoundRow>`${withReviews(sql`
          select * from credit_decisions d where ${conditionsOf({ from, to }, undefined)} and ${before}
          order by d.decided_at desc, d.decision_id desc limit ${batchSize}`)}`.execute(executor)
        if (rows.length === 0) return
        const decisions = await named(rows)
        last = decisions.at(-1)
        yield decisions
        if (rows.length < batchSize) return
      }
    },
    async review(record) {
      const review = (transaction: Kysely<Schema>) => keepReview(transaction, record)
      if (executor.isTransaction) await review(executor)
      else await executor.transaction().execute(review)
    },
    async recordOutcomes(outcomes) {
      const { rows } = await sql<{ decision_id: string }>`
        insert into credit_outcomes (decision_id, known_at, good)
        select decision_id, known_at, good from ${givenRows(
          { decision_id: 'uuid', known_at: 'timestamptz', good: 'bool' },
          outcomes.map(({ decisionId, knownAt, good }) => ({
            decision_id: decisionId,
            known_at: knownAt,
            good,
          })),
        )}
        where exists (select from credit_decisions d where d.decision_id = given.decision_id)
        on conflict do nothing
        returning decision_id`.execute(executor)
      return rows.length
    },
    async known(ids) {
      const { rows } = await sql<{ decision_id: string }>`
        select decision_id from credit_decisions where decision_id = any(${ids}::uuid[])`.execute(executor)
      return new Set(rows.map(({ decision_id }) => decision_id))
    },
    async outcomesOf(ids) {
      const { rows } = await sql<{ decision_id: string; good: boolean; known_at: Date }>`
        select distinct on (decision_id) decision_id, good, known_at from credit_outcomes
        where decision_id = any(${ids}::uuid[]) order by decision_id, known_at desc`.execute(executor)
      return new Map(
        rows.map(({ decision_id, good, known_at }) => [decision_id, { good, knownAt: known_at }]),
      )
    },
  }
}

type FoundRow = DecisionRow & {
  readonly outcome: ReviewRecord['outcome'] | null
  readonly reason_code: string | null
  readonly note: string | null
  readonly reviewed_by: string | null
  readonly reviewed_at: Date | null
}

/** Of the decisions `d`, each with its review looked up by its id. */
function withReviews(decisions: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select d.*, r.outcome, r.reason_code, r.note, r.reviewed_by, r.reviewed_at
    from (${decisions}) d left join lateral (
      select * from credit_reviews where decision_id = d.decision_id limit 1
    ) r on true
    order by d.decided_at desc, d.decision_id desc`
}

/** @param person of the customer the filter names */
export function pageQuery(filter: DecisionFilter, person: string | undefined): RawBuilder<unknown> {
  // Those that wait are few: they lead, in their own order.
  if (filter.waiting === true)
    return sql`
      select d.*, null as outcome, null as reason_code, null as note, null as reviewed_by, null as reviewed_at
      from credit_waiting w join credit_decisions d using (decision_id)
      where ${conditionsOf(filter, person)}
      order by w.decided_at desc, w.decision_id desc limit ${filter.limit} offset ${filter.offset}`
  return withReviews(sql`
    select * from credit_decisions d where ${conditionsOf(filter, person)}
    order by d.decided_at desc, d.decision_id desc limit ${filter.limit} offset ${filter.offset}`)
}

export function countQuery(filter: DecisionFilter, person: string | undefined): RawBuilder<unknown> {
  const rows =
    filter.waiting === true
      ? sql`credit_waiting w join credit_decisions d using (decision_id)`
      : sql`credit_decisions d`
  return sql`select count(*) as total from ${rows} where ${conditionsOf(filter, person)}`
}

function conditionsOf(filter: Partial<DecisionFilter>, person: string | undefined): RawBuilder<boolean> {
  const { decision, waiting, modelVersion, policyVersion, reasonCode, from, to } = filter
  const conditions = [
    decision !== undefined && sql`d.decision = any(${decision})`,
    waiting === false && sql`not exists (select from credit_waiting w where w.decision_id = d.decision_id)`,
    modelVersion !== undefined && sql`d.model_version = ${modelVersion}`,
    policyVersion !== undefined && sql`d.policy_version = ${policyVersion}`,
    reasonCode !== undefined && sql`d.reason_codes @> ${[reasonCode]}`,
    person !== undefined && sql`d.person = ${person}`,
    from !== undefined && sql`d.decided_at >= ${from}`,
    to !== undefined && sql`d.decided_at < ${to}`,
  ].filter((condition) => condition !== false)
  return conditions.length === 0 ? sql`true` : sql`${sql.join(conditions, sql` and `)}`
}

async function keepReview(transaction: Kysely<Schema>, record: ReviewRecord): Promise<void> {
  const { numDeletedRows } = await transaction
    .deleteFrom('credit_waiting')
    .where('decision_id', '=', record.decisionId)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n)
    throw new RecordConflict(
      `The decision ${record.decisionId} does not wait for a person: none has to, or one did.`,
    )
  await transaction
    .insertInto('credit_reviews')
    .values({
      decision_id: record.decisionId,
      outcome: record.outcome,
      reason_code: record.reasonCode,
      note: record.note,
      reviewed_by: record.by,
      reviewed_at: record.at,
    })
    .execute()
}

function reviewOf(row: FoundRow): ReviewRecord | undefined {
  if (row.outcome === null) return undefined
  return {
    decisionId: row.decision_id,
    outcome: row.outcome,
    reasonCode: row.reason_code!,
    note: row.note!,
    by: row.reviewed_by!,
    at: row.reviewed_at!,
  }
}
