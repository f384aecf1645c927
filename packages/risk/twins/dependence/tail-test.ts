/** Whether the data's joint extremes exceed what a fitted model draws. */
import { mean, variance } from '@pratibimba/numerics/statistics'
import { mostDependentPairs, type RankedPair, type RankedStratum } from './ranks.ts'

/** Share of a column that counts as its tail. */
const TAIL = 0.05
/** The excess must be visible … */
const LEAST_EXCESS = 0.02
/** One-sided 1% level. */
const LEAST_Z = 2.326

export interface TailTest {
  /** Mean of λ̂(data) − λ̂(model) over pairs and corners. */
  readonly excess: number
  /** The excess in standard errors. */
  readonly z: number
  /** Tails of pairs that were compared. */
  readonly corners: number
  readonly heavierThanModel: boolean
}

interface Corner extends RankedPair {
  readonly upperX: boolean
  readonly upperY: boolean
}

/**
 * Compares joint tails of the data with those of rows drawn from a model.
 *
 *   g_i = Σ_corners [row i has both columns in that tail],  λ̄ = mean(g) / (0.05 · corners)
 *
 * The standard error comes from the spread of g between rows, which carries the dependence between the pairs; for
 * negatively dependent pairs the corners are low–high and high–low.
 *
 * @param data  one stratum per sample, ranked over all its rows
 * @param drawn rows of the model, ranked alike
 * @see docs/methods/t-copula.md
 */
export function testTails(data: RankedStratum, drawn: RankedStratum): TailTest {
  const corners = mostDependentPairs([data]).flatMap((pair) => cornersOf(pair, data, drawn))
  if (corners.length === 0) return { excess: 0, z: 0, corners: 0, heavierThanModel: false }
  const observed = cornerLevel(data, corners)
  const expected = cornerLevel(drawn, corners)
  const excess = observed.mean - expected.mean
  const error = Math.hypot(observed.error, expected.error)
  const z = error === 0 ? 0 : excess / error
  return { excess, z, corners: corners.length, heavierThanModel: excess >= LEAST_EXCESS && z >= LEAST_Z }
}

/** A pair's tails that exist in both samples: an atom at an end leaves no lowest or highest 5%. */
function cornersOf({ x, y }: RankedPair, data: RankedStratum, drawn: RankedStratum): Corner[] {
  let sum = 0
  for (let i = 0; i < data.rows; i++) {
    const product = (data.ranks[x][i] - 0.5) * (data.ranks[y][i] - 0.5)
    if (!Number.isNaN(product)) sum += product
  }
  return [false, true].flatMap((upperX) => {
    const upperY = sum < 0 ? !upperX : upperX
    const exists = [data, drawn].every(({ ranks }) => hasTail(ranks[x], upperX) && hasTail(ranks[y], upperY))
    return exists ? [{ x, y, upperX, upperY }] : []
  })
}

function hasTail(ranks: Float64Array, upper: boolean): boolean {
  let rows = 0
  for (let i = 0; i < ranks.length; i++) if (upper ? ranks[i] > 1 - TAIL : ranks[i] <= TAIL) rows++
  return rows >= 0.8 * TAIL * ranks.length
}

function cornerLevel(sample: RankedStratum, corners: readonly Corner[]): { mean: number; error: number } {
  const g = new Float64Array(sample.rows)
  for (const { x, y, upperX, upperY } of corners) {
    const u = sample.ranks[x]
    const v = sample.ranks[y]
    for (let i = 0; i < g.length; i++) {
      const inside = (upperX ? u[i] > 1 - TAIL : u[i] <= TAIL) && (upperY ? v[i] > 1 - TAIL : v[i] <= TAIL)
      if (inside) g[i]++
    }
  }
  const unit = corners.length * TAIL
  return { mean: mean(g) / unit, error: Math.sqrt(variance(g) / g.length) / unit }
}
