/** Experiments, every state they went through, and which decision fell to which arm. */
import {
  type ArmFigures,
  type ExperimentRecord,
  type ExperimentStore,
  type ExperimentTransition,
  type Exposure,
  type GroupFigures,
  RecordConflict,
} from '@pratibimba/risk/ports'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { givenRows, present } from '../warning/given-rows.ts'
import { lastOutcome, type MaturedRow, maturedOf } from './decision-figures.ts'
import { goesOn, isChain, oneAfterAnother } from './one-after-another.ts'

/** @param executor the database's `kysely`, or a transaction to take part in */
export function openExperimentStore(executor: Kysely<Schema>): ExperimentStore {
  return {
    add: (record) =>
      oneAfterAnother(executor, 'credit_experiments', (transaction) => add(transaction, record)),
    get: async (id) => (await read(executor, sql`where e.id = ${id}`))[0],
    async list({ state, limit, offset }) {
      const matching = state === undefined ? sql`` : sql`where e.state = any(${state})`
      const { rows } = await sql<{ total: number }>`
        select count(*) as total from credit_experiments e ${matching}`.execute(executor)
      const experiments = await read(
        executor,
        sql`${matching} order by e.created_at desc, e.id desc limit ${limit} offset ${offset}`,
      )
      return { experiments, total: rows[0]!.total }
    },
    live: () => read(executor, sql`where e.state in ('shadow', 'running') order by e.created_at, e.id`),
    replace: (changed) =>
      oneAfterAnother(executor, 'credit_experiments', (transaction) => replace(transaction, changed)),
    expose: (exposures) => expose(executor, exposures),
    async figures(id, since) {
      const { rows } = await sql<Nullable<ArmFigures>>`
        select d.arm, count(*) as decisions,
          count(*) filter (where d.decision = 'APPROVED') as approved,
          count(*) filter (where d.decision = 'MANUAL_REVIEW') as reviewed,
          avg(1 - d.score) as "meanPd",
          percentile_disc(0.5) within group (order by d.latency_ms) as "p50LatencyMs",
          percentile_disc(0.99) within group (order by d.latency_ms) as "p99LatencyMs",
          count(o.good) as matured
        from credit_exposures d left ${lastOutcome}
        where d.experiment = ${id} and ${notBefore(since)} group by d.arm order by d.arm`.execute(executor)
      return rows.map((row) => present(row) as ArmFigures)
    },
    async groupFigures(id, since) {
      const { rows } = await sql<GroupFigures>`
        select d.arm, g.key as attribute, g.value as "group", count(*) as decisions,
          count(*) filter (where d.decision = 'APPROVED') as approved
        from credit_exposures d, jsonb_each_text(d.groups) g
        where d.experiment = ${id} and ${notBefore(since)} and jsonb_typeof(d.groups) = 'object'
        group by 1, 2, 3 order by 1, 2, 3`.execute(executor)
      return rows
    },
    async scores(id, arm, limit, since) {
      const { rows } = await sql<{ score: number }>`
        select d.score from credit_exposures d where d.experiment = ${id} and d.arm = ${arm} and ${notBefore(since)}
        order by d.exposed_at desc, d.decision_id limit ${limit}`.execute(executor)
      return Float64Array.from(rows, ({ score }) => score)
    },
    async matured(id, arm, limit) {
      const { rows } = await sql<MaturedRow>`
        select d.score, o.good from credit_exposures d ${lastOutcome}
        where d.experiment = ${id} and d.arm = ${arm}
        order by d.exposed_at desc, d.decision_id limit ${limit}`.execute(executor)
      return maturedOf(rows)
    },
    async agreement(id) {
      const { rows } = await sql<{ shadows: number; agreeing: number }>`
        select count(*) as shadows, count(*) filter (where s.decision = d.decision) as agreeing
        from credit_exposures s join credit_decisions d using (decision_id)
        where s.experiment = ${id} and s.shadow`.execute(executor)
      return rows[0]!
    },
  }
}

const notBefore = (since: Date | undefined) =>
  since === undefined ? sql`true` : sql`d.exposed_at >= ${since}`

type Nullable<Fields> = { [Key in keyof Fields]: Fields[Key] | null }

