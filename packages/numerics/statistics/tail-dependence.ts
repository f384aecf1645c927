/** Dependence in the joint lower tail: what a Gaussian copula lacks and a crisis shows. */
import { betaQuantile } from '../distributions/beta.ts'
import { studentTCdf } from '../distributions/student-t.ts'

export interface TailDependence {
  /** Share of the rows with u ≤ q that also have v ≤ q. */
  readonly estimate: number
  /** Clopper–Pearson bounds at the wanted confidence. */
  readonly lower: number
  readonly upper: number
  /** Rows with u ≤ q, and those of them with v ≤ q. */
  readonly trials: number
  readonly successes: number
}

/**
 * Empirical lower tail dependence at level q, λ̂(q) = P(V ≤ q | U ≤ q), with an exact binomial interval.
 *
 * @param u          pseudo-observations in (0, 1), e.g. rank/(n + 1), shape [n]
 * @param v          same shape
 * @param q          tail level in (0, 1), e.g. 0.05
 * @param confidence of the interval, default 0.95
 * @throws RangeError when the shapes differ, q or confidence lies outside (0, 1), or no row has u ≤ q
 * @see docs/methods/tail-dependence.md
 */
export function lowerTailDependence(
  u: ArrayLike<number>,
  v: ArrayLike<number>,
  q: number,
  confidence = 0.95,
): TailDependence {
  if (u.length !== v.length)
    throw new RangeError(`lowerTailDependence: need equal lengths, got ${u.length} and ${v.length}`)
  if (!(q > 0 && q < 1)) throw new RangeError(`lowerTailDependence: need a level in (0, 1), got ${q}`)
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`lowerTailDependence: need a confidence in (0, 1), got ${confidence}`)
  let trials = 0
  let successes = 0
  for (let i = 0; i < u.length; i++) {
    if (u[i] <= q) {
      trials++
      if (v[i] <= q) successes++
    }
  }
  if (trials === 0) throw new RangeError(`lowerTailDependence: need rows with u <= ${q}, got none`)
  const outside = (1 - confidence) / 2
  return {
    estimate: successes / trials,
    lower: successes === 0 ? 0 : betaQuantile(outside, successes, trials - successes + 1),
    upper: successes === trials ? 1 : betaQuantile(1 - outside, successes + 1, trials - successes),
    trials,
    successes,
  }
}

/**
 * Tail dependence of the t copula (equal in both tails).
 *
 *   λ = 2 · T_{ν+1}( −√((ν + 1)(1 − ρ)/(1 + ρ)) )
 *
 * @param rho correlation in [−1, 1]
 * @param nu  degrees of freedom > 0; Infinity is the Gaussian copula, whose λ is 0 for ρ < 1
 * @throws RangeError when an argument lies outside its range
 * @see docs/methods/tail-dependence.md
 */
export function tTailDependence(rho: number, nu: number): number {
  if (!(rho >= -1 && rho <= 1)) throw new RangeError(`tTailDependence: need rho in [-1, 1], got ${rho}`)
  if (!(nu > 0)) throw new RangeError(`tTailDependence: need degrees of freedom > 0, got ${nu}`)
  if (rho === -1) return 0
  if (rho === 1) return 1
  if (nu === Number.POSITIVE_INFINITY) return 0
  return 2 * studentTCdf(-Math.sqrt(((nu + 1) * (1 - rho)) / (1 + rho)), nu + 1)
}
