/** Fixed weights over members: one opinion out of several. */
import { logistic, logit } from '@pratibimba/numerics/distributions'

/** Where members are averaged: their probabilities, or their log-odds. */
export type BlendScale = 'probability' | 'log-odds'

/** Shares of the three boosters before anything has been learnt about them. */
export const defaultWeights = { symmetric: 0.6, depthWise: 0.2, leafWise: 0.2 } as const

/** Probabilities are kept this far from 0 and 1 before they become log-odds. */
const NEAREST_TO_CERTAIN = 1e-15

/** ln(p / (1 − p)), of p read as at least 1e-15 and at most 1 − 1e-15. */
export function logOdds(probability: number): number {
  const p = Math.min(1 - NEAREST_TO_CERTAIN, Math.max(NEAREST_TO_CERTAIN, probability))
  return logit(p)
}

/**
 * Weighted mean of the members' probabilities.
 *
 *   probability: Σ w_k p_k;  log-odds: σ(Σ w_k logit p_k), the normalised geometric mean of the odds
 *
 * The mean of probabilities moves towards the middle; that of log-odds keeps a sure member's voice.
 *
 * @param members probabilities of each member, one array of shape [rows] per member
 * @param weights ≥ 0, shape [members], summing to 1 within 1e-9
 * @returns shape [rows]
 * @throws RangeError when shapes or weights do not fit, or a value is no probability
 * @see docs/methods/model-ensembles.md
 */
export function blend(
  members: readonly Float64Array[],
  weights: ArrayLike<number>,
  scale: BlendScale = 'probability',
): Float64Array {
  const rows = requireMembers('blend', members)
  requireShares('blend', weights, members.length)
  const blended = new Float64Array(rows)
  for (const [k, member] of members.entries()) {
    const weight = weights[k]
    for (let i = 0; i < rows; i++) {
      const p = member[i]
      if (!(p >= 0 && p <= 1))
        throw new RangeError(`blend: need probabilities in [0, 1], got ${p} in row ${i} of member ${k}`)
      blended[i] += weight * (scale === 'probability' ? p : logOdds(p))
    }
  }
  // Rounding of the weights must not push a mean of ones above 1.
  for (let i = 0; i < rows; i++)
    blended[i] = scale === 'probability' ? Math.min(1, blended[i]) : logistic(blended[i])
  return blended
}

/** @returns the number of rows */
export function requireMembers(name: string, members: readonly Float64Array[]): number {
  if (members.length === 0) throw new RangeError(`${name}: need at least one member, got none`)
  const rows = members[0].length
  for (const [k, member] of members.entries())
    if (member.length !== rows)
      throw new RangeError(`${name}: need ${rows} rows of every member, got ${member.length} of member ${k}`)
  return rows
}

/** @throws RangeError unless there are `count` weights of at least 0 that sum to 1 */
export function requireShares(name: string, weights: ArrayLike<number>, count: number): void {
  if (weights.length !== count)
    throw new RangeError(`${name}: need ${count} weights, one per member, got ${weights.length}`)
  let sum = 0
  for (let k = 0; k < count; k++) {
    if (!(weights[k] >= 0)) throw new RangeError(`${name}: need weights of at least 0, got ${weights[k]}`)
    sum += weights[k]
  }
  if (!(Math.abs(sum - 1) <= 1e-9)) throw new RangeError(`${name}: need weights that sum to 1, got ${sum}`)
}
