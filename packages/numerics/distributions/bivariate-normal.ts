/** The bivariate normal distribution function: joint defaults of two Vasicek borrowers. */
import { normalCdf } from './normal.ts'

const TWO_PI = 2 * Math.PI

/**
 * P(X ≤ h, Y ≤ k) for standard normals of correlation ρ.
 *
 * Drezner & Wesolowsky's integral over the angle by Gauss–Legendre quadrature, with Genz's expansion for |ρ| ≥ 0.925;
 * absolute error about 10⁻¹⁵.
 *
 * @param h   first threshold, ±∞ allowed
 * @param k   second threshold, ±∞ allowed
 * @param rho correlation in [−1, 1]
 * @throws RangeError when rho lies outside [−1, 1] or a threshold is NaN
 * @see Genz 2004, "Numerical computation of rectangular bivariate and trivariate normal and t probabilities"
 */
export function bivariateNormalCdf(h: number, k: number, rho: number): number {
  if (!(rho >= -1 && rho <= 1)) throw new RangeError(`bivariateNormalCdf: need rho in [-1, 1], got ${rho}`)
  if (Number.isNaN(h) || Number.isNaN(k))
    throw new RangeError(`bivariateNormalCdf: need two thresholds, got ${h} and ${k}`)
  if (h === Number.NEGATIVE_INFINITY || k === Number.NEGATIVE_INFINITY) return 0
  if (h === Number.POSITIVE_INFINITY) return normalCdf(k)
  if (k === Number.POSITIVE_INFINITY) return normalCdf(h)
  const probability = Math.abs(rho) < 0.925 ? moderate(-h, -k, rho) : strong(-h, -k, rho)
  return Math.max(0, Math.min(1, probability))
}

/** P(X > h, Y > k) = Φ(−h)Φ(−k) + (1/2π) ∫₀^{arcsin ρ} exp(−(h² + k² − 2hk sin θ)/(2cos²θ)) dθ. */
function moderate(h: number, k: number, rho: number): number {
  const { nodes, weights } = Math.abs(rho) < 0.3 ? SIX : Math.abs(rho) < 0.75 ? TWELVE : TWENTY
  const halfSquares = (h * h + k * k) / 2
  const halfAngle = Math.asin(rho) / 2
  let sum = 0
  for (let i = 0; i < nodes.length; i++) {
    const sine = Math.sin(halfAngle * (1 + nodes[i]))
    sum += weights[i] * Math.exp((sine * h * k - halfSquares) / (1 - sine * sine))
  }
  return (sum * halfAngle) / TWO_PI + normalCdf(-h) * normalCdf(-k)
}

/** P(X > h, Y > k) from the comonotone limit, with the remainder's leading terms integrated in closed form. */
function strong(h: number, kGiven: number, rho: number): number {
  const k = rho < 0 ? -kGiven : kGiven
  const hk = h * k
  let remainder = 0
  if (Math.abs(rho) < 1) {
    const oneMinusSquare = (1 - rho) * (1 + rho)
    const gapSquare = (h - k) ** 2
    const c = (4 - hk) / 8
    const d = (12 - hk) / 80
    let a = Math.sqrt(oneMinusSquare)
    const exponent = -(gapSquare / oneMinusSquare + hk) / 2
    if (exponent > -100)
      remainder =
        a *
        Math.exp(exponent) *
        (1 - (c * (gapSquare - oneMinusSquare) * (1 - d * gapSquare)) / 3 + c * d * oneMinusSquare ** 2)
    if (hk > -100) {
      const gap = Math.abs(h - k)
      remainder -=
        Math.exp(-hk / 2) *
        Math.sqrt(TWO_PI) *
        normalCdf(-gap / a) *
        gap *
        (1 - (c * gapSquare * (1 - d * gapSquare)) / 3)
    }
    a /= 2
    for (let i = 0; i < TWENTY.nodes.length; i++) {
      const square = (a * (1 + TWENTY.nodes[i])) ** 2
      const nodeExponent = -(gapSquare / square + hk) / 2
      if (nodeExponent <= -100) continue
      const root = Math.sqrt(1 - square)
      const expansion = 1 + c * square * (1 + 5 * d * square)
      const exact = Math.exp((-hk / 2) * (square / (1 + root) ** 2)) / root
      remainder += a * TWENTY.weights[i] * Math.exp(nodeExponent) * (exact - expansion)
    }
    remainder /= -TWO_PI
  }
  if (rho > 0) return remainder + normalCdf(-Math.max(h, k))
  if (h >= k) return -remainder
  return (h < 0 ? normalCdf(k) - normalCdf(h) : normalCdf(-h) - normalCdf(-k)) - remainder
}

/** Gauss–Legendre nodes and weights on [−1, 1], by Newton steps on the Legendre polynomial. */
function gaussLegendre(n: number): { nodes: Float64Array; weights: Float64Array } {
  const nodes = new Float64Array(n)
  const weights = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (n + 0.5))
    let derivative = 0
    for (let iteration = 0; iteration < 20; iteration++) {
      let previous = 1
      let value = x
      for (let j = 2; j <= n; j++) {
        const next = ((2 * j - 1) * x * value - (j - 1) * previous) / j
        previous = value
        value = next
      }
      derivative = (n * (previous - x * value)) / (1 - x * x)
      const step = value / derivative
      x -= step
      if (Math.abs(step) < 1e-16) break
    }
    nodes[i] = x
    weights[i] = 2 / ((1 - x * x) * derivative * derivative)
  }
  return { nodes, weights }
}

const SIX = gaussLegendre(6)
const TWELVE = gaussLegendre(12)
const TWENTY = gaussLegendre(20)
