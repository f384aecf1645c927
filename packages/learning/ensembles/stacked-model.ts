/** Several models that answer as one, as plain data. */
import { type BlendScale, logOdds, requireMembers, requireShares } from './blend.ts'

export interface StackedModel<Member> {
  readonly kind: 'stacked'
  /** Each answers log-odds or probabilities of the same event from its own inputs. */
  readonly members: readonly Member[]
  /** ≥ 0, shape [members]. Means of probabilities need them to sum to 1. */
  readonly weights: Float64Array
  /** Added to the weighted sum of log-odds; 0 on the scale of probabilities. */
  readonly intercept: number
  /** What is weighted: the members' log-odds, as stacking learns, or their probabilities. */
  readonly scale: BlendScale
}

/**
 * Raw score of a stacked model: log-odds.
 *
 *   log-odds: b + Σ w_k logit p_k;  probability: logit(Σ w_k p_k)
 *
 * Members come as probabilities, which every model can answer; they are read as at least 1e-15 and at most 1 − 1e-15.
 *
 * @param members probabilities of each member in the model's order, one array of shape [rows] each
 * @returns shape [rows]
 * @throws RangeError when the members do not fit the weights, or a value is no probability
 * @see docs/methods/model-ensembles.md
 */
export function stackedRaw(
  { weights, intercept, scale }: Pick<StackedModel<unknown>, 'weights' | 'intercept' | 'scale'>,
  members: readonly Float64Array[],
): Float64Array {
  const rows = requireMembers('stackedRaw', members)
  if (members.length !== weights.length)
    throw new RangeError(`stackedRaw: need ${weights.length} members, got ${members.length}`)
  if (scale === 'probability') requireShares('stackedRaw', weights, members.length)
  const raw = new Float64Array(rows).fill(scale === 'probability' ? 0 : intercept)
  for (const [k, member] of members.entries())
    for (let i = 0; i < rows; i++) {
      const p = member[i]
      if (!(p >= 0 && p <= 1))
        throw new RangeError(`stackedRaw: need probabilities in [0, 1], got ${p} in row ${i} of member ${k}`)
      raw[i] += weights[k] * (scale === 'probability' ? p : logOdds(p))
    }
  if (scale === 'probability') for (let i = 0; i < rows; i++) raw[i] = logOdds(raw[i])
  return raw
}
