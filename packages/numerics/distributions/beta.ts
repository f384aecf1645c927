/** The beta law: regularised incomplete beta function and its inverse. */
import { invertDistribution } from './invert.ts'
import { devianceTerm, logBeta, stirlingError } from './log-gamma.ts'

/**
 * Distribution function of the beta law, the regularised incomplete beta function I_x(a, b).
 *
 * @param x value; clamped to [0, 1]
 * @param a first shape > 0
 * @param b second shape > 0
 * @throws RangeError when a shape is not positive and finite
 * @see Didonato & Morris 1992, Algorithm 708
 */
export function betaCdf(x: number, a: number, b: number): number {
  requireShapes('betaCdf', a, b)
  return incompleteBeta(x, 1 - x, a, b)
}

/** Density of the beta law on (0, 1). */
export function betaPdf(x: number, a: number, b: number): number {
  requireShapes('betaPdf', a, b)
  if (!(x > 0 && x < 1)) return 0
  return betaPowerTerm(x, 1 - x, a, b) / (x * (1 - x))
}

/**
 * Quantile of the beta law.
 *
 * @param p probability in [0, 1]
 * @throws RangeError when p or a shape lies outside its range
 */
export function betaQuantile(p: number, a: number, b: number): number {
  requireShapes('betaQuantile', a, b)
  if (!(p >= 0 && p <= 1)) throw new RangeError(`betaQuantile: need a probability in [0, 1], got ${p}`)
  if (p === 0 || p === 1) return p
  // Where the mass lies near 1 the mirrored law is inverted, for its resolution.
  if (a > b && p > 0.5) return 1 - betaQuantileLow(1 - p, b, a)
  return betaQuantileLow(p, a, b)
}

function betaQuantileLow(p: number, a: number, b: number): number {
  const nearZero = Math.exp((Math.log(p) + Math.log(a) + logBeta(a, b)) / a)
  if (nearZero < 1e-290) return nearZero
  const start = nearZero < 0.5 * (a / (a + b)) ? nearZero : a / (a + b)
  return invertDistribution(p, start, 0, 1, {
    lower: (x) => incompleteBeta(x, 1 - x, a, b),
    upper: (x) => incompleteBeta(1 - x, x, b, a),
    density: (x) => betaPowerTerm(x, 1 - x, a, b) / (x * (1 - x)),
  })
}

function requireShapes(name: string, a: number, b: number): void {
  if (!(a > 0 && a < Number.POSITIVE_INFINITY)) throw new RangeError(`${name}: need a shape a > 0, got ${a}`)
  if (!(b > 0 && b < Number.POSITIVE_INFINITY)) throw new RangeError(`${name}: need a shape b > 0, got ${b}`)
}

/** I_x(a, b) with y = 1 − x given apart, for callers that know it better than the subtraction does. */
export function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN
  if (x <= 0) return 0
  if (y <= 0) return 1
  const power = betaPowerTerm(x, y, a, b)
  if (x < (a + 1) / (a + b + 2)) return Math.min(1, power * continuedFraction(x, y, a, b))
  return Math.max(0, 1 - power * continuedFraction(y, x, b, a))
}

/** x^a y^b / B(a, b). */
function betaPowerTerm(x: number, y: number, a: number, b: number): number {
  if (a < 10 || b < 10) {
    const logX = x < 0.5 ? Math.log(x) : Math.log1p(-y)
    const logY = y < 0.5 ? Math.log(y) : Math.log1p(-x)
    return Math.exp(a * logX + b * logY - logBeta(a, b))
  }
  const n = a + b
  const deviance = devianceTerm(a, n * x) + devianceTerm(b, n * y)
  const stirling = stirlingError(n) - stirlingError(a) - stirlingError(b)
  return Math.sqrt((a / n) * (b / (2 * Math.PI))) * Math.exp(stirling - deviance)
}

/**
 * I_x(a, b)·B(a, b)/(x^a y^b) by the even part of the classical fraction (Didonato & Morris 1992), which uses y where
 * the classical form would cancel. Modified Lentz evaluation; the number of terms grows with √max(a, b).
 */
function continuedFraction(x: number, y: number, a: number, b: number): number {
  const lead = a * y - b * x + 1
  let value = nonZero((a * lead) / (a + 1))
  let c = value
  let d = 0
  for (let m = 1; m < 1_000_000; m++) {
    const odd = a + 2 * m - 1
    const cross = (m * (b - m) * x) / odd
    const numerator = (((a + m - 1) * (a + b + m - 1)) / odd) * x * cross
    const denominator = m + cross + ((a + m) * (lead + m * (1 + y))) / (odd + 2)
    d = 1 / nonZero(denominator + numerator * d)
    c = nonZero(denominator + numerator / c)
    const factor = c * d
    value *= factor
    if (Math.abs(factor - 1) <= 2e-16) break
  }
  return 1 / value
}

function nonZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value
}
