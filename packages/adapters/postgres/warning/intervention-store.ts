/** Cases, what was done about them, and by whom. */
import { terminalInterventionStates } from '@pratibimba/contract'
import {
  type InterventionChange,
  type InterventionRecord,
  type InterventionStore,
  type NewAction,
  type NewIntervention,
  RecordConflict,
} from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { openAssignments } from './assignments.ts'
import {
  caseAges,
  caseFigures,
  caseTimeline,
  isOpen,
  listCases,
  trialCases,
  trialCounts,
} from './case-list.ts'
import { columnList, givenRows, setFromExcluded } from './given-rows.ts'
import {
  actionTypes,
  changedColumns,
  fromActionRow,
  fromInterventionRow,
  fromOutcomeRow,
  interventionTypesOfColumns,
  outcomeTypes,
  toActionRow,
  toInterventionRow,
  toOutcomeRow,
} from './intervention-rows.ts'
import { refreshWorklistCases } from './worklist-cases.ts'

type CaseChange = Parameters<InterventionStore['change']>[0][number]

/**
 * @param executor the transaction to take part in, for changes; the database's `kysely` will do for reading
 * @param clock    judges by when filters by clock state and age mean
 */
export function openInterventionStore(
  executor: Kysely<Schema>,
  clock: () => Date = () => new Date(),
): InterventionStore {
  return {
    ...openAssignments(executor),
    create: (interventions, actions) => create(executor, interventions, actions),
    async get(interventionId) {
      const [record] = await readCases(executor, [interventionId])
      return record
    },
    getMany: (interventionIds) => readCases(executor, interventionIds),
    change: (changes, actions) => change(executor, changes, actions),
    list: (query) => listCases(executor, query),
    async ofCustomer(customerId) {
      const rows = await cases(executor)
        .where('i.customer_id', '=', customerId)
        .orderBy('i.created_at', 'desc')
        .orderBy('i.intervention_id', 'desc')
        .execute()
      return rows.map(fromInterventionRow)
    },
    async ofCustomers(customerIds) {
      const rows = await cases(executor)
        .where('i.customer_id', '=', sql<string>`any(${customerIds})`)
        .orderBy('i.customer_id')
        .orderBy('i.created_at', 'desc')
        .orderBy('i.intervention_id', 'desc')
        .execute()
      return rows.map(fromInterventionRow)
    },
    figures: (filter, now) => caseFigures(executor, filter, now),
    timeline: (filter, from, through) => caseTimeline(executor, filter, from, through, clock()),
    ages: (now) => caseAges(executor, now),
    trialCases: (filter, support) => trialCases(executor, filter, support, clock()),
    trialCounts: (support) => trialCounts(executor, support),

    async recordOutcomes(outcomes) {
      if (outcomes.length === 0) return
      const rows = [...new Map(outcomes.map((one) => [one.interventionId, one])).values()].map(toOutcomeRow)
      const names = Object.keys(outcomeTypes)
      await sql`
        insert into intervention_outcomes (${columnList(names)})
        select * from ${givenRows(outcomeTypes, rows)} order by intervention_id
        on conflict (intervention_id) do update set ${setFromExcluded(names.slice(1))}`.execute(executor)
    },
    async outcomes(interventionIds) {
      const rows = await executor
        .selectFrom('intervention_outcomes')
        .selectAll()
        .where('intervention_id', '=', sql<string>`any(${interventionIds})`)
        .orderBy('intervention_id')
        .execute()
      return rows.map(fromOutcomeRow)
    },
    async awaitingOutcome(before, limit) {
      const rows = await cases(executor)
        .where('i.created_at', '<', before)
        .where('o.missed', 'is', null)
        .orderBy('i.created_at')
        .orderBy('i.intervention_id')
        .limit(limit)
        .execute()
      return rows.map(fromInterventionRow)
    },

    async actionsOf(interventionId) {
      const rows = await executor
        .selectFrom('action_audit_log')
        .selectAll()
        .where('intervention_id', '=', interventionId)
        .orderBy('action_id')
        .execute()
      return rows.map(fromActionRow)
    },
    async actions({ customerId, actor, kind, limit, offset }) {
      const matching = executor
        .selectFrom('action_audit_log')
        .$if(customerId !== undefined, (query) => query.where('customer_id', '=', customerId!))
        .$if(actor !== undefined, (query) => query.where('actor', '=', actor!))
        .$if(kind !== undefined, (query) => query.where('kind', 'in', kind!))
      const { total } = await matching
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const rows = await matching
        .selectAll()
        .orderBy('action_id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute()
      return { actions: rows.map(fromActionRow), total }
    },
    recordActions: (actions) => insertActions(executor, actions),
  }
}

function cases(executor: Kysely<Schema>) {
  return executor
    .selectFrom('interventions as i')
    .leftJoin('intervention_outcomes as o', 'o.intervention_id', 'i.intervention_id')
    .selectAll('i')
    .select('o.missed')
}

async function readCases(
  executor: Kysely<Schema>,
  interventionIds: readonly string[],
): Promise<InterventionRecord[]> {
  const rows = await cases(executor)
    .where('i.intervention_id', '=', sql<string>`any(${interventionIds})`)
    .orderBy('i.intervention_id')
    .execute()
  return rows.map(fromInterventionRow)
}

async function create(
  executor: Kysely<Schema>,
  interventions: readonly NewIntervention[],
  actions: readonly NewAction[],
): Promise<InterventionRecord[]> {
  if (interventions.length === 0) return []
  const rows = interventions.map(toInterventionRow)
  const names = Object.keys(interventionTypesOfColumns)
  const { rows: written } = await sql<{ intervention_id: string }>`
    insert into interventions (${columnList(names)}, updated_at)
    select *, created_at from ${givenRows(interventionTypesOfColumns, rows)} order by customer_id
    on conflict do nothing returning intervention_id`.execute(executor)
  if (written.length < rows.length) {
    const done = new Set(written.map(({ intervention_id }) => intervention_id))
    const refused = interventions.filter(({ interventionId }) => !done.has(interventionId))
    throw await conflictOf(executor, refused)
  }
  await refreshWorklistCases(
    executor,
    rows.map(({ customer_id }) => customer_id),
  )
  await insertActions(executor, actions)
  return readCases(
    executor,
    rows.map(({ intervention_id }) => intervention_id),
  )
}

async function conflictOf(
  executor: Kysely<Schema>,
  refused: readonly { interventionId: string; customerId: string }[],
): Promise<RecordConflict> {
  const taken = await readCases(
    executor,
    refused.map(({ interventionId }) => interventionId),
  )
  const [first] = refused
  return taken.length > 0
    ? new RecordConflict(`There is a case ${taken[0]!.interventionId} already.`)
    : openCaseConflict(first!.customerId)
}

function openCaseConflict(customerId: string): RecordConflict {
  return new RecordConflict(`The customer ${customerId} has an open case already.`)
}

async function change(
  executor: Kysely<Schema>,
  changes: readonly CaseChange[],
  actions: readonly NewAction[],
): Promise<{ changed: InterventionRecord[]; conflicts: string[] }> {
  const ids = changes.map(({ interventionId }) => interventionId)
  if (new Set(ids).size < ids.length) throw new RangeError('change: need each case once')
  // All at once and in the order of their ids, so that two bulk changes never wait in a circle.
  const locked = await executor
    .selectFrom('interventions as i')
    .select(['i.intervention_id', 'i.version', 'i.customer_id'])
    .select(isOpen.as('open'))
    .where('i.intervention_id', '=', sql<string>`any(${ids})`)
    .orderBy('i.intervention_id')
    .forUpdate()
    .execute()
  const present = new Map(locked.map((row) => [row.intervention_id, row]))
  const accepted = changes.filter(
    ({ interventionId, expectedVersion }) => present.get(interventionId)?.version === expectedVersion,
  )
  const acceptedIds = new Set(accepted.map(({ interventionId }) => interventionId))
  for (const [group, ids] of byContent(accepted)) {
    const reopens = !isTerminal(group) && ids.filter((id) => !present.get(id)!.open)
    if (reopens && reopens.length > 0)
      await refuseSecondCase(
        executor,
        reopens.map((id) => present.get(id)!.customer_id),
      )
    await executor
      .updateTable('interventions')
      .set({
        ...changedColumns(group),
        version: sql`version + 1`,
        updated_at: sql`clock_timestamp()`,
      } as never)
      .where('intervention_id', '=', sql<string>`any(${ids})`)
      .execute()
  }
  await refreshWorklistCases(
    executor,
    accepted.map(({ interventionId }) => present.get(interventionId)!.customer_id),
  )
  await insertActions(
    executor,
    actions.filter(({ interventionId }) => interventionId === undefined || acceptedIds.has(interventionId)),
  )
  return {
    changed: await readCases(executor, [...acceptedIds]),
    conflicts: ids.filter((id) => !acceptedIds.has(id)),
  }
}

/** Bulk steps change many cases alike: one statement for those. */
function byContent(changes: readonly CaseChange[]): [InterventionChange, string[]][] {
  const groups = new Map<string, [InterventionChange, string[]]>()
  for (const { interventionId, change } of changes) {
    const key = JSON.stringify(changedColumns(change))
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [change, [interventionId]])
    else group[1].push(interventionId)
  }
  return [...groups.values()]
}

function isTerminal({ state }: InterventionChange): boolean {
  return state === undefined || (terminalInterventionStates as readonly string[]).includes(state)
}

/** Before the index does: its refusal would end the whole transaction. */
async function refuseSecondCase(executor: Kysely<Schema>, customerIds: readonly string[]): Promise<void> {
  const other = await executor
    .selectFrom('interventions as i')
    .select('i.customer_id')
    .where('i.customer_id', '=', sql<string>`any(${customerIds})`)
    .where(isOpen)
    .executeTakeFirst()
  if (other !== undefined) throw openCaseConflict(other.customer_id)
}

async function insertActions(executor: Kysely<Schema>, actions: readonly NewAction[]): Promise<void> {
  if (actions.length === 0) return
  const names = Object.keys(actionTypes)
  await sql`
    insert into action_audit_log (${columnList(names)})
    select * from ${givenRows(actionTypes, actions.map(toActionRow))}`.execute(executor)
}
