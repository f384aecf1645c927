/** The part of a borrower that decides the risk: three latents, the main product, the PD given the common factor. */
import { normalCdf, normalQuantile } from '@pratibimba/numerics/distributions'
import { openStream, type RandomStream } from '@pratibimba/numerics/random'
import { drawTruncated } from './dti.ts'
import { PD_SLOPE, type PortfolioPlan } from './plan.ts'

/** PDs are added up as whole numbers of this unit, so that no sum depends on the order of addition. */
export const UNITS = 2 ** 40

/** The borrower drawn last; fields are overwritten by the next draw. */
export interface RiskDraw {
  readonly latents: RandomStream
  dtiLatent: number
  pdLatent: number
  scoreLatent: number
  /** Independent normals behind the three, for the rest of the Cholesky product. */
  noise0: number
  noise1: number
  noise2: number
  /** Product of the first loan. */
  product: number
  pdProbit: number
  /** PD given the common factor, in units of 2⁻⁴⁰, at least 1. */
  weight: number
  /** Draws borrower `index`. */
  draw(index: number): void
}

/** Opens the draws of a plan. The stream `latents` is left after the third of a borrower's uniforms and its product. */
export function openRiskDraw(plan: PortfolioPlan): RiskDraw {
  const { lower, cuts, pdOffset, dtiDraw } = plan
  const { gain, bias } = plan.factor
  const latents = openStream(plan.config.seed, 'portfolio-latents')
  const isTruncated = plan.config.dtiRange !== undefined
  const [l10, l11] = [lower[5], lower[6]]
  const [l20, l21, l22] = [lower[10], lower[11], lower[12]]
  const [cut0, cut1, cut2, cut3] = cuts
  const product = cumulative(plan.productMix)
  const [p0, p1, p2, p3, p4] = product
  const result: RiskDraw = {
    latents,
    dtiLatent: 0,
    pdLatent: 0,
    scoreLatent: 0,
    noise0: 0,
    noise1: 0,
    noise2: 0,
    product: 0,
    pdProbit: 0,
    weight: 0,
    draw(index) {
      latents.at(index)
      const u0 = latents.uniform()
      const noise0 = isTruncated ? drawTruncated(dtiDraw, u0) : normalQuantile(u0)
      const noise1 = normalQuantile(latents.uniform())
      const noise2 = normalQuantile(latents.uniform())
      const pd = l10 * noise0 + l11 * noise1
      const score = l20 * noise0 + l21 * noise1 + l22 * noise2
      const grade = score >= cut0 ? 0 : score >= cut1 ? 1 : score >= cut2 ? 2 : score >= cut3 ? 3 : 4
      const u = latents.uniform()
      const k = u < p0 ? 0 : u < p1 ? 1 : u < p2 ? 2 : u < p3 ? 3 : u < p4 ? 4 : 5
      const probit = pdOffset[grade] + PD_SLOPE * pd
      result.noise0 = noise0
      result.noise1 = noise1
      result.noise2 = noise2
      result.dtiLatent = noise0
      result.pdLatent = pd
      result.scoreLatent = score
      result.product = k
      result.pdProbit = probit
      result.weight = Math.max(1, Math.round(normalCdf(gain[k] * probit + bias[k]) * UNITS))
    },
  }
  return result
}

/** Cumulative shares; entries after the last positive share are 2, so that no rounding reaches an absent one. */
export function cumulative(shares: Float64Array): Float64Array {
  const out = new Float64Array(shares.length)
  let sum = 0
  let last = 0
  for (let i = 0; i < shares.length; i++) {
    sum += shares[i]
    out[i] = sum
    if (shares[i] > 0) last = i
  }
  for (let i = last; i < out.length; i++) out[i] = 2
  return out
}
