/** The control group: who is left to themselves, so that the effect of the others' treatment can be known. */
import type { PriorityTier, TrialArm } from '@pratibimba/contract'
import { openStream, purposeKey } from '@pratibimba/numerics/random'

export interface Programme {
  /** What is being tried; another name draws anew. */
  readonly name: string
  readonly seed: number
  /** Share held out, by tier at the time of the draw. */
  readonly holdoutShare: Readonly<Record<PriorityTier, number>>
}

export interface Assignment {
  readonly arm: TrialArm
  /** The share that was in force; effects are compared within a stratum, where it is the same. */
  readonly holdoutShare: number
  readonly stratum: PriorityTier
  /** The customer's number in (0, 1); held out when below the share. */
  readonly draw: number
}

/**
 * Arm of a customer in a programme.
 *
 *   held out  ⇔  U(seed, programme, customer) < share[tier]
 *
 * U depends on nothing else, not on the day and not on the tier: asked again the answer is the same, and where tiers have
 * equal shares it stays so when the tier changes. What was assigned first is recorded and binds; this is how it is drawn.
 *
 * @throws RangeError when the customer or programme has no name, or the share lies outside [0, 1)
 * @see docs/methods/intervention-effect.md
 */
export function assignArm(customerId: string, tier: PriorityTier, programme: Programme): Assignment {
  if (customerId === '' || programme.name === '')
    throw new RangeError(
      `assignArm: need a customer and a programme, got "${customerId}", "${programme.name}"`,
    )
  const holdoutShare = programme.holdoutShare[tier]
  if (!(holdoutShare >= 0 && holdoutShare < 1))
    throw new RangeError(`assignArm: need a holdout share in [0, 1), got ${holdoutShare}`)
  const place = purposeKey(customerId) * 2 ** 21 + (purposeKey(customerId, PLACE_SALT) >>> 11)
  const draw = openStream(programme.seed, `holdout ${programme.name}`).at(place).uniform()
  return { arm: draw < holdoutShare ? 'held_out' : 'treated', holdoutShare, stratum: tier, draw }
}

/** Salt of the second hash of a customer: 53 bits of place are enough for a billion customers with few shared. */
const PLACE_SALT = 0x27d4eb2f
