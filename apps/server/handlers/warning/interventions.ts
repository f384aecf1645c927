/** Interventions: lists, proposals and steps. */
import { type ContactChannel, type Operations, ProblemError, roles } from '@pratibimba/contract'
import type { InterventionRecord } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import type { Caller, Handlers } from '../../routes/handlers.ts'
import { sendTable } from '../../routes/send-table.ts'
import { requireExportable } from '../../warning/export-limit.ts'
import { answeredOnce } from '../../warning/interventions/answered-once.ts'
import { actorOf } from '../../warning/interventions/caller-role.ts'
import { caseOf } from '../../warning/interventions/case-record.ts'
import { requireContactTime } from '../../warning/interventions/contact-time.ts'
import { readDeskPolicy } from '../../warning/interventions/desk-policy.ts'
import { messageShown } from '../../warning/interventions/message.ts'
import { requireOfficer } from '../../warning/interventions/officers.ts'
import { proposeCases } from '../../warning/interventions/propose.ts'
import { type ItemFailure, problemOfFailure } from '../../warning/interventions/refusals.ts'
import { type ItemResult, takeSteps } from '../../warning/interventions/take-steps.ts'
import { pageOf } from '../../wire/page.ts'
import {
  type Beholder,
  failureToWire,
  interventionDetailToWire,
  interventionToWire,
} from '../../wire/warning/intervention.ts'
import { interventionColumns } from '../../wire/warning/intervention-columns.ts'
import { interventionFilter, interventionOrders } from '../../wire/warning/intervention-filter.ts'
import { proposalFromWire, stepFromWire } from '../../wire/warning/intervention-request.ts'

type CaseOperations = Pick<
  Operations,
  | 'listInterventions'
  | 'exportInterventions'
  | 'proposeInterventions'
  | 'stepInterventions'
  | 'getIntervention'
  | 'stepIntervention'
>

export const interventionHandlers: Handlers<CaseOperations, Context> = {
  listInterventions: async ({ query, caller }, context) => {
    const beholder = await beholderOf(context, caller)
    const { interventions, total } = await context.warning.stores.interventions.list({
      filter: interventionFilter(query, beholder.now),
      sort: interventionOrders[query.sort ?? 'newest'],
      ...pageOf(query),
      now: beholder.now,
    })
    return { interventions: interventions.map((record) => interventionToWire(record, beholder)), total }
  },

  exportInterventions: async ({ query, caller, reply }, context) => {
    const { interventions } = context.warning.stores
    const beholder = { ...(await beholderOf(context, caller)), actor: undefined }
    const { now } = beholder
    const filter = interventionFilter(query, now)
    requireExportable((await interventions.figures(filter, now)).total)
    const pages = async function* () {
      const limit = 5_000
      for (let offset = 0; ; offset += limit) {
        const page = await interventions.list({ filter, limit, offset, now })
        yield page.interventions.map((record) => interventionToWire(record, beholder))
        if (page.interventions.length < limit) return
      }
    }
    return sendTable(reply, 'interventions', query.format ?? 'csv', interventionColumns, pages())
  },

  proposeInterventions: async ({ body, caller }, context) => {
    const { stores } = context.warning
    await requireOfficer(stores.interventions, body.assign_to, caller.id)
    const { idempotency_key: key, ...request } = body
    return answeredOnce(stores.replies, `interventions.propose/${caller.id}`, key, request, async () => {
      const results = await proposeCases(context, actorOf(caller), proposalFromWire(body))
      refuseOnlyOne(results)
      const { records, failures } = divided(results)
      const beholder = await beholderOf(context, caller)
      return {
        interventions: records.map((record) => interventionToWire(record, beholder)),
        held_out: records.filter(({ heldOut }) => heldOut).length,
        failures: failures.map(failureToWire),
      }
    })
  },

  stepInterventions: async ({ body, caller }, context) => {
    requireContactTime(body.contact_at, context.clock())
    const { stores } = context.warning
    await requireOfficer(stores.interventions, body.assign_to, caller.id)
    const { items, ...step } = body
    const { idempotency_key: key, ...request } = body
    return answeredOnce(stores.replies, `interventions.step/${caller.id}`, key, request, async () => {
      const results = await takeSteps(
        context,
        actorOf(caller),
        items.map(({ intervention_id, version }) => ({ interventionId: intervention_id, version })),
        stepFromWire(step),
      )
      const { records, failures } = divided(results)
      const beholder = await beholderOf(context, caller)
      return {
        interventions: records.map((record) => interventionToWire(record, beholder)),
        failures: failures.map(failureToWire),
      }
    })
  },

  getIntervention: async ({ params, query, caller }, context) => {
    const record = await context.warning.stores.interventions.get(params.intervention_id)
    if (record === undefined)
      throw new ProblemError('not_found', `There is no case ${params.intervention_id}.`)
    return detailed(context, caller, record, query.channel)
  },

  stepIntervention: async ({ params, body, caller }, context) => {
    requireContactTime(body.contact_at, context.clock())
    const { version, ...step } = body
    await requireOfficer(context.warning.stores.interventions, body.assign_to, caller.id)
    const [result] = await takeSteps(
      context,
      actorOf(caller),
      [{ interventionId: params.intervention_id, version }],
      stepFromWire(step),
    )
    if ('failure' in result!) throw problemOfFailure(result.failure)
    return detailed(context, caller, result!.record)
  },
}

async function beholderOf(context: Context, caller: Caller): Promise<Beholder> {
  const mayAct = (roles[caller.role] as readonly string[]).includes('interventions:act')
  return {
    actor: mayAct ? actorOf(caller) : undefined,
    now: context.clock(),
    policy: await readDeskPolicy(context.warning.stores.references),
  }
}

async function detailed(
  context: Context,
  caller: Caller,
  record: InterventionRecord,
  channel?: ContactChannel,
) {
  const { stores } = context.warning
  const policy = await readDeskPolicy(stores.references)
  const message = await messageShown(stores, record, caseOf(record), context.clock(), policy, channel)
  const actions = await stores.interventions.actionsOf(record.interventionId)
  return interventionDetailToWire(record, actions, message, await beholderOf(context, caller))
}

/** What was asked for one only is refused as a whole. */
function refuseOnlyOne(results: readonly ItemResult[]): void {
  const [only, ...others] = results
  if (only !== undefined && others.length === 0 && 'failure' in only) throw problemOfFailure(only.failure)
}

function divided(results: readonly ItemResult[]) {
  const records: InterventionRecord[] = []
  const failures: ItemFailure[] = []
  for (const result of results)
    if ('record' in result) records.push(result.record)
    else failures.push(result.failure)
  return { records, failures }
}
