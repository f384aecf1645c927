/** Difference of two arms over strata, with its interval. */
import { type Estimate, wilson } from '@pratibimba/learning/metrics'
import { normalQuantile } from '@pratibimba/numerics/distributions'

/** Counts and losses of one arm in one stratum. */
export interface ArmTally {
  readonly customers: number
  readonly missed: number
  /** Sum and sum of squares of the losses that a miss would bring, over all customers. */
  readonly lossSum: number
  readonly lossSquares: number
  /** The same over those who missed. */
  readonly missedLossSum: number
  readonly missedLossSquares: number
}

export interface Stratum {
  readonly treated: ArmTally
  readonly heldOut: ArmTally
}

/**
 * Misses prevented per treated customer: rate of the held out less rate of the treated, in each stratum, weighted by the
 * treated.
 *
 *   d = Σ w_k d_k,  w_k = n_treated,k / n_treated
 *   lower = d − √Σ w_k² (d_k − l_k)²,  upper likewise,  with [l_k, u_k] Newcombe's interval of d_k
 *
 * With one stratum this is Newcombe's tenth method. Every stratum needs both arms.
 *
 * @see Newcombe 1998, Statistics in Medicine 17, 873–890; Zou & Donner 2008, Statistics in Medicine 27, 1693–1702
 * @see docs/methods/intervention-effect.md
 */
export function preventedShare(strata: readonly Stratum[], confidence: number): Estimate {
  const treated = strata.reduce((sum, one) => sum + one.treated.customers, 0)
  let value = 0
  let down = 0
  let up = 0
  for (const one of strata) {
    const weight = one.treated.customers / treated
    const held = wilson(one.heldOut.missed / one.heldOut.customers, one.heldOut.customers, confidence)
    const met = wilson(one.treated.missed / one.treated.customers, one.treated.customers, confidence)
    value += weight * (held.value - met.value)
    down += weight ** 2 * ((held.value - held.lower) ** 2 + (met.upper - met.value) ** 2)
    up += weight ** 2 * ((held.upper - held.value) ** 2 + (met.value - met.lower) ** 2)
  }
  return { value, lower: value - Math.sqrt(down), upper: value + Math.sqrt(up) }
}

/**
 * Loss prevented per treated customer: mean loss of the held out less that of the treated, weighted as above; normal
 * interval.
 *
 * The loss of a customer is 0 without a miss. Its variance in an arm is p·E[L²] − (p·E[L])² with p = (missed + 1) /
 * (customers + 2), so that an arm without a miss still has one; E over those of both arms who missed, or over everybody
 * where fewer than `ENOUGH_MISSES` did.
 */
export function preventedLoss(strata: readonly Stratum[], confidence: number): Estimate {
  const treated = strata.reduce((sum, one) => sum + one.treated.customers, 0)
  let value = 0
  let variance = 0
  for (const { treated: met, heldOut: held } of strata) {
    const weight = met.customers / treated
    const [mean, square] = lossMoments(met, held)
    value += weight * (held.missedLossSum / held.customers - met.missedLossSum / met.customers)
    for (const arm of [met, held]) {
      const p = (arm.missed + 1) / (arm.customers + 2)
      variance += (weight ** 2 * (p * square - (p * mean) ** 2)) / arm.customers
    }
  }
  const reach = normalQuantile(0.5 + confidence / 2) * Math.sqrt(variance)
  return { value, lower: value - reach, upper: value + reach }
}

const ENOUGH_MISSES = 20

function lossMoments(a: ArmTally, b: ArmTally): readonly [mean: number, square: number] {
  const missed = a.missed + b.missed
  if (missed >= ENOUGH_MISSES)
    return [
      (a.missedLossSum + b.missedLossSum) / missed,
      (a.missedLossSquares + b.missedLossSquares) / missed,
    ]
  const all = a.customers + b.customers
  return [(a.lossSum + b.lossSum) / all, (a.lossSquares + b.lossSquares) / all]
}
