/** The population behind a portfolio, integrated instead of sampled: grades, PDs and DTIs over the copula. */
import { normalCdf, normalPdf, normalQuantile } from '@pratibimba/numerics/distributions'
import { gaussLegendre } from '@pratibimba/numerics/integration'
import type { Dependence } from './dependence.ts'
import { GRADES } from './grades.ts'

/** Beyond this the normal law holds 2·10⁻⁹. */
const REACH = 6
const dtiRule = gaussLegendre(8)
const scoreRule = gaussLegendre(24)
const DTI_PANELS = 6

/** Borrowers whose DTI latent lies in an interval, as weighted points of that latent. */
export interface Population {
  readonly dtiLatent: Float64Array
  /** Sum to 1. */
  readonly weight: Float64Array
  /** Correlation of the DTI and score latents. */
  readonly dtiScore: number
  /** PD latent given the other two: mean = onDti·z_dti + onScore·z_score, and this variance. */
  readonly pdOnDti: number
  readonly pdOnScore: number
  readonly pdVariance: number
}

/**
 * The population with the DTI latent inside [low, high].
 *
 * @param low  may be −∞
 * @param high may be +∞
 */
export function populationOf({ correlation }: Dependence, low: number, high: number): Population {
  const [dtiPd, dtiScore, pdScore] = [correlation[1], correlation[2], correlation[7]]
  const from = Math.max(low, -REACH - 1)
  const to = Math.min(high, REACH + 1)
  const points = DTI_PANELS * dtiRule.nodes.length
  const dtiLatent = new Float64Array(points)
  const weight = new Float64Array(points)
  const half = (to - from) / DTI_PANELS / 2
  let sum = 0
  for (let p = 0; p < points; p++) {
    const panel = Math.floor(p / dtiRule.nodes.length)
    const node = p % dtiRule.nodes.length
    dtiLatent[p] = from + half * (2 * panel + 1 + dtiRule.nodes[node])
    weight[p] = dtiRule.weights[node] * normalPdf(dtiLatent[p])
    sum += weight[p]
  }
  for (let p = 0; p < points; p++) weight[p] /= sum
  const determinant = 1 - dtiScore * dtiScore
  const pdOnDti = (dtiPd - pdScore * dtiScore) / determinant
  const pdOnScore = (pdScore - dtiPd * dtiScore) / determinant
  return {
    dtiLatent,
    weight,
    dtiScore,
    pdOnDti,
    pdOnScore,
    pdVariance: 1 - pdOnDti * dtiPd - pdOnScore * pdScore,
  }
}

/** Share of the population whose score latent lies above `cut`. */
function shareAbove(population: Population, cut: number): number {
  const { dtiLatent, weight, dtiScore } = population
  const scale = 1 / Math.sqrt(1 - dtiScore * dtiScore)
  let share = 0
  for (let p = 0; p < weight.length; p++)
    share += weight[p] * normalCdf((dtiScore * dtiLatent[p] - cut) * scale)
  return share
}

/**
 * Lower ends of the score latent of each grade but the last, so that the grades have these shares.
 *
 * @param mix shape [5], best grade first, summing to 1
 * @returns shape [4], descending; ±∞ where nobody lies above or below
 */
export function cutsOf(population: Population, mix: ArrayLike<number>): Float64Array {
  const cuts = new Float64Array(GRADES - 1)
  let above = 0
  for (let g = 0; g < cuts.length; g++) {
    above += mix[g]
    if (above <= 1e-12) cuts[g] = Number.POSITIVE_INFINITY
    else if (above >= 1 - 1e-12) cuts[g] = Number.NEGATIVE_INFINITY
    else {
      let low = -12
      let high = 12
      for (let step = 0; step < 60; step++) {
        const middle = (low + high) / 2
        if (shareAbove(population, middle) > above) low = middle
        else high = middle
      }
      cuts[g] = (low + high) / 2
    }
  }
  return cuts
}

/** Shares of the grades that these cuts make, shape [5]. */
export function mixOf(population: Population, cuts: Float64Array): Float64Array {
  const mix = new Float64Array(GRADES)
  let before = 0
  for (let g = 0; g < GRADES; g++) {
    const above = g === GRADES - 1 ? 1 : shareAbove(population, cuts[g])
    mix[g] = Math.max(0, above - before)
    before = above
  }
  return mix
}

/** Weighted points of one grade. Weights sum to 1; the PD latent at a point is normal with the population's variance. */
export interface GradePoints {
  readonly weight: Float64Array
  readonly pdMean: Float64Array
  readonly dtiLatent: Float64Array
}

/** The points of a grade; empty when it holds nobody. */
export function gradePoints(population: Population, cuts: Float64Array, grade: number): GradePoints {
  const { dtiLatent, dtiScore, pdOnDti, pdOnScore } = population
  const spread = Math.sqrt(1 - dtiScore * dtiScore)
  const bottom = grade === GRADES - 1 ? Number.NEGATIVE_INFINITY : cuts[grade]
  const top = grade === 0 ? Number.POSITIVE_INFINITY : cuts[grade - 1]
  const weights: number[] = []
  const pdMeans: number[] = []
  const dtis: number[] = []
  let sum = 0
  for (let p = 0; p < dtiLatent.length; p++) {
    const centre = dtiScore * dtiLatent[p]
    const low = Math.max((bottom - centre) / spread, -REACH - 1)
    const high = Math.min((top - centre) / spread, REACH + 1)
    if (!(high > low)) continue
    for (let k = 0; k < scoreRule.nodes.length; k++) {
      const standard = (low + high + (high - low) * scoreRule.nodes[k]) / 2
      const weight = population.weight[p] * scoreRule.weights[k] * normalPdf(standard) * (high - low)
      if (weight < 1e-300) continue
      weights.push(weight)
      pdMeans.push(pdOnDti * dtiLatent[p] + pdOnScore * (centre + spread * standard))
      dtis.push(dtiLatent[p])
      sum += weight
    }
  }
  return {
    weight: Float64Array.from(weights, (weight) => weight / sum),
    pdMean: Float64Array.from(pdMeans),
    dtiLatent: Float64Array.from(dtis),
  }
}

/**
 * Mean of Φ((slope·Z_pd + offset) / scale) over a grade, the inner normal integrated in closed form.
 *
 *   E[Φ((a + bZ)/s)] = Φ((a + bμ) / √(s² + b²v)) for Z ~ N(μ, v)
 */
export function meanProbability(
  points: GradePoints,
  pdVariance: number,
  slope: number,
  offset: number,
  scale = 1,
): number {
  const inverse = 1 / Math.sqrt(scale * scale + slope * slope * pdVariance)
  let mean = 0
  for (let p = 0; p < points.weight.length; p++)
    mean += points.weight[p] * normalCdf((offset + slope * points.pdMean[p]) * inverse)
  return mean
}

/** The offset at which `meanProbability` is `target`, by bisection. */
export function offsetFor(points: GradePoints, pdVariance: number, slope: number, target: number): number {
  const start = normalQuantile(target)
  let low = start - 12
  let high = start + 12
  for (let step = 0; step < 46; step++) {
    const middle = (low + high) / 2
    if (meanProbability(points, pdVariance, slope, middle) < target) low = middle
    else high = middle
  }
  return (low + high) / 2
}
