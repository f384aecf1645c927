/** What trials teach about the share of misses that an action prevents. */
import { logistic, softplus } from '@pratibimba/numerics/distributions'
import type { Belief } from '../actions/action-type.ts'
import type { ArmCounts } from './effect-of.ts'

/** Points of each grid, laid over log-odds, where these laws have no edges. */
const POINTS = 200
/** Log-odds that a first grid spans on either side of 0. */
const WIDEST = 60
/** Each grid is laid over where the one before found mass. */
const PASSES = 3
/** Log-density below the peak at which a law is taken to have ended: e⁻³⁰ of it. */
const DEPTH = 30

/**
 * Belief in an action's uplift after a trial.
 *
 *   q ~ Beta(½, ½)                      share that misses when left alone
 *   s ~ Beta(a, b)                      the belief before; share of those misses that is prevented
 *   held out: m_h ~ Binomial(n_h, q),   treated: m_t ~ Binomial(n_t, q · (1 − s))
 *
 * q is integrated out and the law of s, on grids that are refined around the mass, matched by the Beta law of the same
 * mean and variance. Were q known to be 1, this would be the conjugate update a + n_t − m_t, b + m_t. s cannot be negative:
 * that an action may do harm shows in `effectOf`, not here.
 *
 * @returns the belief unchanged, still an assumption, when an arm is empty
 * @throws RangeError when counts are not whole numbers with missed ≤ customers, or the belief is not one
 * @see docs/methods/intervention-effect.md
 */
export function upliftPosterior(before: Belief, treated: ArmCounts, heldOut: ArmCounts): Belief {
  for (const { customers, missed } of [treated, heldOut])
    if (!(Number.isInteger(customers) && Number.isInteger(missed) && missed >= 0 && missed <= customers))
      throw new RangeError(`upliftPosterior: need 0 <= missed <= customers, got ${missed} of ${customers}`)
  const { a, b } = shapesOf(before)
  if (treated.customers === 0 || heldOut.customers === 0) return before
  const { mean, variance } = lawOf(marginal(a, b, treated, heldOut))
  return {
    mean,
    strength: (mean * (1 - mean)) / variance - 1,
    assumption: false,
    source: `a trial with ${treated.customers} treated and ${heldOut.customers} held out`,
  }
}

/** Shapes of the Beta law of a belief. @throws RangeError when mean or strength lie outside their ranges */
export function shapesOf({ mean, strength }: Belief): { a: number; b: number } {
  if (!(mean > 0 && mean < 1 && strength > 0 && strength < Number.POSITIVE_INFINITY))
    throw new RangeError(`belief: need a mean in (0, 1) and a strength > 0, got ${mean} and ${strength}`)
  return { a: mean * strength, b: (1 - mean) * strength }
}

/** Log-density of the log-odds of s, up to a constant, with q integrated out. */
function marginal(a: number, b: number, treated: ArmCounts, heldOut: ArmCounts): (y: number) => number {
  const rise = heldOut.missed + treated.missed + 0.5
  const fall = heldOut.customers - heldOut.missed + 0.5
  const kept = treated.customers - treated.missed
  return (y) => {
    const uplift = logistic(y)
    const joint = (x: number) => {
      const [logAlone, logPaid] = [-softplus(-x), -softplus(x)]
      const logKept = kept === 0 ? 0 : kept * Math.log(Math.exp(logPaid) + Math.exp(logAlone) * uplift)
      return rise * logAlone + fall * logPaid + logKept
    }
    return -a * softplus(-y) - (b + treated.missed) * softplus(y) + lawOf(joint).logMass
  }
}

/** Mass of a law over log-odds, and mean and variance of the probability that they are of, by midpoints. */
function lawOf(logDensity: (x: number) => number) {
  const at = new Float64Array(POINTS)
  let [low, high] = [-WIDEST, WIDEST]
  for (let pass = 1; ; pass++) {
    const step = (high - low) / POINTS
    let peak = Number.NEGATIVE_INFINITY
    for (let i = 0; i < POINTS; i++) {
      at[i] = logDensity(low + (i + 0.5) * step)
      peak = Math.max(peak, at[i])
    }
    if (pass === PASSES) return momentsOf(at, peak, low, step)
    let first = 0
    let last = POINTS - 1
    while (at[first] < peak - DEPTH) first++
    while (at[last] < peak - DEPTH) last--
    high = Math.min(high, low + (last + 2) * step)
    low = Math.max(low, low + (first - 1) * step)
  }
}

function momentsOf(logDensity: Float64Array, peak: number, low: number, step: number) {
  let mass = 0
  let sum = 0
  let squares = 0
  for (let i = 0; i < POINTS; i++) {
    const value = logistic(low + (i + 0.5) * step)
    const weight = Math.exp(logDensity[i] - peak)
    mass += weight
    sum += weight * value
    squares += weight * value * value
  }
  const mean = sum / mass
  return { logMass: peak + Math.log(mass * step), mean, variance: squares / mass - mean * mean }
}
