/** Gauss–Legendre quadrature: integrals of polynomials, exact. */

export interface QuadratureRule {
  /** In (−1, 1), ascending. */
  readonly nodes: Float64Array
  /** Sum to 2. */
  readonly weights: Float64Array
}

/**
 * Nodes and weights that integrate polynomials of degree 2n − 1 exactly over [−1, 1], by Newton's method on Pₙ.
 *
 * @param n number of nodes ≥ 1
 * @see Abramowitz & Stegun 25.4.29
 */
export function gaussLegendre(n: number): QuadratureRule {
  const nodes = new Float64Array(n)
  const weights = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (n + 0.5))
    let slope = 1
    for (let step = 0; step < 100; step++) {
      let previous = 1
      let current = x
      for (let k = 2; k <= n; k++)
        [previous, current] = [current, ((2 * k - 1) * x * current - (k - 1) * previous) / k]
      slope = n === 1 ? 1 : (n * (x * current - previous)) / (x * x - 1)
      const change = current / slope
      x -= change
      if (Math.abs(change) < 1e-15) break
    }
    nodes[i] = x
    weights[i] = 2 / ((1 - x * x) * slope * slope)
  }
  return { nodes, weights }
}
