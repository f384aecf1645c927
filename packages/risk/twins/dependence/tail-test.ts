/** Whether the data's joint extremes exceed what a fitted model draws. */
import { mean, variance } from '@pratibimba/numerics/statistics'
import { mostDependentPairs, type RankedPair, type RankedStratum } from './ranks.ts'

/** Share of a column that counts as its tail. */
const TAIL = 0.05
/** The excess must be visible … */
const LEAST_EXCESS = 0.02
/** … and certain: the one-sided 1% level, halved for looking at two tails. */
const LEAST_Z = 2.576

/** One tail: of every pair the corner where both columns are low (or x low, y high where they move against each other). */
export interface TailExcess {
  /** Mean of λ̂(data) − λ̂(model) over the pairs. */
  readonly excess: number
  /** The excess in standard errors. */
  readonly z: number
  readonly pairs: number
}

export interface TailTest {
  readonly lower: TailExcess
  readonly upper: TailExcess
  readonly heavierThanModel: boolean
}

interface Corner extends RankedPair {
  readonly upperX: boolean
  readonly upperY: boolean
}

/**
 * Compares joint tails of the data with those of rows drawn from a model, each tail by itself.
 *
 *   g_i = Σ_pairs [row i has both columns in that tail],  λ̄ = mean(g) / Σ_pairs P(x in its tail),  z = (λ̄_data − λ̄_model) / se
 *
 * The standard error comes from the spread of g between rows, which carries the dependence between the pairs.
 *
 * @param data  ranked over all its rows
 * @param drawn rows of the model, ranked alike
 * @see docs/methods/t-copula.md
 */
export function testTails(data: RankedStratum, drawn: RankedStratum): TailTest {
  const pairs = mostDependentPairs([data])
  const [lower, upper] = [false, true].map((side): TailExcess => {
    const corners = pairs.flatMap((pair) => cornerOf(pair, side, data, drawn))
    if (corners.length === 0) return { excess: 0, z: 0, pairs: 0 }
    const observed = cornerLevel(data, corners)
    const expected = cornerLevel(drawn, corners)
    const excess = observed.level - expected.level
    const error = Math.hypot(observed.error, expected.error)
    return { excess, z: error === 0 ? 0 : excess / error, pairs: corners.length }
  })
  const heavy = ({ excess, z }: TailExcess) => excess >= LEAST_EXCESS && z >= LEAST_Z
  return { lower, upper, heavierThanModel: heavy(lower) || heavy(upper) }
}

/** The pair's corner, where both samples have it: an atom at an end may leave no lowest or highest 5%. */
function cornerOf(
  { x, y }: RankedPair,
  upperX: boolean,
  data: RankedStratum,
  drawn: RankedStratum,
): Corner[] {
  let sum = 0
  for (let i = 0; i < data.rows; i++) {
    const product = (data.ranks[x][i] - 0.5) * (data.ranks[y][i] - 0.5)
    if (!Number.isNaN(product)) sum += product
  }
  const upperY = sum < 0 ? !upperX : upperX
  const exists = [data, drawn].every(({ ranks }) => hasTail(ranks[x], upperX) && hasTail(ranks[y], upperY))
  return exists ? [{ x, y, upperX, upperY }] : []
}

function hasTail(ranks: Float64Array, upper: boolean): boolean {
  let rows = 0
  for (let i = 0; i < ranks.length; i++) if (upper ? ranks[i] > 1 - TAIL : ranks[i] <= TAIL) rows++
  return rows >= 0.2 * TAIL * ranks.length
}

function cornerLevel(sample: RankedStratum, corners: readonly Corner[]): { level: number; error: number } {
  const g = new Float64Array(sample.rows)
  let inTail = 0
  for (const { x, y, upperX, upperY } of corners) {
    const u = sample.ranks[x]
    const v = sample.ranks[y]
    for (let i = 0; i < g.length; i++) {
      if (!(upperX ? u[i] > 1 - TAIL : u[i] <= TAIL)) continue
      inTail++
      if (upperY ? v[i] > 1 - TAIL : v[i] <= TAIL) g[i]++
    }
  }
  const unit = inTail / g.length
  return { level: mean(g) / unit, error: Math.sqrt(variance(g) / g.length) / unit }
}
