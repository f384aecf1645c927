/** What trials teach about the share of misses that an action prevents. */
import { logBeta } from '@pratibimba/numerics/distributions'
import type { Belief } from '../actions/action-type.ts'
import type { ArmCounts } from './effect-of.ts'

/** Points of each grid. */
const POINTS = 400
/** Log-density below the peak at which a law is taken to have ended: e⁻²⁵ of it. */
const DEPTH = 25

/**
 * Belief in an action's uplift after a trial.
 *
 *   q ~ Beta(½, ½)                      share that misses when left alone
 *   s ~ Beta(a, b)                      the belief before; share of those misses that is prevented
 *   held out: m_h ~ Binomial(n_h, q),   treated: m_t ~ Binomial(n_t, q · (1 − s))
 *
 * q is integrated out and the law of s, on a grid that is refined around its mass, matched by the Beta law of the same
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
  const logDensity = marginal(a, b, treated, heldOut)
  const coarse = massOf(logDensity, 0, 1)
  const { mean, variance } = massOf(logDensity, coarse.from, coarse.to)
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

/** Log-density of s, up to a constant, with q integrated out. */
function marginal(a: number, b: number, treated: ArmCounts, heldOut: ArmCounts): (s: number) => number {
  const rise = heldOut.missed + 0.5
  const fall = heldOut.customers - heldOut.missed + 0.5
  const alone = (q: number) => (rise - 1) * Math.log(q) + (fall - 1) * Math.log1p(-q) - logBeta(rise, fall)
  const kept = treated.customers - treated.missed
  const logAt = new Float64Array(POINTS)
  return (s) => {
    const joint = (q: number) => alone(q) + treated.missed * Math.log(q) + kept * Math.log1p(-q * (1 - s))
    const { from, to } = massOf(joint, 0, 1)
    const step = (to - from) / POINTS
    let peak = Number.NEGATIVE_INFINITY
    for (let i = 0; i < POINTS; i++) {
      logAt[i] = joint(from + (i + 0.5) * step)
      peak = Math.max(peak, logAt[i])
    }
    let sum = 0
    for (let i = 0; i < POINTS; i++) sum += Math.exp(logAt[i] - peak)
    return (
      (a - 1) * Math.log(s) +
      (b - 1 + treated.missed) * Math.log1p(-s) +
      peak +
      Math.log(sum) +
      Math.log(step)
    )
  }
}

/** Where the mass of a law on (low, high) lies, and its moments, by midpoints. */
function massOf(logDensity: (x: number) => number, low: number, high: number) {
  const step = (high - low) / POINTS
  const at = new Float64Array(POINTS)
  let peak = Number.NEGATIVE_INFINITY
  for (let i = 0; i < POINTS; i++) {
    at[i] = logDensity(low + (i + 0.5) * step)
    peak = Math.max(peak, at[i])
  }
  let first = POINTS
  let last = 0
  let mass = 0
  let sum = 0
  let squares = 0
  for (let i = 0; i < POINTS; i++) {
    if (at[i] < peak - DEPTH) continue
    first = Math.min(first, i)
    last = i
    const x = low + (i + 0.5) * step
    const weight = Math.exp(at[i] - peak)
    mass += weight
    sum += weight * x
    squares += weight * x * x
  }
  const mean = sum / mass
  return {
    from: Math.max(low, low + (first - 1) * step),
    to: Math.min(high, low + (last + 2) * step),
    mean,
    variance: squares / mass - mean * mean,
  }
}
