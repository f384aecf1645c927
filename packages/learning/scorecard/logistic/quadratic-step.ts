/** The minimum of the quadratic model of a penalised loss. */

export interface CoordinatePenalty {
  /** Of each coordinate, ≥ 0, 0 for the intercept; shape [a]. */
  readonly l1: Float64Array
  readonly l2: Float64Array
}

/** A pivot below this share of its diagonal says that the column is a combination of those before it. */
const DEPENDENT = 1e-9

/**
 * Lower Cholesky factor of a Hessian, leaving out coordinates that depend on those before them.
 *
 * @param hessian row-major, shape [a·a]
 * @returns the factor, and which coordinates depend; their rows and columns are zeros with 1 on the diagonal
 */
export function choleskyOrDependent(
  hessian: Float64Array,
  a: number,
): { readonly lower: Float64Array; readonly dependent: Uint8Array } {
  const lower = new Float64Array(a * a)
  const dependent = new Uint8Array(a)
  for (let i = 0; i < a; i++) {
    for (let j = 0; j < i; j++) {
      if (dependent[j] === 1) continue
      let sum = hessian[i * a + j]
      for (let k = 0; k < j; k++) sum -= lower[i * a + k] * lower[j * a + k]
      lower[i * a + j] = sum / lower[j * a + j]
    }
    let pivot = hessian[i * a + i]
    for (let k = 0; k < i; k++) pivot -= lower[i * a + k] * lower[i * a + k]
    if (pivot > DEPENDENT * hessian[i * a + i] && pivot > 0) lower[i * a + i] = Math.sqrt(pivot)
    else {
      dependent[i] = 1
      lower.fill(0, i * a, i * a + i)
      lower[i * a + i] = 1
    }
  }
  return { lower, dependent }
}

/**
 * Newton's step with ridge: solves (H + diag l2) d = −(g + l2·θ).
 *
 * @returns d, shape [a]
 */
export function ridgeStep(
  hessian: Float64Array,
  gradient: Float64Array,
  theta: Float64Array,
  { l2 }: CoordinatePenalty,
): Float64Array {
  const a = gradient.length
  const system = hessian.slice()
  for (let j = 0; j < a; j++) system[j * a + j] += l2[j]
  const { lower, dependent } = choleskyOrDependent(system, a)
  const step = gradient.map((g, j) => (dependent[j] === 1 ? 0 : -(g + l2[j] * theta[j])))
  for (let i = 0; i < a; i++) {
    let sum = step[i]
    for (let k = 0; k < i; k++) sum -= lower[i * a + k] * step[k]
    step[i] = sum / lower[i * a + i]
  }
  for (let i = a - 1; i >= 0; i--) {
    let sum = step[i]
    for (let k = i + 1; k < a; k++) sum -= lower[k * a + i] * step[k]
    step[i] = sum / lower[i * a + i]
  }
  return step
}

const SWEEPS = 10_000

/**
 * The same with L1 penalties, by cyclic coordinate descent on the model
 *
 *   ½ dᵀHd + gᵀd + Σ l1|θ + d| + ½ Σ l2 (θ + d)².
 *
 * Sweeps run over the coordinates that are not 0 until they rest, then once over all, until that changes nothing.
 *
 * @returns d, shape [a]
 */
export function lassoStep(
  hessian: Float64Array,
  gradient: Float64Array,
  theta: Float64Array,
  { l1, l2 }: CoordinatePenalty,
  tolerance: number,
): Float64Array {
  const a = gradient.length
  const at = theta.slice()
  /** g + H·d, kept up to date. */
  const slope = gradient.slice()
  const sweep = (all: boolean): number => {
    let largest = 0
    for (let j = 0; j < a; j++) {
      if (!all && at[j] === 0) continue
      const curvature = hessian[j * a + j]
      if (!(curvature + l2[j] > 0)) continue
      const pull = curvature * at[j] - slope[j]
      const next = (Math.sign(pull) * Math.max(0, Math.abs(pull) - l1[j])) / (curvature + l2[j])
      const change = next - at[j]
      if (change === 0) continue
      at[j] = next
      for (let k = 0; k < a; k++) slope[k] += hessian[j * a + k] * change
      largest = Math.max(largest, Math.abs(change))
    }
    return largest
  }
  for (let round = 0; round < SWEEPS; round++) {
    if (sweep(true) <= tolerance) break
    for (; round < SWEEPS && sweep(false) > tolerance; round++);
  }
  for (let j = 0; j < a; j++) at[j] -= theta[j]
  return at
}
