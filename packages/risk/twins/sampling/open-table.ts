/** A table model unpacked for drawing: thresholds on the latent scale in flat arrays, with an index into each. */
import { gammaQuantile, normalQuantile, studentTQuantileTable } from '@pratibimba/numerics/distributions'
import { cholesky } from '@pratibimba/numerics/linalg'
import type { TableModel } from '../model.ts'

/** Slots of the index into a marginal's pieces, and the latent range they cover. */
export const GUIDE_SLOTS = 256
export const GUIDE_REACH = 4
/** Outermost probabilities of a piece without a neighbour. */
const EDGE = 1e-6
const SCALE_NODES = 4096

export interface OpenTable {
  readonly model: TableModel
  readonly latents: number
  /** Cumulative weights of the strata. */
  readonly cumulative: Float64Array
  /** Cholesky factors, packed rows, one stratum after the other. */
  readonly factors: Float64Array
  /** First piece of (stratum, latent), shape [strata · latents + 1]. */
  readonly first: Int32Array
  /** Upper latent threshold of each piece; the last of a marginal is +∞. */
  readonly threshold: Float64Array
  /** value = base + slope · latent within a piece. */
  readonly start: Float64Array
  readonly inverseWidth: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  /** Piece in which each slot of the latent scale begins, relative to `first`. */
  readonly guide: Uint16Array
  /** √(1/w) by probability of w, `SCALE_NODES` + 1 nodes; empty for the Gaussian. */
  readonly scales: Float64Array
}

/**
 * Unpacks a table.
 *
 * @param nu degrees of freedom, null for the Gaussian
 * @throws RangeError when a correlation matrix is not positive definite
 */
export function openTable(model: TableModel, nu: number | null): OpenTable {
  const d = model.latents.length
  const quantile = nu === null ? normalQuantile : studentTQuantileTable(nu)
  const edge = -quantile(EDGE)
  const first = new Int32Array(model.strata.length * d + 1)
  let total = 0
  model.strata.forEach(({ marginals }, s) => {
    marginals.forEach(({ upper }, j) => {
      first[s * d + j] = total
      total += upper.length
    })
  })
  first[model.strata.length * d] = total
  const threshold = new Float64Array(total)
  const start = new Float64Array(total)
  const inverseWidth = new Float64Array(total)
  const low = new Float64Array(total)
  const high = new Float64Array(total)
  const guide = new Uint16Array(model.strata.length * d * GUIDE_SLOTS)
  const packed = (d * (d + 1)) / 2
  const factors = new Float64Array(model.strata.length * packed)
  const cumulative = new Float64Array(model.strata.length)
  let weight = 0
  model.strata.forEach(({ marginals, correlation, weight: own }, s) => {
    weight += own
    cumulative[s] = weight
    const factor = d === 0 ? correlation : cholesky(correlation, d)
    for (let i = 0, at = s * packed; i < d; i++)
      for (let j = 0; j <= i; j++) factors[at++] = factor[i * d + j]
    marginals.forEach((marginal, j) => {
      const at = first[s * d + j]
      const pieces = marginal.upper.length
      low.set(marginal.low, at)
      high.set(marginal.high, at)
      let below = -edge
      for (let k = 0; k < pieces; k++) {
        const p = marginal.upper[k]
        const above = k + 1 === pieces || p >= 1 - EDGE ? edge : p <= EDGE ? -edge : quantile(p)
        threshold[at + k] =
          k + 1 === pieces ? Number.POSITIVE_INFINITY : p <= 0 ? Number.NEGATIVE_INFINITY : above
        start[at + k] = below
        inverseWidth[at + k] = above > below ? 1 / (above - below) : 0
        below = above
      }
      let piece = 0
      for (let slot = 0; slot < GUIDE_SLOTS; slot++) {
        const left = -GUIDE_REACH + (slot * 2 * GUIDE_REACH) / GUIDE_SLOTS
        while (slot > 0 && threshold[at + piece] < left) piece++
        guide[(s * d + j) * GUIDE_SLOTS + slot] = slot === 0 ? 0 : piece
      }
    })
  })
  cumulative[cumulative.length - 1] = 1
  const scales =
    nu === null
      ? new Float64Array(0)
      : Float64Array.from({ length: SCALE_NODES + 1 }, (_, i) => {
          const p = Math.min(1 - 0.25 / SCALE_NODES, Math.max(0.25 / SCALE_NODES, i / SCALE_NODES))
          return 1 / Math.sqrt(gammaQuantile(p, nu / 2, 2 / nu))
        })
  return {
    model,
    latents: d,
    cumulative,
    factors,
    first,
    threshold,
    start,
    inverseWidth,
    low,
    high,
    guide,
    scales,
  }
}
