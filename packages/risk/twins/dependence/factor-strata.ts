/** Divides rows along what all continuous columns share, finely at both ends, so that each tail has a copula of its own. */
import type { LatentData } from './latent-data.ts'
import type { Strata } from './strata.ts'

/** Shares of the rows at which the common factor is cut. */
const CUTS = [0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.975, 0.99]
/** The outermost stratum holds 1% of the rows; below this many rows that is too few to describe. */
const FEWEST_ROWS = 2500

/**
 * Strata by the first principal component of the continuous columns' normal scores.
 *
 * Within a stratum the copula is Gaussian; between strata it is free, so that a lower tail may hang together while the
 * upper one does not (Clayton), which no elliptical copula can.
 *
 * @param scores normal scores, row-major, shape [rows · latents], 0 where missing
 * @returns null with fewer than two continuous columns or too few rows
 * @see docs/methods/t-copula.md
 */
export function divideByFactor(latents: readonly LatentData[], scores: Float64Array): Strata | null {
  const d = latents.length
  const columns = latents.flatMap(({ form }, index) => (form.kind === 'quantiles' ? [index] : []))
  const rows = d === 0 ? 0 : scores.length / d
  if (columns.length < 2 || rows < FEWEST_ROWS) return null
  const axis = firstAxis(scores, d, columns)
  const factor = new Float64Array(rows)
  for (let row = 0; row < rows; row++)
    for (let c = 0; c < columns.length; c++) factor[row] += axis[c] * scores[row * d + columns[c]]
  const sorted = factor.slice().sort()
  const bounds = CUTS.map((share) => sorted[Math.floor(share * rows)])
  const of = Uint8Array.from(factor, (value) => {
    let stratum = 0
    while (stratum < bounds.length && value > bounds[stratum]) stratum++
    return stratum
  })
  const edges = [0, ...CUTS, 1].map((share) => `${100 * share}%`)
  const descriptions = edges.slice(1).map((edge, i) => `common factor ${edges[i]} to ${edge}`)
  return { of, count: descriptions.length, descriptions }
}

/** First eigenvector of the columns' covariance, by power iteration. */
function firstAxis(scores: Float64Array, d: number, columns: readonly number[]): Float64Array {
  const k = columns.length
  const rows = scores.length / d
  const covariance = new Float64Array(k * k)
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < k; i++) {
      const x = scores[row * d + columns[i]]
      for (let j = 0; j < k; j++) covariance[i * k + j] += x * scores[row * d + columns[j]]
    }
  // Not along any one sign: columns may move against each other.
  let axis = Float64Array.from({ length: k }, (_, i) => Math.sign(covariance[i]) || 1)
  for (let step = 0; step < 100; step++) {
    const next = axis.map((_, i) => axis.reduce((sum, a, j) => sum + covariance[i * k + j] * a, 0))
    const length = Math.hypot(...next)
    if (length === 0) return axis
    axis = next.map((x) => x / length)
  }
  return axis
}
