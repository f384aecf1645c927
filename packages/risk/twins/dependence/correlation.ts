/** The latent correlation matrix of a part of the rows. */
import { cholesky, nearestCorrelation } from '@pratibimba/numerics/linalg'
import { cellScores, cellThresholds, hermiteCoefficients, solveSeries, TERMS } from './hermite.ts'
import { type LatentData, MISSING_CODE } from './latent-data.ts'
import type { Mixing } from './mixing.ts'

const WIDTH = TERMS + 1

/**
 * Latent correlations of the given rows under an elliptical copula.
 *
 * Every column is replaced by the mean normal score of its cell; the covariance of two such scores is a known, increasing
 * function of the latent correlation (Mehler's expansion, averaged over the mixing variable of the t copula), which is
 * inverted. Ties and thresholds are thereby accounted for; for two binary columns this is the tetrachoric correlation.
 *
 * @param counts rows per code of each latent among `rows`
 * @returns symmetric with unit diagonal, row-major, shape [latents · latents]; not necessarily positive definite
 * @see docs/methods/gaussian-copula.md
 */
export function latentCorrelations(
  latents: readonly LatentData[],
  rows: Uint32Array,
  counts: readonly Float64Array[],
  mixing: Mixing,
): Float64Array {
  const d = latents.length
  const nodes = mixing.scales.length
  const coefficients = new Float64Array(d * nodes * WIDTH)
  const tables = latents.map((latent, j) => {
    const scores = cellScores(counts[j])
    const thresholds = cellThresholds(counts[j], mixing.quantile)
    for (let m = 0; m < nodes; m++)
      hermiteCoefficients(scores, thresholds, mixing.scales[m], coefficients, (j * nodes + m) * WIDTH)
    const padded = new Float64Array(256)
    padded.set(scores.subarray(0, latent.cells))
    return padded
  })
  const covariances = scoreCovariances(latents, rows, tables)
  const correlation = new Float64Array(d * d)
  const series = new Float64Array(WIDTH)
  for (let i = 0; i < d; i++) {
    correlation[i * d + i] = 1
    for (let j = 0; j < i; j++) {
      series.fill(0)
      for (let m = 0; m < nodes; m++) {
        const a = (i * nodes + m) * WIDTH
        const b = (j * nodes + m) * WIDTH
        for (let k = 0; k <= TERMS; k++) series[k] += (coefficients[a + k] * coefficients[b + k]) / nodes
      }
      const flat = !(Math.abs(series[1]) > 1e-9)
      const rho = flat ? 0 : solveSeries(series, covariances[i * d + j])
      correlation[i * d + j] = correlation[j * d + i] = rho
    }
  }
  return correlation
}

/** Covariances of the scores over rows where both columns are present; scores have mean 0 by construction. */
function scoreCovariances(
  latents: readonly LatentData[],
  rows: Uint32Array,
  tables: readonly Float64Array[],
): Float64Array {
  const d = latents.length
  const sums = new Float64Array(d * d)
  const row = new Float64Array(d)
  for (let r = 0; r < rows.length; r++) {
    const at = rows[r]
    for (let j = 0; j < d; j++) row[j] = tables[j][latents[j].codes[at]]
    for (let i = 0; i < d; i++) {
      const x = row[i]
      const base = i * d
      for (let j = 0; j < i; j++) sums[base + j] += x * row[j]
    }
  }
  const gaps = latents.map(({ hasMissing }) => hasMissing)
  for (let i = 0; i < d; i++)
    for (let j = 0; j < i; j++) {
      const pairs = gaps[i] || gaps[j] ? countPairs(latents[i].codes, latents[j].codes, rows) : rows.length
      sums[i * d + j] = pairs < 10 ? 0 : sums[i * d + j] / pairs
    }
  return sums
}

function countPairs(a: Uint8Array, b: Uint8Array, rows: Uint32Array): number {
  let pairs = 0
  for (let r = 0; r < rows.length; r++)
    if (a[rows[r]] !== MISSING_CODE && b[rows[r]] !== MISSING_CODE) pairs++
  return pairs
}

/**
 * A correlation matrix that can be factorised: the matrix itself, or the nearest one.
 *
 * @param matrix symmetric, unit diagonal, row-major, shape [d·d]
 */
export function repaired(matrix: Float64Array, d: number): Float64Array {
  if (isComfortablyDefinite(matrix, d)) return matrix
  return nearestCorrelation(matrix, d, { eigenvalueFloor: 1e-4, tolerance: 3e-3, iterations: 200 })
}

function isComfortablyDefinite(matrix: Float64Array, d: number): boolean {
  const lowered = matrix.slice()
  for (let i = 0; i < d; i++) lowered[i * d + i] -= 1e-4
  try {
    cholesky(lowered, d)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** weight·own + (1 − weight)·pooled. */
export function blend(own: Float64Array, pooled: Float64Array, weight: number): Float64Array {
  return own.map((value, i) => weight * value + (1 - weight) * pooled[i])
}
