/** Student's t law for any real degrees of freedom. */
import { incompleteBeta } from './beta.ts'
import { logBeta } from './log-gamma.ts'
import { normalCdf, normalPdf } from './normal.ts'
import { normalQuantile } from './normal-quantile.ts'

/** From here on the expansion about the normal law is exact to double precision. */
const NEARLY_NORMAL = 1e8
/** Beyond this many √ν the power law is exact to double precision. */
const FAR = 1e8

/**
 * Distribution function of Student's t.
 *
 *   T(x) = ½ I_{ν/(ν+x²)}(ν/2, ½) for x ≤ 0, 1 − T(−x) above
 *
 * @param x  value
 * @param nu degrees of freedom ν > 0, any real; Infinity is the normal law
 * @throws RangeError when nu is not positive
 */
export function studentTCdf(x: number, nu: number): number {
  requireNu('studentTCdf', nu)
  if (Number.isNaN(x)) return x
  return x > 0 ? 1 - lowerTail(-x, nu) : lowerTail(x, nu)
}

/** Density of Student's t. */
export function studentTPdf(x: number, nu: number): number {
  requireNu('studentTPdf', nu)
  if (nu >= NEARLY_NORMAL)
    return Math.abs(x) > 40 ? 0 : normalPdf(nearlyNormalScore(x, nu)) * (1 - (3 * x * x + 1) / (4 * nu))
  const logConstant = -logBeta(nu / 2, 0.5) - 0.5 * Math.log(nu)
  return Math.exp(logConstant - ((nu + 1) / 2) * logOnePlusSquare(x / Math.sqrt(nu)))
}

/**
 * Quantile of Student's t, by Newton steps that cannot overshoot from closed-form starts.
 *
 * @param p  probability in [0, 1]
 * @param nu degrees of freedom ν > 0, any real
 * @returns x with T(x) = p; ±∞ at 0 and 1 and where x exceeds the range of a double
 * @throws RangeError when p or nu lies outside its range
 */
export function studentTQuantile(p: number, nu: number): number {
  requireNu('studentTQuantile', nu)
  if (!(p >= 0 && p <= 1)) throw new RangeError(`studentTQuantile: need a probability in [0, 1], got ${p}`)
  if (p === 0) return Number.NEGATIVE_INFINITY
  if (p === 1) return Number.POSITIVE_INFINITY
  if (nu >= NEARLY_NORMAL) return nearlyNormalQuantile(normalQuantile(p), nu)
  if (nu === 1) return cauchyQuantile(p)
  const tail = p < 0.5 ? p : 1 - p
  const magnitude = tail > 0.25 ? centralQuantile(0.5 - tail, nu) : tailQuantile(tail, nu)
  return p < 0.5 ? -magnitude : magnitude
}

function requireNu(name: string, nu: number): void {
  if (!(nu > 0)) throw new RangeError(`${name}: need degrees of freedom > 0, got ${nu}`)
}

/** T(x) for x ≤ 0. */
function lowerTail(x: number, nu: number): number {
  if (nu >= NEARLY_NORMAL) return x < -40 ? 0 : normalCdf(nearlyNormalScore(x, nu))
  const ratio = -x / Math.sqrt(nu)
  if (ratio > FAR) return Math.exp(-nu * Math.log(ratio) - Math.log(nu) - logBeta(nu / 2, 0.5))
  const square = ratio * ratio
  return 0.5 * incompleteBeta(1 / (1 + square), square / (1 + square), nu / 2, 0.5)
}

/** T(x) − ½ for x ≥ 0, without cancellation near 0. */
function centralPart(x: number, nu: number): number {
  const square = (x * x) / nu
  return 0.5 * incompleteBeta(square / (1 + square), 1 / (1 + square), 0.5, nu / 2)
}

function logOnePlusSquare(ratio: number): number {
  return Math.abs(ratio) > FAR ? 2 * Math.log(Math.abs(ratio)) : Math.log1p(ratio * ratio)
}

function cauchyQuantile(p: number): number {
  if (p < 0.25) return -1 / Math.tan(Math.PI * p)
  if (p > 0.75) return 1 / Math.tan(Math.PI * (1 - p))
  return Math.tan(Math.PI * (p - 0.5))
}

/** x ≥ 0 with T(x) − ½ = part ≤ ¼: T is concave there, so Newton from the left of the root climbs to it. */
function centralQuantile(part: number, nu: number): number {
  if (part === 0) return 0
  let x = part / studentTPdf(0, nu)
  for (let iteration = 0; iteration < 60; iteration++) {
    const step = (part - centralPart(x, nu)) / studentTPdf(x, nu)
    x += step
    if (Math.abs(step) <= 1e-15 * x) break
  }
  return x
}

/** x > 0 with T(−x) = tail ≤ ¼, by Newton on ln T against ln x, where the tail is concave. */
function tailQuantile(tail: number, nu: number): number {
  let x = nu < 1 ? powerLawStart(tail, nu) : hillStart(tail, nu)
  if (x === Number.POSITIVE_INFINITY) return x
  for (let iteration = 0; iteration < 60; iteration++) {
    const probability = lowerTail(-x, nu)
    const step = (Math.log(probability / tail) * probability) / (studentTPdf(x, nu) * x)
    x *= Math.exp(step)
    if (Math.abs(step) <= 4e-16 * 4) break
  }
  return x
}

/** The power law that dominates the tail: its root lies beyond the true one. */
function powerLawStart(tail: number, nu: number): number {
  return Math.sqrt(nu) * Math.exp(-(Math.log(tail) + Math.log(nu) + logBeta(nu / 2, 0.5)) / nu)
}

/** Hill 1970, Algorithm 396: |x| for a two-sided probability of 2·tail, good to a few digits for ν ≥ 1. */
function hillStart(tail: number, nu: number): number {
  const a = 1 / (nu - 0.5)
  const b = 48 / (a * a)
  let c = ((20700 * a) / b - 98) * a - 16
  c = c * a + 96.36
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * nu
  let y = (d * 2 * tail) ** (2 / nu)
  if (y > 0.05 + a) {
    const z = normalQuantile(tail)
    y = z * z
    if (nu < 5) c += 0.3 * (nu - 4.5) * (z + 0.6)
    c = (((0.05 * d * z - 5) * z - 7) * z - 2) * z + b + c
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * z
    y = Math.expm1(a * y * y)
  } else {
    y =
      ((1 / (((nu + 6) / (nu * y) - 0.089 * d - 0.822) * (nu + 2) * 3) + 0.5 / (nu + 4)) * y - 1) *
        ((nu + 1) / (nu + 2)) +
      1 / y
  }
  return Math.sqrt(nu * y)
}

/** The normal score of x under a t law of very many degrees of freedom (inverse of the expansion below). */
function nearlyNormalScore(x: number, nu: number): number {
  return x - (x * x * x + x) / (4 * nu)
}

/** Cornish–Fisher expansion of the t quantile about the normal one. */
function nearlyNormalQuantile(z: number, nu: number): number {
  return z + (z * z * z + z) / (4 * nu)
}
