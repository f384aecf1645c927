/** Interventions in figures: the desk at a glance, the types, simulations and effects. */
import type { InterventionType, Operations } from '@pratibimba/contract'
import type { Context } from '../../context.ts'
import type { Handlers } from '../../routes/handlers.ts'
import { actionCenterOf } from '../../warning/interventions/action-center.ts'
import { catalogueOf } from '../../warning/interventions/catalogue.ts'
import { putPolicy, requireUsablePolicy, storedPolicy } from '../../warning/interventions/desk-policy.ts'
import { requirePlausibleOfficers } from '../../warning/interventions/officers.ts'
import { POLICY_KEY } from '../../warning/interventions/policy-data.ts'
import { simulateFor } from '../../warning/interventions/simulate.ts'
import { summaryOf } from '../../warning/interventions/summary.ts'
import { simulationToWire } from '../../wire/warning/intervention-simulation.ts'
import { storedPolicyToWire } from '../../wire/warning/stored-policy.ts'

type FigureOperations = Pick<
  Operations,
  | 'actionCenter'
  | 'interventionCatalogue'
  | 'putOfficers'
  | 'readInterventionPolicy'
  | 'putInterventionPolicy'
  | 'simulateInterventions'
  | 'summarizeInterventions'
>

export const interventionFigureHandlers: Handlers<FigureOperations, Context> = {
  actionCenter: (_, context) => actionCenterOf(context.warning.stores, context.clock()),

  interventionCatalogue: (_, context) => catalogueOf(context.warning.stores),

  putOfficers: async ({ body, caller }, context) => {
    requirePlausibleOfficers(body)
    const officers = body.officers.map(({ id, name, team, capacity, active = true }) => ({
      officerId: id,
      name,
      role: 'officer' as const,
      active,
      ...(team !== undefined && { team }),
      ...(capacity !== undefined && { capacity }),
    }))
    await context.record(async ({ warning }) => {
      for (const officer of officers) await warning.interventions.saveOfficer(officer)
      const metadata = { officers: officers.map(({ officerId, active }) => ({ id: officerId, active })) }
      return { fact: { operation: 'OFFICERS_PUT', actor: caller.id, metadata }, result: undefined }
    })
    return { accepted: officers.length }
  },

  readInterventionPolicy: async (_, { warning }) => {
    const record = await warning.stores.references.get(POLICY_KEY)
    return storedPolicyToWire(record, await storedPolicy(warning.stores.references))
  },

  putInterventionPolicy: ({ body: { policy, version }, caller }, context) => {
    requireUsablePolicy(policy)
    return context.record(async ({ warning: { references } }) => {
      const by = {
        actor: caller.id,
        at: context.clock(),
        ...(version !== undefined && { expectedVersion: version }),
      }
      const record = await putPolicy(references, policy, by)
      const metadata = { version: record.version, policy }
      const result = storedPolicyToWire(record, policy)
      return { fact: { operation: 'INTERVENTION_POLICY_PUT', actor: caller.id, metadata }, result }
    })
  },

  simulateInterventions: async ({ body }, context) => {
    const { stores } = context.warning
    return simulationToWire(
      await simulateFor(stores, body.customer_ids, body.type, body.officers, context.clock()),
    )
  },

  summarizeInterventions: ({ query }, context) =>
    summaryOf(
      context.warning.stores,
      query.days ?? 90,
      query.type?.split(',') as InterventionType[] | undefined,
      context.clock(),
    ),
}