async function add(transaction: Kysely<Schema>, record: ExperimentRecord): Promise<void> {
  refuseBroken(record)
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('credit_experiments')
    .values({ id: record.id, created_at: record.createdAt, ...changing(record) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n)
    throw new RecordConflict(`There is an experiment ${record.id} already.`)
  await appendTransitions(transaction, record, 0)
}

async function replace(transaction: Kysely<Schema>, changed: readonly ExperimentRecord[]): Promise<void> {
  for (const record of changed) {
    refuseBroken(record)
    const [before] = await read(transaction, sql`where e.id = ${record.id}`)
    if (before === undefined || !goesOn(before.transitions, record.transitions, plain))
      throw new RecordConflict(
        `The experiment ${record.id} was changed by somebody else meanwhile; look at it again.`,
      )
    await transaction
      .updateTable('credit_experiments')
      .set(changing(record))
      .where('id', '=', record.id)
      .execute()
    await appendTransitions(transaction, record, before.transitions.length)
  }
}

async function expose(executor: Kysely<Schema>, exposures: readonly Exposure[]): Promise<void> {
  if (exposures.length === 0) return
  const types = {
    experiment: 'text',
    arm: 'text',
    decision_id: 'uuid',
    shadow: 'bool',
    exposed_at: 'timestamptz',
    score: 'float8',
    decision: 'text',
    latency_ms: 'float8',
    groups: 'jsonb',
  }
  const rows = exposures.map((exposure) => ({
    experiment: exposure.experiment,
    arm: exposure.arm,
    decision_id: exposure.decisionId,
    shadow: exposure.shadow,
    exposed_at: exposure.at,
    score: exposure.score,
    decision: exposure.decision,
    latency_ms: exposure.latencyMs,
    groups: exposure.groups === undefined ? null : JSON.stringify(exposure.groups),
  }))
  await sql`
    insert into credit_exposures (${sql.raw(Object.keys(types).join(', '))})
    select * from ${givenRows(types, rows)} on conflict do nothing`.execute(executor)
}

function refuseBroken({ id, state, transitions }: ExperimentRecord): void {
  // One may advance within `running`, so a transition may lead where it came from.
  const led = transitions.at(-1)?.to
  if (!isChain(transitions) || (led !== undefined && led !== state))
    throw new RecordConflict(`The transitions of the experiment ${id} do not lead to ${state}.`)
}

async function appendTransitions(
  transaction: Kysely<Schema>,
  { id, transitions }: ExperimentRecord,
  have: number,
): Promise<void> {
  const more = transitions.slice(have)
  if (more.length === 0) return
  await transaction
    .insertInto('credit_experiment_transitions')
    .values(
      more.map(({ from, to, step, by, at, reason }, index) => ({
        id,
        number: have + index,
        from_state: from ?? null,
        to_state: to,
        step,
        moved_by: by,
        moved_at: at,
        reason,
      })),
    )
    .execute()
}

/** Without the transitions, which have rows of their own. */
function changing(record: ExperimentRecord) {
  return { state: record.state, record: JSON.stringify({ ...record, transitions: undefined }) }
}

interface StoredTransition {
  readonly from_state: ExperimentTransition['from'] | null
  readonly to_state: ExperimentTransition['to']
  readonly step: number
  readonly moved_by: string
  readonly moved_at: string
  readonly reason: string
}

async function read(executor: Kysely<Schema>, rest: RawBuilder<unknown>): Promise<ExperimentRecord[]> {
  const { rows } = await sql<{ record: ExperimentRecord; transitions: StoredTransition[] }>`
    select e.record, coalesce((
      select json_agg(t order by t.number) from credit_experiment_transitions t where t.id = e.id
    ), '[]') as transitions
    from credit_experiments e ${rest}`.execute(executor)
  return rows.map(({ record, transitions }) => ({
    ...record,
    createdAt: new Date(record.createdAt),
    ...(record.startedAt !== undefined && { startedAt: new Date(record.startedAt) }),
    ...(record.stoppedAt !== undefined && { stoppedAt: new Date(record.stoppedAt) }),
    transitions: transitions.map((row) => ({
      ...present({ from: row.from_state }),
      to: row.to_state,
      step: row.step,
      by: row.moved_by,
      at: new Date(row.moved_at),
      reason: row.reason,
    })),
  }))
}

/** In one order of fields, whatever order they came in. */
function plain({ from, to, step, by, at, reason }: ExperimentTransition): unknown {
  return [from ?? null, to, step, by, at, reason]
}
