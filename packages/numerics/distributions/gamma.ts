/** The gamma law and what follows from it: regularised incomplete gamma, quantile, chi-square survival. */
import { invertDistribution } from './invert.ts'
import { devianceTerm, logGamma, stirlingError } from './log-gamma.ts'
import { normalQuantile } from './normal-quantile.ts'

/**
 * Distribution function of the gamma law.
 *
 *   P(a, x/θ) = γ(a, x/θ) / Γ(a)
 *
 * @param x     value; at or below 0 answers 0
 * @param shape a > 0, up to 10⁸
 * @param scale θ > 0, in units of x
 * @throws RangeError when shape or scale lie outside their ranges
 * @see Abramowitz & Stegun 6.5.29, 6.5.31; Loader 2000 for the leading factor
 */
export function gammaCdf(x: number, shape: number, scale = 1): number {
  requireParameters('gammaCdf', shape, scale)
  return lowerTail(x / scale, shape)
}

/** 1 − gammaCdf(x), accurate where it is small. */
export function gammaSurvival(x: number, shape: number, scale = 1): number {
  requireParameters('gammaSurvival', shape, scale)
  return upperTail(x / scale, shape)
}

/** Density of the gamma law, per unit of x. */
export function gammaPdf(x: number, shape: number, scale = 1): number {
  requireParameters('gammaPdf', shape, scale)
  if (x < 0) return 0
  if (x === 0) return shape > 1 ? 0 : shape === 1 ? 1 / scale : Number.POSITIVE_INFINITY
  return powerTerm(x / scale, shape) / x
}

/**
 * Quantile of the gamma law.
 *
 * @param p     probability in [0, 1]
 * @param shape a > 0, up to 10⁸
 * @param scale θ > 0
 * @returns x with gammaCdf(x) = p; 0 where it would underflow
 * @throws RangeError when an argument lies outside its range
 */
export function gammaQuantile(p: number, shape: number, scale = 1): number {
  requireParameters('gammaQuantile', shape, scale)
  if (!(p >= 0 && p <= 1)) throw new RangeError(`gammaQuantile: need a probability in [0, 1], got ${p}`)
  if (p === 0) return 0
  if (p === 1) return Number.POSITIVE_INFINITY
  const nearZero = Math.exp((Math.log(p) + logGamma(shape + 1)) / shape)
  if (nearZero < 1e-290) return nearZero * scale
  const ninth = 1 / (9 * shape)
  const wilsonHilferty = shape * Math.max(0, 1 - ninth + normalQuantile(p) * Math.sqrt(ninth)) ** 3
  const start =
    wilsonHilferty > 0.2 * shape && (shape > 0.5 || p > 0.5) ? wilsonHilferty : Math.min(nearZero, shape + 40)
  const x = invertDistribution(p, start, 0, Number.POSITIVE_INFINITY, {
    lower: (value) => lowerTail(value, shape),
    upper: (value) => upperTail(value, shape),
    density: (value) => powerTerm(value, shape) / value,
  })
  return x * scale
}

/**
 * Upper tail of the chi-square law.
 *
 * @param x   statistic; at or below 0 answers 1
 * @param dof degrees of freedom > 0
 * @returns P(χ²_dof > x)
 */
export function chiSquareSurvival(x: number, dof: number): number {
  if (!(dof > 0)) throw new RangeError(`chiSquareSurvival: need degrees of freedom > 0, got ${dof}`)
  return upperTail(x / 2, dof / 2)
}

function requireParameters(name: string, shape: number, scale: number): void {
  if (!(shape > 0 && shape <= 1e8)) throw new RangeError(`${name}: need a shape in (0, 1e8], got ${shape}`)
  if (!(scale > 0)) throw new RangeError(`${name}: need a scale > 0, got ${scale}`)
}

/** x^a e^(−x) / Γ(a). */
function powerTerm(x: number, a: number): number {
  if (a < 10) return Math.exp(a * Math.log(x) - x - logGamma(a))
  return Math.sqrt(a / (2 * Math.PI)) * Math.exp(-devianceTerm(a, x) - stirlingError(a))
}

function lowerTail(x: number, a: number): number {
  if (Number.isNaN(x)) return x
  if (x <= 0) return 0
  if (x === Number.POSITIVE_INFINITY) return 1
  return x < a + 1 ? lowerSeries(x, a) : 1 - upperFraction(x, a)
}

function upperTail(x: number, a: number): number {
  if (Number.isNaN(x)) return x
  if (x <= 0) return 1
  if (x === Number.POSITIVE_INFINITY) return 0
  return x < a + 1 ? 1 - lowerSeries(x, a) : upperFraction(x, a)
}

/** P(a, x) = x^a e^(−x)/Γ(a + 1) · Σ x^n / ((a+1)…(a+n)), for x < a + 1. */
function lowerSeries(x: number, a: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n)
    sum += term
  }
  return Math.min(1, (powerTerm(x, a) * sum) / a)
}

/** Q(a, x) by Legendre's continued fraction in Lentz's form, for x ≥ a + 1. */
function upperFraction(x: number, a: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < 1_000_000; n++) {
    const numerator = -n * (n - a)
    b += 2
    d = 1 / nonZero(numerator * d + b)
    c = nonZero(b + numerator / c)
    const factor = d * c
    fraction *= factor
    if (Math.abs(factor - 1) <= 2e-16) break
  }
  return Math.min(1, powerTerm(x, a) * fraction)
}

function nonZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value
}
