/** An ensemble chosen member by member, with repetition: whichever helps most comes next. */
import { requireMembers } from './blend.ts'

export interface GreedyOptions {
  /** Members chosen, repeats counted; default 25. */
  readonly rounds?: number
}

export interface GreedySelection {
  /** Share of the rounds that chose each member, shape [members], summing to 1. */
  readonly weights: Float64Array
  /** Loss of the ensemble as chosen. */
  readonly loss: number
  /** Members in the order they were chosen, up to the round with the least loss. */
  readonly chosen: readonly number[]
}

/**
 * Forward selection with replacement over means of probabilities, stopped where the loss was least.
 *
 * It begins with the best single member, so that on these rows none is better. Ties go to the member that comes first.
 *
 * @param members probabilities of each member from folds it was not trained on, one array of shape [rows] each
 * @param loss    of a mean of probabilities; lower is better
 * @throws RangeError when shapes do not fit or the loss is not finite
 * @see Caruana, Niculescu-Mizil, Crew, Ksikes 2004, "Ensemble selection from libraries of models"
 * @see docs/methods/model-ensembles.md
 */
export function selectGreedily(
  members: readonly Float64Array[],
  loss: (probability: Float64Array) => number,
  { rounds = 25 }: GreedyOptions = {},
): GreedySelection {
  const rows = requireMembers('selectGreedily', members)
  if (!(Number.isInteger(rounds) && rounds >= 1))
    throw new RangeError(`selectGreedily: need at least one round, got ${rounds}`)
  const sum = new Float64Array(rows)
  const candidate = new Float64Array(rows)
  const chosen: number[] = []
  let least = Number.POSITIVE_INFINITY
  let leastRounds = 0
  for (let round = 1; round <= rounds; round++) {
    let best = 0
    let bestLoss = Number.POSITIVE_INFINITY
    for (const [k, member] of members.entries()) {
      for (let i = 0; i < rows; i++) candidate[i] = Math.min(1, (sum[i] + member[i]) / round)
      const value = loss(candidate)
      if (!Number.isFinite(value))
        throw new RangeError(`selectGreedily: need a finite loss, got ${value} for member ${k}`)
      if (value < bestLoss) {
        bestLoss = value
        best = k
      }
    }
    for (let i = 0; i < rows; i++) sum[i] += members[best][i]
    chosen.push(best)
    if (bestLoss < least) {
      least = bestLoss
      leastRounds = round
    }
  }
  const kept = chosen.slice(0, leastRounds)
  const weights = new Float64Array(members.length)
  for (const k of kept) weights[k] += 1 / leastRounds
  return { weights, loss: least, chosen: kept }
}
