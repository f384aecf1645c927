/** The debt-to-income ratio as an increasing function of its latent. */
import { normalCdf, normalQuantile } from '@pratibimba/numerics/distributions'
import { centreOf, gradeBands } from './grades.ts'
import { gradePoints, type Population } from './population.ts'

/** DTI = 1 / (1 + e^−(intercept + slope·z)). */
export interface DtiMarginal {
  readonly intercept: number
  readonly slope: number
}

/** Spread of the logit where a mix leaves it open, such as one of a single grade. */
const USUAL_SLOPE = 0.8
const PULL = 1e-5

/**
 * Fits the marginal so that the mean DTI of each grade is the centre of its range, by damped Gauss–Newton steps.
 *
 * @param population the borrowers of the copula, without restriction
 * @param cuts       between their grades
 * @param mix        shares of the grades; absent grades do not count
 * @see docs/methods/portfolio-generation.md
 */
export function fitDti(population: Population, cuts: Float64Array, mix: Float64Array): DtiMarginal {
  const grades = gradeBands.flatMap((band, g) =>
    mix[g] < 1e-6 ? [] : [{ points: gradePoints(population, cuts, g), centre: centreOf(band.dti) }],
  )
  let intercept = Math.log(0.28 / 0.72)
  let slope = USUAL_SLOPE
  for (let step = 0; step < 60; step++) {
    let [aa, ab, bb] = [0, 0, PULL]
    let [ra, rb] = [0, PULL * (USUAL_SLOPE - slope)]
    for (const { points, centre } of grades) {
      let [mean, byIntercept, bySlope] = [0, 0, 0]
      for (let p = 0; p < points.weight.length; p++) {
        const z = points.dtiLatent[p]
        const value = logistic(intercept + slope * z)
        const density = points.weight[p] * value * (1 - value)
        mean += points.weight[p] * value
        byIntercept += density
        bySlope += density * z
      }
      const residual = centre - mean
      aa += byIntercept * byIntercept
      ab += byIntercept * bySlope
      bb += bySlope * bySlope
      ra += byIntercept * residual
      rb += bySlope * residual
    }
    const determinant = aa * bb - ab * ab
    const stepIntercept = limited((bb * ra - ab * rb) / determinant, 0.5)
    const stepSlope = limited((aa * rb - ab * ra) / determinant, 0.2)
    intercept += stepIntercept
    slope = Math.min(3, Math.max(0.2, slope + stepSlope))
    if (Math.abs(stepIntercept) + Math.abs(stepSlope) < 1e-10) break
  }
  return { intercept, slope }
}

/** The latent at which the ratio is `ratio`; ∓∞ at 0 and 1. */
export function dtiLatent({ intercept, slope }: DtiMarginal, ratio: number): number {
  return (Math.log(ratio / (1 - ratio)) - intercept) / slope
}

/** How the DTI latent is drawn from a uniform: z = sign·Φ⁻¹(low + u·(high − low)). */
export interface TruncatedDraw {
  readonly low: number
  readonly span: number
  /** −1 in the upper half, where probabilities are counted from above to keep their precision. */
  readonly sign: 1 | -1
}

/** The draw of a standard normal between two limits. */
export function truncatedDraw(from: number, to: number): TruncatedDraw {
  const sign = from > 0 ? -1 : 1
  const low = normalCdf(sign === 1 ? from : -to)
  const high = normalCdf(sign === 1 ? to : -from)
  return { low, span: high - low, sign }
}

export function drawTruncated({ low, span, sign }: TruncatedDraw, u: number): number {
  return sign * normalQuantile(sign === 1 ? low + u * span : low + (1 - u) * span)
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}

function limited(step: number, most: number): number {
  return Math.max(-most, Math.min(most, step))
}
