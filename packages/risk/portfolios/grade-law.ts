/** Keeps what a grade's borrowers are like when the mix of grades is another: a monotone map from latent to latent. */
import { bivariateNormalCdf, normalCdf, normalQuantile } from '@pratibimba/numerics/distributions'
import { GRADES } from './grades.ts'

const REACH = 6
const NODES = 241
const STEP = (2 * REACH) / (NODES - 1)

/** Values of the map at NODES equally spaced latents in [−REACH, REACH]; shape [NODES]. */
export type LatentMap = Float64Array

/**
 * The map z ↦ t that gives a column, in a portfolio of another mix, the mixture of its grades' own laws:
 *
 *   Σ_g mix_g · P(Z ≤ t | score latent in the reference interval of g) = Φ(z)
 *
 * It is increasing, so rank correlations stay; with the reference mix it is the identity.
 *
 * @param mix           shares of the grades in the portfolio, shape [5]
 * @param referenceMix  shares in the reference population, shape [5], all positive
 * @param referenceCuts lower ends of the grades' score latents there, descending, shape [4]
 * @param correlation   of the column's latent with the score latent
 * @see docs/methods/portfolio-generation.md
 */
export function gradeLawMap(
  mix: ArrayLike<number>,
  referenceMix: ArrayLike<number>,
  referenceCuts: ArrayLike<number>,
  correlation: number,
): LatentMap {
  const probits = new Float64Array(NODES)
  for (let node = 0; node < NODES; node++) {
    const t = -REACH + node * STEP
    let below = 0
    let lower = normalCdf(t) // P(Z ≤ t, score latent below the top of grade A)
    for (let g = 0; g < GRADES; g++) {
      const next = g === GRADES - 1 ? 0 : bivariateNormalCdf(t, referenceCuts[g], correlation)
      below += (mix[g] * Math.max(0, lower - next)) / referenceMix[g]
      lower = next
    }
    const probit = normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, below)))
    probits[node] = node === 0 ? probit : Math.max(probits[node - 1], probit)
  }
  return inverseOf(probits)
}

/** Of an increasing function given at the nodes, linear between them. */
function inverseOf(values: Float64Array): LatentMap {
  const inverse = new Float64Array(NODES)
  let at = 0
  for (let node = 0; node < NODES; node++) {
    const wanted = -REACH + node * STEP
    while (at < NODES - 2 && values[at + 1] < wanted) at++
    const width = values[at + 1] - values[at]
    const share = width > 0 ? Math.min(1, Math.max(0, (wanted - values[at]) / width)) : 0.5
    inverse[node] = -REACH + (at + share) * STEP
  }
  return inverse
}

/** The map at a latent, linear between its nodes. */
export function mapLatent(map: LatentMap, latent: number): number {
  const position = (Math.min(REACH, Math.max(-REACH, latent)) + REACH) / STEP
  const node = Math.min(NODES - 2, Math.floor(position))
  return map[node] + (position - node) * (map[node + 1] - map[node])
}
