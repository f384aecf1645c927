/** Losses of symmetric trees other than log loss of two classes, which has a kernel of its own. */
import type { ResolvedParameters, SymmetricCustomObjective } from './parameters.ts'

/** Scores by output, and what the loss says about them; shape [outputs][rows]. */
export interface GeneralObjective {
  readonly outputs: number
  /** Writes −∂loss/∂score, not weighted. */
  descent(scores: readonly Float64Array[], label: Float64Array, out: readonly Float64Array[]): void
  /**
   * Newton step of each leaf from scores as they are: (H + λI)⁻¹ g.
   *
   * @param step    added to; shape [outputs][leaves]
   * @param weights receives each leaf's curvature + λ; shape [leaves]
   */
  newton(
    rows: GeneralRows,
    leaves: number,
    l2: number,
    step: readonly Float64Array[],
    weights: Float64Array,
  ): void
}

interface GeneralRows {
  readonly scores: readonly Float64Array[]
  readonly label: Float64Array
  readonly weight?: Float64Array
  readonly leaf: Uint16Array
  readonly count: number
}

export function generalObjective(
  objective: Exclude<ResolvedParameters['objective'], 'binary'>,
  classes: number,
): GeneralObjective {
  if (objective === 'regression') return scalarObjective(squaredError)
  if (objective === 'multiclass') return softmaxObjective(classes)
  return scalarObjective(objective)
}

const squaredError: Pick<SymmetricCustomObjective, 'derivatives'> = {
  derivatives(score, label, gradient, hessian) {
    for (let row = 0; row < score.length; row++) gradient[row] = score[row] - label[row]
    hessian.fill(1)
  },
}

function scalarObjective({ derivatives }: Pick<SymmetricCustomObjective, 'derivatives'>): GeneralObjective {
  const checked = (score: Float64Array, label: Float64Array): { g: Float64Array; h: Float64Array } => {
    const g = new Float64Array(score.length)
    const h = new Float64Array(score.length)
    derivatives(score, label.subarray(0, score.length), g, h)
    for (let row = 0; row < g.length; row++)
      if (!Number.isFinite(g[row]) || !(h[row] >= 0))
        throw new RangeError(
          `trainSymmetric: need a finite gradient and a hessian of at least 0, got ${g[row]} and ${h[row]} in row ${row}`,
        )
    return { g, h }
  }
  return {
    outputs: 1,
    descent([score], label, [out]) {
      const { g } = checked(score, label)
      for (let row = 0; row < g.length; row++) out[row] = -g[row]
    },
    newton({ scores, label, weight, leaf, count }, leaves, l2, [step], weights) {
      const { g, h } = checked(scores[0].subarray(0, count), label)
      const sums = new Float64Array(leaves)
      weights.fill(l2)
      for (let row = 0; row < count; row++) {
        const w = weight === undefined ? 1 : weight[row]
        sums[leaf[row]] -= g[row] * w
        weights[leaf[row]] += h[row] * w
      }
      for (let at = 0; at < leaves; at++) if (weights[at] > 0) step[at] += sums[at] / weights[at]
    },
  }
}

/** Cross-entropy over softmax; Newton steps with the whole Hessian of the classes. */
function softmaxObjective(classes: number): GeneralObjective {
  const p = new Float64Array(classes)
  const softmax = (scores: readonly Float64Array[], row: number): void => {
    let highest = Number.NEGATIVE_INFINITY
    for (let c = 0; c < classes; c++) highest = Math.max(highest, scores[c][row])
    let sum = 0
    for (let c = 0; c < classes; c++) sum += p[c] = Math.exp(scores[c][row] - highest)
    for (let c = 0; c < classes; c++) p[c] /= sum
  }
  return {
    outputs: classes,
    descent(scores, label, out) {
      for (let row = 0; row < out[0].length; row++) {
        softmax(scores, row)
        for (let c = 0; c < classes; c++) out[c][row] = (label[row] === c ? 1 : 0) - p[c]
      }
    },
    newton({ scores, label, weight, leaf, count }, leaves, l2, step, weights) {
      const gradient = new Float64Array(leaves * classes)
      const hessian = new Float64Array(leaves * classes * classes)
      weights.fill(l2)
      for (let row = 0; row < count; row++) {
        softmax(scores, row)
        const w = weight === undefined ? 1 : weight[row]
        const at = leaf[row]
        weights[at] += w
        for (let c = 0; c < classes; c++) {
          gradient[at * classes + c] += w * ((label[row] === c ? 1 : 0) - p[c])
          const line = (at * classes + c) * classes
          for (let d = 0; d <= c; d++) hessian[line + d] += w * ((c === d ? p[c] : 0) - p[c] * p[d])
        }
      }
      for (let at = 0; at < leaves; at++) {
        const matrix = hessian.subarray(at * classes * classes, (at + 1) * classes * classes)
        // The Hessian is singular along equal shifts of all classes; λ, however small, makes it definite.
        for (let c = 0; c < classes; c++) matrix[c * classes + c] += Math.max(l2, 1e-9)
        const solution = solveDefinite(matrix, gradient.subarray(at * classes, (at + 1) * classes))
        for (let c = 0; c < classes; c++) step[c][at] += solution[c]
      }
    },
  }
}

/** Solves A x = b by Cholesky in place; A symmetric positive definite, its lower half given. */
function solveDefinite(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]
      for (let k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k]
      a[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-300)) : sum / a[j * n + j]
    }
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) b[i] -= a[i * n + k] * b[k]
    b[i] /= a[i * n + i]
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) b[i] -= a[k * n + i] * b[k]
    b[i] /= a[i * n + i]
  }
  return b
}
