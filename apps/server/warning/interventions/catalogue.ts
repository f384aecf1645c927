/** The types of intervention in words, and who there is to do them. */
import { interventionTypes, type Operations, type ReplyOf } from '@pratibimba/contract'
import { contactHoursInWords, eligibilityInWords } from '@pratibimba/risk/interventions'
import { currencyOf } from '../scoring/portfolio-stats.ts'
import type { WarningStores } from '../stores.ts'
import { currentBeliefs } from './beliefs.ts'
import { readDeskPolicy } from './desk-policy.ts'

export async function catalogueOf({
  interventions,
  references,
  customers,
}: WarningStores): Promise<ReplyOf<Operations['interventionCatalogue']>> {
  const policy = await readDeskPolicy(references)
  const beliefs = await currentBeliefs(interventions, policy)
  const officers = await interventions.officers()
  const currency = await currencyOf(customers)
  return {
    types: interventionTypes.map((type) => {
      const action = policy.actions[type]
      return {
        type,
        title: action.title,
        description: action.does,
        cost_minor: action.costMinor.value,
        channels: [...action.channels],
        cool_down_days: action.coolDownDays,
        contact_hours: contactHoursInWords(action.contactHours),
        success_prior: beliefs[type].mean,
        success_prior_is_assumption: beliefs[type].assumption,
        eligibility: eligibilityInWords(action.eligibility, currency),
      }
    }),
    officers: officers
      .filter(({ active }) => active)
      .map(({ officerId, name, openCases }) => ({ id: officerId, name, open_cases: openCases })),
    // One share where tiers have the same; else the largest.
    holdout_share: Math.max(...Object.values(policy.holdoutShare)),
    loss_given_default: policy.lossGivenDefault.value,
  }
}
