/** What an action on a selection of customers may be expected to do, before anybody is contacted. */
import type { IneligibilityReason, InterventionType } from '@pratibimba/contract'
import type { Estimate } from '@pratibimba/learning/metrics'
import type { RandomStream } from '@pratibimba/numerics/random'
import { quantiles } from '@pratibimba/numerics/statistics'
import type { Belief } from '../actions/action-type.ts'
import type { CustomerFacts } from '../customer-facts.ts'
import { shapesOf } from '../effect/uplift-posterior.ts'
import type { InterventionPolicy } from '../policy.ts'
import { lossMinor } from '../priority/avoidable-loss.ts'
import { ineligibilityTitles } from '../recommendation/eligibility.ts'
import type { Beliefs } from '../recommendation/recommend-action.ts'
import { assumptionsOf } from './assumptions.ts'
import { drawAvoided } from './draw-avoided.ts'
import { type OfficerCapacity, whoCanBeReached } from './reach.ts'

export interface SimulationRequest {
  readonly type: InterventionType
  readonly customers: readonly CustomerFacts[]
  readonly now: Date
  readonly policy: InterventionPolicy
  readonly beliefs?: Beliefs
  /** Without it officers are taken to have time for all. */
  readonly capacity?: OfficerCapacity
  /** Default 2,000. */
  readonly draws?: number
  readonly stream: RandomStream
}

export interface Simulation {
  readonly type: InterventionType
  readonly selected: number
  readonly treated: number
  /** First reason of each customer who drops out, most frequent first. */
  readonly dropped: readonly {
    readonly reason: IneligibilityReason
    readonly title: string
    readonly customers: number
    readonly customerIds: readonly string[]
  }[]
  /** Customers reached later than now, because of contact hours, and by how much on average. */
  readonly delayed: { readonly customers: number; readonly meanHours: number }
  readonly officerMinutes: number
  /** Working days that the officers need; null without a capacity. */
  readonly daysToWorkOff: number | null
  /** Misses among the treated, were nothing done. */
  readonly missesExpected: Estimate
  /** Values are exact expectations; intervals come from the draws and hold what is not known of the uplift and chance. */
  readonly missesAvoided: Estimate
  readonly lossAvoidedMinor: Estimate
  readonly costMinor: number
  readonly netMinor: Estimate
  /** Means of the draws, which the values above must agree with. */
  readonly drawnMeans: { readonly missesAvoided: number; readonly lossAvoidedMinor: number }
  readonly uplift: Belief
  readonly assumptions: readonly string[]
}

/**
 * Simulates an action.
 *
 *   uplift s ~ Beta(belief);  customer i avoids a miss ~ Bernoulli(p_i · s), losing exposure_i · LGD less
 *   E[misses avoided] = E[s] Σ p_i,   E[loss avoided] = E[s] Σ p_i · exposure_i · LGD
 *
 * The uplift is drawn once for all customers of a draw: whoever believes too much of it is wrong about everybody.
 *
 * @throws RangeError when a probability or an exposure lies outside its range, or there are fewer than 100 draws
 * @see docs/methods/interventions.md
 */
export function simulateAction(request: SimulationRequest): Simulation {
  const { type, customers, policy, stream, draws = 2_000 } = request
  if (!(Number.isInteger(draws) && draws >= 100))
    throw new RangeError(`simulateAction: need at least 100 draws, got ${draws}`)
  const action = policy.actions[type]
  const uplift = request.beliefs?.[type] ?? action.success
  const reach = whoCanBeReached(request)
  const probabilities = Float64Array.from(reach.treated, ({ probability }) => probability)
  const lossesMinor = Float64Array.from(reach.treated, ({ exposureMinor }) =>
    lossMinor(exposureMinor, policy.lossGivenDefault.value),
  )
  const drawn = drawAvoided(probabilities, lossesMinor, shapesOf(uplift), draws, stream)
  let misses = 0
  let loss = 0
  for (let i = 0; i < probabilities.length; i++) {
    misses += probabilities[i]
    loss += probabilities[i] * lossesMinor[i]
  }
  const costMinor = action.costMinor.value * probabilities.length
  const within = (value: number, sample: Float64Array): Estimate => {
    const outer = (1 - policy.confidence) / 2
    const [lower, upper] = quantiles(sample, [outer, 1 - outer])
    return { value, lower, upper }
  }
  const lossAvoidedMinor = within(uplift.mean * loss, drawn.lossAvoidedMinor)
  return {
    type,
    selected: customers.length,
    treated: probabilities.length,
    dropped: [...reach.dropped]
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([reason, customerIds]) => ({
        reason,
        title: ineligibilityTitles[reason],
        customers: customerIds.length,
        customerIds,
      })),
    delayed: reach.delayed,
    officerMinutes: action.officerMinutes * probabilities.length,
    daysToWorkOff: reach.daysToWorkOff,
    missesExpected: within(misses, drawn.misses),
    missesAvoided: within(uplift.mean * misses, drawn.missesAvoided),
    lossAvoidedMinor,
    costMinor,
    netMinor: {
      value: lossAvoidedMinor.value - costMinor,
      lower: lossAvoidedMinor.lower - costMinor,
      upper: lossAvoidedMinor.upper - costMinor,
    },
    drawnMeans: {
      missesAvoided: meanOf(drawn.missesAvoided),
      lossAvoidedMinor: meanOf(drawn.lossAvoidedMinor),
    },
    uplift,
    assumptions: assumptionsOf(type, uplift, policy, request.capacity !== undefined),
  }
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
