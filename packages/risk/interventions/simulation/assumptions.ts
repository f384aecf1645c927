/** What a simulation takes for granted. */
import type { InterventionType } from '@pratibimba/contract'
import type { Belief } from '../actions/action-type.ts'
import type { InterventionPolicy } from '../policy.ts'

/** In sentences, the assumed inputs first, then what the method itself supposes. */
export function assumptionsOf(
  type: InterventionType,
  uplift: Belief,
  policy: InterventionPolicy,
  hasCapacity: boolean,
): string[] {
  const { title, costMinor } = policy.actions[type]
  const lines: string[] = []
  const share = `${(uplift.mean * 100).toFixed(0)}% of the misses it meets`
  if (uplift.assumption)
    lines.push(
      `Assumption: ${title} prevents ${share} (${uplift.source}; worth ${Math.round(uplift.strength)} cases).`,
    )
  else lines.push(`Measured: ${title} prevents ${share}, from ${uplift.source}.`)
  if (costMinor.assumption) lines.push('Assumption: the cost of the action.')
  if (policy.lossGivenDefault.assumption)
    lines.push(`Assumption: ${(policy.lossGivenDefault.value * 100).toFixed(0)}% of the exposure is lost.`)
  lines.push('Probabilities of a miss are taken at their word; their calibration is shown with the model.')
  lines.push(
    'Misses of different customers are independent; a shock to all of them would widen the interval.',
  )
  lines.push('Every treated customer is met in time to act.')
  if (!hasCapacity) lines.push('Officers have time for all.')
  return lines
}
