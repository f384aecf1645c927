/** Steps in cases: each taken whole or not at all, with its entry, its row of the action log and its events. */
import { randomUUID } from 'node:crypto'
import {
  type CaseActor,
  type InterventionCase,
  type StepContext,
  type StepRequest,
  takeStep,
} from '@pratibimba/risk/interventions'
import type { InterventionRecord } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import type { WarningStores } from '../stores.ts'
import { caseOf, columnsOf, contactsOf, detailOf, type KeptMessage, outcomeOf } from './case-record.ts'
import { isOpen } from './customer-facts.ts'
import { type DeskPolicy, readDeskPolicy } from './desk-policy.ts'
import { messageOf } from './message.ts'
import { actionsOf, eventsOf, factOf, type Taken } from './put-on-record.ts'
import { recordUnlessEmpty } from './record-unless-empty.ts'
import { failureOf, type ItemFailure } from './refusals.ts'

export interface StepItem {
  readonly interventionId: string
  readonly version?: number
}

export type StepOrder = Omit<StepRequest, 'actor' | 'version'>

export type ItemResult = { readonly record: InterventionRecord } | { readonly failure: ItemFailure }

/** Cases that are changed in one transaction; what a crash may leave undone of a bulk step is a multiple of it. */
const AT_A_TIME = 100

/**
 * Takes a step in each case. With a key, one that was taken before under this key is answered as it stands.
 *
 * @returns one result a case, in the order of the items; a case that appears twice is stepped once
 */
export async function takeSteps(
  context: Context,
  actor: CaseActor,
  items: readonly StepItem[],
  order: StepOrder,
): Promise<ItemResult[]> {
  const policy = await readDeskPolicy(context.warning.stores.references)
  const once = [...new Map(items.map((item) => [item.interventionId, item])).values()]
  const results: ItemResult[] = []
  for (let start = 0; start < once.length; start += AT_A_TIME)
    results.push(...(await takeChunk(context, actor, once.slice(start, start + AT_A_TIME), order, policy)))
  return results
}

interface Stepped {
  readonly taken: Taken
  readonly before: InterventionRecord
  readonly version: number
  readonly message?: KeptMessage
}

function takeChunk(
  context: Context,
  actor: CaseActor,
  items: readonly StepItem[],
  order: StepOrder,
  policy: DeskPolicy,
): Promise<ItemResult[]> {
  return recordUnlessEmpty(context, async ({ warning }) => {
    const now = context.clock()
    const ids = items.map(({ interventionId }) => interventionId)
    const records = new Map(
      (await warning.interventions.getMany(ids)).map((one) => [one.interventionId, one]),
    )
    const surroundings = await surroundingsOf(warning, [...records.values()], order, now, policy)
    const results = new Map<string, ItemResult>()
    const stepped: Stepped[] = []
    const reopened = new Set<string>()
    for (const { interventionId, version } of items) {
      const before = records.get(interventionId)
      if (before === undefined) {
        results.set(interventionId, { failure: unknownCase(interventionId) })
        continue
      }
      const step = takeStep(
        caseOf(before),
        { ...order, actor, ...(version !== undefined && { version }) },
        surroundings(before),
      )
      if (!step.taken) {
        results.set(interventionId, { failure: failureOf(step.refusal, before) })
        continue
      }
      results.set(interventionId, { record: before })
      if (step.repeated) continue
      const { case: one, event, audit } = step
      const { channel } = event
      if (!isOpen(before) && isOpen(one)) {
        if (reopened.has(before.customerId) || (await hasOpenCase(warning, before.customerId))) {
          results.set(interventionId, { failure: secondCase(before) })
          continue
        }
        reopened.add(before.customerId)
      }
      if (event.kind !== 'contacted' || channel === undefined) {
        stepped.push({ taken: { case: one, event, audit }, before, version: before.version })
        continue
      }
      const message = await written(warning, one, channel, now, policy)
      if (typeof message === 'string') results.set(interventionId, { failure: unwritten(before, message) })
      else stepped.push({ taken: { case: one, event, audit }, before, version: before.version, message })
    }
    const { changed, conflicts, steps, actionKey } = await store(warning, stepped, policy)
    for (const record of changed) results.set(record.interventionId, { record })
    for (const id of conflicts) results.set(id, { failure: movedOn(records.get(id)!) })
    const result = ids.map((id) => results.get(id)!)
    if (steps.length === 0) return { result }
    const refused = result.filter((one) => 'failure' in one).length
    return { fact: factOf(steps, { operation: 'INTERVENTIONS_STEPPED', actor, actionKey, refused }), result }
  })
}

