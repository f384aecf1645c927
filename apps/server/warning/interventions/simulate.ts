/** What an action may be expected to do to a selection of customers. */
import { type InterventionType, ProblemError } from '@pratibimba/contract'
import { openStream } from '@pratibimba/numerics/random'
import { type Simulation, simulateAction } from '@pratibimba/risk/interventions'
import type { WarningStores } from '../stores.ts'
import { currentBeliefs } from './beliefs.ts'
import { knownCustomers } from './customer-facts.ts'
import { readDeskPolicy } from './desk-policy.ts'

const NAMED = 5

/**
 * The same selection on the same scores is answered the same: draws follow from the seed of the programme.
 *
 * @throws ProblemError `out_of_range` when customers have no score
 */
export async function simulateFor(
  stores: WarningStores,
  customerIds: readonly string[],
  type: InterventionType,
  officers: number | undefined,
  now: Date,
): Promise<Simulation> {
  const policy = await readDeskPolicy(stores.references)
  const ids = [...new Set(customerIds)]
  const known = await knownCustomers(stores, ids, now, policy)
  const unknown = ids.filter((id) => !known.has(id))
  if (unknown.length > 0) {
    const more = unknown.length > NAMED ? ', …' : ''
    const detail = `${unknown.length} of ${ids.length} customers are unknown or have no score: ${unknown.slice(0, NAMED).join(', ')}${more}. Leave them out.`
    throw new ProblemError('out_of_range', detail, [{ pointer: '/customer_ids', detail }])
  }
  return simulateAction({
    type,
    customers: ids.map((id) => known.get(id)!.facts),
    now,
    policy,
    beliefs: await currentBeliefs(stores.interventions, policy),
    ...(officers !== undefined && { capacity: { officers, ...policy.capacity } }),
    stream: openStream(policy.programme.seed, `simulation ${type}`).at(0),
  })
}
