/** The minimum of a small convex quadratic under simple constraints: one Newton step of stacking. */

const SWEEPS = 1000
const TOLERANCE = 1e-15

/**
 * Minimises gᵀ(x − x₀) + ½ (x − x₀)ᵀ H (x − x₀) by exact coordinate descent.
 *
 * `simplex`: x ≥ 0 with the sum of x₀; pairs of coordinates exchange mass. `non-negative`: the first `bounded`
 * coordinates are ≥ 0, the others free. The value never rises above that of x₀.
 *
 * @param from x₀, within the constraints; shape [n]
 * @param h    positive semidefinite, row-major, shape [n × n]
 * @returns shape [n]
 */
export function quadraticStep(
  from: Float64Array,
  g: Float64Array,
  h: Float64Array,
  constraint: 'simplex' | 'non-negative',
  bounded: number,
): Float64Array {
  const n = from.length
  const x = from.slice()
  // Gradient of the quadratic at x.
  const slope = g.slice()
  const move = (k: number, by: number): void => {
    x[k] += by
    for (let j = 0; j < n; j++) slope[j] += by * h[j * n + k]
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let moved = 0
    if (constraint === 'non-negative')
      for (let k = 0; k < n; k++) {
        const curvature = h[k * n + k]
        if (!(curvature > 0)) continue
        let by = -slope[k] / curvature
        if (k < bounded && x[k] + by < 0) by = -x[k]
        move(k, by)
        moved = Math.max(moved, Math.abs(by))
      }
    else
      for (let a = 0; a < n; a++)
        for (let b = a + 1; b < n; b++) {
          const curvature = h[a * n + a] + h[b * n + b] - 2 * h[a * n + b]
          if (!(curvature > 0)) continue
          const by = Math.min(x[b], Math.max(-x[a], (slope[b] - slope[a]) / curvature))
          move(a, by)
          move(b, -by)
          moved = Math.max(moved, Math.abs(by))
        }
    if (moved <= TOLERANCE) break
  }
  for (let k = 0; k < bounded; k++) if (x[k] < 0) x[k] = 0
  return x
}
