/** How the latents of a child row follow from its parent's row and from the sibling before it. */
import { cholesky, nearestCorrelation, solveCholesky } from '@pratibimba/numerics/linalg'
import { cellScores, lagCorrelation } from '../dependence/hermite.ts'
import { type LatentData, MISSING_CODE } from '../dependence/latent-data.ts'
import type { ChildDependence } from '../model.ts'
import type { Siblings } from './siblings.ts'
import { stayCorrelation } from './stay-correlation.ts'

/** Added to the variances of the parent's scores: columns that say the same share their effect. */
const RIDGE = 0.02
/** Most of a child's variance that its parent may explain, and the strongest persistence. */
const MOST_EXPLAINED = 0.98
const MOST_PERSISTENCE = 0.995

/**
 * z_k = a + B·s + r_k,  r_k = Φ r_{k−1} + e_k
 *
 * with s the parent's normal scores, B by least squares on the joined table (scaled for the ties of the child's column),
 * Φ diagonal from the correlation of consecutive siblings, and Cov(r) what the parent leaves of the child's correlations.
 *
 * @param unordered latents whose levels have no order of their own
 * @param correlation of the child's latents, row-major, shape [latents · latents]
 * @param parentScores row-major, shape [parents · parentLatents], 0 where missing
 * @see docs/methods/related-tables.md
 */
export function childDependence(
  latents: readonly LatentData[],
  unordered: readonly number[],
  correlation: Float64Array,
  siblings: Siblings,
  parentScores: Float64Array,
  parentLatents: number,
): ChildDependence {
  const d = latents.length
  const { mean, covariance } = parentMoments(siblings.parentOf, parentScores, parentLatents)
  const lower = cholesky(
    covariance.map((value, i) => (i % (parentLatents + 1) === 0 ? value + RIDGE : value)),
    parentLatents,
  )
  const onParent = new Float64Array(d * parentLatents)
  const offset = new Float64Array(d)
  const explained = new Float64Array(d)
  const persistence = new Float64Array(d)
  latents.forEach((latent, j) => {
    const scores = cellScores(latent.counts)
    const cross = crossCovariance(latent, scores, siblings.parentOf, parentScores, mean)
    const slope = solveCholesky(lower, parentLatents, cross)
    let share = quadratic(slope, covariance, slope)
    const shrink = share > MOST_EXPLAINED ? Math.sqrt(MOST_EXPLAINED / share) : 1
    share = Math.min(share, MOST_EXPLAINED)
    for (let p = 0; p < parentLatents; p++) {
      onParent[j * parentLatents + p] = slope[p] * shrink
      offset[j] -= slope[p] * shrink * mean[p]
    }
    explained[j] = share
    const lag = unordered.includes(j)
      ? stayCorrelation(latent, siblings.previous)
      : lagCorrelation(latent, scores, siblings.previous)
    persistence[j] = Math.max(-0.9, Math.min(MOST_PERSISTENCE, (lag - share) / (1 - share)))
  })
  const residual = new Float64Array(d * d)
  const innovation = new Float64Array(d * d)
  for (let i = 0; i < d; i++)
    for (let j = 0; j < d; j++) {
      const a = onParent.subarray(i * parentLatents, (i + 1) * parentLatents)
      const b = onParent.subarray(j * parentLatents, (j + 1) * parentLatents)
      residual[i * d + j] = i === j ? 1 - explained[i] : correlation[i * d + j] - quadratic(a, covariance, b)
    }
  const definite = nearestCovariance(residual, d)
  for (let i = 0; i < d; i++)
    for (let j = 0; j < d; j++)
      innovation[i * d + j] = definite[i * d + j] * (1 - persistence[i] * persistence[j])
  return { onParent, offset, persistence, residual: definite, innovation: nearestCovariance(innovation, d) }
}

/** Means and covariances of the parent's scores over the child rows. */
function parentMoments(
  parentOf: Int32Array,
  scores: Float64Array,
  width: number,
): { mean: Float64Array; covariance: Float64Array } {
  const weights = new Float64Array(scores.length / width)
  let total = 0
  for (const row of parentOf)
    if (row >= 0) {
      weights[row]++
      total++
    }
  const mean = new Float64Array(width)
  const covariance = new Float64Array(width * width)
  for (let row = 0; row < weights.length; row++)
    for (let p = 0; p < width; p++) mean[p] += (weights[row] * scores[row * width + p]) / total
  for (let row = 0; row < weights.length; row++) {
    if (weights[row] === 0) continue
    for (let p = 0; p < width; p++) {
      const x = (weights[row] * (scores[row * width + p] - mean[p])) / total
      for (let q = 0; q < width; q++) covariance[p * width + q] += x * (scores[row * width + q] - mean[q])
    }
  }
  return { mean, covariance }
}

/** Covariance of a child's latent with its parent's scores: that of its scores, divided by their variance. */
function crossCovariance(
  { codes }: LatentData,
  scores: Float64Array,
  parentOf: Int32Array,
  parentScores: Float64Array,
  mean: Float64Array,
): Float64Array {
  const width = mean.length
  const cross = new Float64Array(width)
  let rows = 0
  let variance = 0
  for (let row = 0; row < codes.length; row++) {
    const parent = parentOf[row]
    if (parent < 0 || codes[row] === MISSING_CODE) continue
    const score = scores[codes[row]]
    rows++
    variance += score * score
    for (let p = 0; p < width; p++) cross[p] += score * (parentScores[parent * width + p] - mean[p])
  }
  return cross.map((sum) => (variance > 1e-9 * rows ? sum / variance : 0))
}

function quadratic(a: Float64Array, matrix: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < b.length; j++) sum += a[i] * matrix[i * b.length + j] * b[j]
  return sum
}

/** The nearest positive definite matrix with the same variances. */
function nearestCovariance(matrix: Float64Array, d: number): Float64Array {
  const scale = Float64Array.from({ length: d }, (_, i) => Math.sqrt(Math.max(1e-6, matrix[i * d + i])))
  const correlation = matrix.map((value, at) => {
    const i = Math.floor(at / d)
    const j = at % d
    return i === j ? 1 : Math.max(-1, Math.min(1, value / (scale[i] * scale[j])))
  })
  const nearest = nearestCorrelation(correlation, d, {
    eigenvalueFloor: 1e-4,
    tolerance: 1e-4,
    iterations: 500,
  })
  return nearest.map((value, at) => value * scale[Math.floor(at / d)] * scale[at % d])
}
