/** Opening cases: who is drawn for the control group is left alone, the others get a case and where asked for an officer. */
import { createHash, randomUUID } from 'node:crypto'
import { heldOutDays, type InterventionType, type PriorityTier } from '@pratibimba/contract'
import {
  assignArm,
  type CaseActor,
  openCase,
  type StepContext,
  takeStep,
} from '@pratibimba/risk/interventions'
import { type InterventionRecord, type NewIntervention, RecordConflict } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import type { WarningStores } from '../stores.ts'
import { columnsOf, detailOf, type Trial, withoutNulls } from './case-record.ts'
import { isOpen, type KnownCustomer, knownCustomers, tierFor } from './customer-facts.ts'
import { type DeskPolicy, readDeskPolicy } from './desk-policy.ts'
import { actionsOf, eventsOf, factOf, type Taken } from './put-on-record.ts'
import { recordUnlessEmpty } from './record-unless-empty.ts'
import { failureOf, type ItemFailure } from './refusals.ts'
import type { ItemResult } from './take-steps.ts'

export interface Proposal {
  readonly customerIds: readonly string[]
  readonly type: InterventionType
  readonly assignTo?: string
  readonly note?: string
  readonly overrideReason?: string
  readonly key?: string
}

const AT_A_TIME = 100
/** How long a payment is looked out for; for as long a customer of the control group is not drawn for again. */
const DAY_MS = 86_400_000

/**
 * Opens a case for each customer, or says why not. A customer who is named twice gets one.
 *
 * With a key the ids of cases follow from it, so that cases which exist already are answered and only the rest is opened.
 *
 * @returns one result a customer, in the order in which they are first named
 */
export async function proposeCases(
  context: Context,
  actor: CaseActor,
  proposal: Proposal,
): Promise<ItemResult[]> {
  const policy = await readDeskPolicy(context.warning.stores.references)
  const ids = [...new Set(proposal.customerIds)]
  const results: ItemResult[] = []
  for (let start = 0; start < ids.length; start += AT_A_TIME) {
    const chunk = ids.slice(start, start + AT_A_TIME)
    const open = () => openChunk(context, actor, chunk, proposal, policy)
    // Another process may have opened a case between our look and our write; looked at again, it is seen.
    results.push(
      ...(await open().catch((error: unknown) => {
        if (error instanceof RecordConflict) return open()
        throw error
      })),
    )
  }
  return results
}

interface Opened {
  readonly record: NewIntervention
  readonly steps: readonly Taken[]
}

function openChunk(
  context: Context,
  actor: CaseActor,
  customerIds: readonly string[],
  proposal: Proposal,
  policy: DeskPolicy,
): Promise<ItemResult[]> {
  return recordUnlessEmpty(context, async ({ warning }) => {
    const now = context.clock()
    const known = await knownCustomers(warning, customerIds, now, policy)
    const named = new Set((await warning.customers.getMany(customerIds)).map(({ customerId }) => customerId))
    const caseIds = new Map(customerIds.map((id) => [id, caseIdOf(actor, proposal.key, id)]))
    const done = new Map(
      (await warning.interventions.getMany([...caseIds.values()])).map((one) => [one.interventionId, one]),
    )
    const results = new Map<string, ItemResult>()
    const opened: Opened[] = []
    for (const customerId of customerIds) {
      const interventionId = caseIds.get(customerId)!
      const before = done.get(interventionId)
      const customer = known.get(customerId)
      if (before !== undefined) results.set(customerId, { record: before })
      else if (customer === undefined)
        results.set(customerId, { failure: unknownCustomer(customerId, named.has(customerId)) })
      else {
        const tier = await tierFor(warning, customer, now, policy)
        const one = openOne(interventionId, customer, tier, actor, proposal, now, policy)
        if ('failure' in one) results.set(customerId, one)
        else opened.push(one)
      }
    }
    const actionKey = randomUUID()
    for (const record of await store(warning, opened, actor, actionKey, now, policy))
      results.set(record.customerId, { record })
    const result = customerIds.map((id) => results.get(id)!)
    const steps = opened.flatMap((one) => one.steps)
    if (steps.length === 0) return { result }
    const refused = result.filter((one) => 'failure' in one).length
    return { fact: factOf(steps, { operation: 'INTERVENTIONS_PROPOSED', actor, actionKey, refused }), result }
  })
}

/** From the key, so that the same request finds what it made before; else by chance. */
function caseIdOf(actor: CaseActor, key: string | undefined, customerId: string): string {
  const hash = createHash('sha256').update(key === undefined ? randomUUID() : `${actor.id}/${key}`)
  return `INT_${hash.update(`/${customerId}`).digest('hex').slice(0, 24)}`
}