/** Changes the cases and all that goes with them. */
async function store(warning: WarningStores, stepped: readonly Stepped[], policy: DeskPolicy) {
  const actionKey = randomUUID()
  const { changed, conflicts } = await warning.interventions.change(
    stepped.map(({ taken: { case: one, event }, before, version, message }) => {
      const { trial, messages } = detailOf(before)
      const kept = message === undefined ? messages : { ...messages, [event.sequence]: message }
      const detail = { ...(trial !== undefined && { trial }), ...(kept !== undefined && { messages: kept }) }
      return { interventionId: one.id, expectedVersion: version, change: columnsOf(one, detail, policy) }
    }),
    actionsOf(
      stepped.map(({ taken }) => taken),
      actionKey,
    ),
  )
  const lost = new Set(conflicts)
  const standing = stepped.filter(({ before }) => !lost.has(before.interventionId))
  const steps = standing.map(({ taken }) => taken)
  await warning.interventions.recordOutcomes(
    standing
      .filter(({ before, taken: { case: one } }) => hasNewEnd(before, one))
      .map(({ before, taken: { case: one, event } }) => outcomeOf(one, before.heldOut, event)),
  )
  await followAssignees(warning, standing)
  if (steps.length > 0) await warning.outbox.append(eventsOf(steps, policy))
  const ended = standing.map(({ before }) => before.interventionId)
  // Read again: whether the payment was missed stands with the outcomes.
  const present = ended.length === 0 ? changed : await warning.interventions.getMany(ended)
  return { changed: present, conflicts, steps, actionKey }
}

function hasNewEnd(before: InterventionRecord, one: InterventionCase): boolean {
  return (before.outcome ?? null) !== one.outcome || (before.missed ?? null) !== one.missed
}

/** Whoever has the case looks after the customer. */
async function followAssignees(warning: WarningStores, standing: readonly Stepped[]): Promise<void> {
  const moved = standing.filter(({ before, taken }) => (before.assignee ?? null) !== taken.case.assignee)
  for (const [assignee, group] of Map.groupBy(moved, ({ taken }) => taken.case.assignee)) {
    const { event } = group[0]!.taken
    await warning.interventions.assignCustomers(
      group.map(({ before }) => before.customerId),
      assignee,
      { actor: event.actor.id, at: event.at },
    )
  }
}

/** What lies outside each case; past contacts are read only where a contact is asked for. */
async function surroundingsOf(
  warning: WarningStores,
  records: readonly InterventionRecord[],
  { action }: StepOrder,
  now: Date,
  policy: DeskPolicy,
): Promise<(record: InterventionRecord) => StepContext> {
  if (action !== 'contact' && action !== 'schedule_contact')
    return () => ({ now, policy, contacts: [], timeZone: policy.timeZoneOf(undefined) })
  const ids = records.map(({ customerId }) => customerId)
  const cases = Map.groupBy(await warning.interventions.ofCustomers(ids), ({ customerId }) => customerId)
  const customers = await warning.customers.getMany(ids)
  const regions = new Map(customers.map(({ customerId, region }) => [customerId, region]))
  return ({ customerId }) => ({
    now,
    policy,
    contacts: contactsOf(cases.get(customerId) ?? []),
    timeZone: policy.timeZoneOf(regions.get(customerId)),
  })
}

async function hasOpenCase({ interventions }: WarningStores, customerId: string): Promise<boolean> {
  return (await interventions.ofCustomer(customerId)).some(isOpen)
}

async function written(...given: Parameters<typeof messageOf>): Promise<KeptMessage | string> {
  try {
    return await messageOf(...given)
  } catch (error) {
    if (error instanceof RangeError) return error.message
    throw error
  }
}

function unknownCase(interventionId: string): ItemFailure {
  const detail = `There is no case ${interventionId}.`
  return { customerId: null, interventionId, code: 'not_found', detail, problem: 'not_found' }
}

function unwritten({ interventionId, customerId }: InterventionRecord, detail: string): ItemFailure {
  return { customerId, interventionId, code: 'message_not_written', detail, problem: 'conflict' }
}

function secondCase({ interventionId, customerId }: InterventionRecord): ItemFailure {
  const detail = 'The customer has another open case by now, and one at a time is open.'
  return { customerId, interventionId, code: 'open_case', detail, problem: 'conflict' }
}

function movedOn({ interventionId, customerId }: InterventionRecord): ItemFailure {
  const detail = 'The case was changed by somebody else meanwhile; look at it again.'
  return { customerId, interventionId, code: 'version_moved', detail, problem: 'conflict' }
}
