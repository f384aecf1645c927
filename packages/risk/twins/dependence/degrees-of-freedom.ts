/** Degrees of freedom of a t copula by composite likelihood over pairs of columns. */
import { logGamma, studentTQuantileTable } from '@pratibimba/numerics/distributions'
import { mostDependentPairs, type RankedPair, type RankedStratum } from './ranks.ts'

const GRID = [2, 2.5, 3, 4, 5, 6, 8, 11, 16, 25, 50]

/**
 * The ν that maximises Σ_pairs Σ_rows ln c_ν(u, v; ρ̂_ν), refined by a parabola through the best grid point in ln ν.
 *
 * ρ̂_ν is the maximum-likelihood correlation of the pair at that ν within its stratum.
 *
 * @returns null where no pair of continuous columns has rows enough
 * @see docs/methods/t-copula.md
 */
export function compositeDegreesOfFreedom(strata: readonly RankedStratum[]): number | null {
  const pairs = mostDependentPairs(strata)
  if (pairs.length === 0) return null
  const likelihood = GRID.map((nu) => compositeLogLikelihood(strata, pairs, nu))
  const best = likelihood.indexOf(Math.max(...likelihood))
  if (!Number.isFinite(likelihood[best])) return null
  if (best === 0 || best === GRID.length - 1) return GRID[best]
  const [x0, x1, x2] = [best - 1, best, best + 1].map((i) => Math.log(GRID[i]))
  const [y0, y1, y2] = [likelihood[best - 1], likelihood[best], likelihood[best + 1]]
  const upper = (x1 - x0) ** 2 * (y1 - y2) - (x1 - x2) ** 2 * (y1 - y0)
  const lower = (x1 - x0) * (y1 - y2) - (x1 - x2) * (y1 - y0)
  return lower === 0 ? GRID[best] : Math.exp(x1 - upper / (2 * lower))
}

function compositeLogLikelihood(
  strata: readonly RankedStratum[],
  pairs: readonly RankedPair[],
  nu: number,
): number {
  const quantile = studentTQuantileTable(nu)
  const logConstant = logGamma((nu + 1) / 2) - logGamma(nu / 2) - 0.5 * Math.log(nu * Math.PI)
  let total = 0
  for (const { ranks, rows } of strata) {
    const scores = ranks.map((rank) => rank.map((p) => (Number.isNaN(p) ? p : quantile(p))))
    const densities = scores.map((score) =>
      score.map((x) => logConstant - ((nu + 1) / 2) * Math.log1p((x * x) / nu)),
    )
    for (const { x, y } of pairs)
      total += pairLogLikelihood(scores[x], scores[y], densities[x], densities[y], rows, nu)
  }
  return total
}

function pairLogLikelihood(
  x: Float64Array,
  y: Float64Array,
  logDensityX: Float64Array,
  logDensityY: Float64Array,
  rows: number,
  nu: number,
): number {
  let rho = 0
  // Reweighted correlations: the scatter step of the EM algorithm for a t law with unit scales.
  for (let step = 0; step < 4; step++) {
    const inverse = 1 / (1 - rho * rho)
    let xy = 0
    let xx = 0
    let yy = 0
    for (let i = 0; i < rows; i++) {
      const a = x[i]
      const b = y[i]
      const weight = 1 / (nu + (a * a - 2 * rho * a * b + b * b) * inverse)
      if (Number.isNaN(weight)) continue
      xy += weight * a * b
      xx += weight * a * a
      yy += weight * b * b
    }
    if (!(xx > 0 && yy > 0)) return 0
    rho = Math.max(-0.99, Math.min(0.99, xy / Math.sqrt(xx * yy)))
  }
  const inverse = 1 / (1 - rho * rho)
  // Γ(ν/2 + 1) / (Γ(ν/2) νπ √(1−ρ²)) = 1 / (2π √(1−ρ²))
  const pairConstant = 0.5 * Math.log(inverse) - Math.log(2 * Math.PI)
  let sum = 0
  for (let i = 0; i < rows; i++) {
    const a = x[i]
    const b = y[i]
    const term =
      pairConstant -
      (nu / 2 + 1) * Math.log1p(((a * a - 2 * rho * a * b + b * b) * inverse) / nu) -
      logDensityX[i] -
      logDensityY[i]
    if (!Number.isNaN(term)) sum += term
  }
  return sum
}