function openOne(
  interventionId: string,
  customer: KnownCustomer,
  tier: PriorityTier | null,
  actor: CaseActor,
  { type, assignTo, note, overrideReason, key }: Proposal,
  now: Date,
  policy: DeskPolicy,
): Opened | { readonly failure: ItemFailure } {
  const { facts, row } = customer
  const { customerId } = facts
  const standing = standingCase(customer, type, now, policy)
  if (standing !== undefined) return { failure: standing }
  const trial = trialFor(customer, tier, policy)
  const surroundings: StepContext = { now, policy, contacts: facts.contacts, timeZone: facts.timeZone }
  const first = openCase(
    {
      id: interventionId,
      customerId,
      type,
      tier,
      actor,
      arm: trial?.arm ?? 'treated',
      ...(key !== undefined && { key }),
      ...(note !== undefined && { note }),
      ...(overrideReason !== undefined && { overrideReason }),
    },
    surroundings,
  )
  if (!first.taken) return { failure: failureOf(first.refusal, { customerId, interventionId: null }) }
  const steps: Taken[] = [first]
  if (assignTo !== undefined && first.case.state === 'proposed') {
    const second = takeStep(first.case, { action: 'assign', actor, assignee: assignTo }, surroundings)
    if (!second.taken) return { failure: failureOf(second.refusal, { customerId, interventionId: null }) }
    steps.push(second)
  }
  const detail = trial === undefined ? {} : { trial }
  const record: NewIntervention = {
    interventionId,
    customerId,
    type,
    heldOut: first.case.state === 'held_out',
    ...(tier !== null && { tier }),
    asOfDate: row.asOfDate,
    modelVersion: row.modelVersion,
    score: row.score,
    level: row.level,
    exposureMinor: row.exposureMinor,
    expectedLossMinor: row.expectedLossMinor,
    createdBy: actor.id,
    createdAt: now,
    ...withoutNulls(columnsOf(first.case, detail, policy)),
  }
  return { record, steps }
}

/** Recorded first, binds for good. Below HIGH there is no tier, no draw and no trial. */
function trialFor(
  { trial, facts }: KnownCustomer,
  tier: PriorityTier | null,
  { programme }: DeskPolicy,
): Trial | undefined {
  if (trial !== undefined || tier === null) return trial
  return { programme: programme.name, ...assignArm(facts.customerId, tier, programme) }
}

/** What stands in the way of another case: one that is open, or a time of observation that still runs. */
function standingCase(
  { facts: { customerId, hasOpenCase }, cases }: KnownCustomer,
  type: InterventionType,
  now: Date,
  policy: DeskPolicy,
): ItemFailure | undefined {
  const failure = (code: string, interventionId: string | null, detail: string): ItemFailure => ({
    customerId,
    interventionId,
    code,
    detail,
    problem: 'conflict',
  })
  if (hasOpenCase) {
    const open = cases.find(isOpen)
    return failure(
      'open_case',
      open?.interventionId ?? null,
      `The customer ${customerId} has an open case already.`,
    )
  }
  if (policy.actions[type].purpose === 'support') return undefined
  const held = cases.find(({ heldOut }) => heldOut)
  const until = held === undefined ? 0 : held.createdAt.getTime() + heldOutDays * DAY_MS
  if (held === undefined || until <= now.getTime()) return undefined
  return failure(
    'held_out',
    held.interventionId,
    `The customer ${customerId} is in the control group and observed until ${new Date(until).toISOString().slice(0, 10)}; support is open all the same.`,
  )
}

async function store(
  warning: WarningStores,
  opened: readonly Opened[],
  actor: CaseActor,
  actionKey: string,
  now: Date,
  policy: DeskPolicy,
): Promise<InterventionRecord[]> {
  if (opened.length === 0) return []
  const steps = opened.flatMap((one) => one.steps)
  const created = await warning.interventions.create(
    opened.map(({ record }) => record),
    actionsOf(steps, actionKey),
  )
  const assigned = opened.filter((one) => one.steps.length > 1)
  const { changed, conflicts } = await warning.interventions.change(
    assigned.map(({ record, steps: [, second] }) => {
      const { trial } = detailOf(record)
      const detail = trial === undefined ? {} : { trial }
      return {
        interventionId: record.interventionId,
        expectedVersion: 1,
        change: columnsOf(second!.case, detail, policy),
      }
    }),
    [],
  )
  if (conflicts.length > 0) throw new RecordConflict('A case was changed while it was being opened.')
  const [first] = assigned
  if (first !== undefined)
    await warning.interventions.assignCustomers(
      assigned.map(({ record }) => record.customerId),
      first.steps[1]!.case.assignee,
      { actor: actor.id, at: now },
    )
  await warning.outbox.append(eventsOf(steps, policy))
  const later = new Map(changed.map((one) => [one.interventionId, one]))
  return created.map((one) => later.get(one.interventionId) ?? one)
}

function unknownCustomer(customerId: string, named: boolean): ItemFailure {
  return named
    ? {
        customerId,
        interventionId: null,
        code: 'no_score',
        detail: `The customer ${customerId} has no score yet; POST /predict gives one.`,
        problem: 'conflict',
      }
    : {
        customerId,
        interventionId: null,
        code: 'not_found',
        detail: `There is no customer ${customerId}.`,
        problem: 'not_found',
      }
}
