/** What is believed of each action's success: the registry's word, until a trial knows better. */
import { type InterventionType, interventionTypes } from '@pratibimba/contract'
import { type Belief, upliftPosterior } from '@pratibimba/risk/interventions'
import type { InterventionStore } from '@pratibimba/risk/ports'
import type { DeskPolicy } from './desk-policy.ts'
import { supportTypes } from './summary.ts'

/** A trial moves a belief once both of its arms are as large as those whose figures are shown. */
export async function currentBeliefs(
  interventions: InterventionStore,
  policy: DeskPolicy,
): Promise<Record<InterventionType, Belief>> {
  const trials = new Map(
    (await interventions.trialCounts(supportTypes(policy))).map((one) => [one.type, one]),
  )
  return Object.fromEntries(
    interventionTypes.map((type) => {
      const { purpose, success } = policy.actions[type]
      const trial = trials.get(type)
      const enough =
        purpose !== 'support' &&
        trial !== undefined &&
        Math.min(trial.treated.customers, trial.heldOut.customers) >= policy.minimumGroup
      return [type, enough ? upliftPosterior(success, trial.treated, trial.heldOut) : success]
    }),
  ) as Record<InterventionType, Belief>
}
